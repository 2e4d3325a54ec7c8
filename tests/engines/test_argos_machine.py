"""What the machine offers the Argos engine: cores, a container's share of them, a GPU."""

from __future__ import annotations

import os
from pathlib import Path

import ctranslate2
import pytest

from l10n.engines.argos import machine
from l10n.engines.argos.machine import Backend
from l10n.engines.argos.options import Options
from l10n.errors import EngineError


def files(root: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="ascii")


@pytest.mark.parametrize(
    ("groups", "limits", "quotas"),
    [
        ("0::/", {}, []),
        ("0::/", {"cpu.max": "max 100000\n"}, []),
        ("0::/", {"cpu.max": "250000 100000\n"}, [2.5]),
        ("0::/a/b", {"cpu.max": "300000 100000\n", "a/cpu.max": "150000 100000\n", "a/b/x": ""}, [1.5, 3.0]),
        ("5:cpu,cpuacct:/a", {"cpu/a/cpu.cfs_quota_us": "-1\n", "cpu/a/cpu.cfs_period_us": "100000\n"}, []),
        ("5:cpu,cpuacct:/a", {"cpu/cpu.cfs_quota_us": "50000\n", "cpu/cpu.cfs_period_us": "100000\n"}, [0.5]),
        ("3:memory:/a\n0::/", {"memory/a/cpu.max": "1 1", "cpu.max": "nonsense"}, []),
    ],
)
def test_a_containers_quota_is_read_from_its_control_groups(
    tmp_path: Path, groups: str, limits: dict[str, str], quotas: list[float]
) -> None:
    own, root = tmp_path / "cgroup", tmp_path / "groups"
    own.write_text(f"{groups}\n", encoding="ascii")
    files(root, limits)
    assert list(machine.quotas(own, root)) == quotas


def test_no_control_groups_are_no_quota(tmp_path: Path) -> None:
    assert list(machine.quotas(tmp_path / "none", tmp_path)) == []


@pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="a process cannot be kept on some cores here"
)
def test_no_more_cores_are_used_than_the_process_may_run_on() -> None:
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(before)})
        assert machine.usable_cores() == 1
    finally:
        os.sched_setaffinity(0, before)


@pytest.mark.parametrize(
    ("threads", "batches", "each"), [(1, 1, 1), (2, 2, 1), (8, 8, 1), (16, 8, 2), (20, 8, 2), (64, 8, 8)]
)
def test_threads_go_to_batches_side_by_side_first(threads: int, batches: int, each: int) -> None:
    made = machine.backend(Options(device="cpu", threads=threads))
    assert made == Backend("cpu", "auto", batches, each, 1024)


def test_auto_takes_a_gpu_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda _: {"float16", "float32"})
    assert machine.backend(Options()) == Backend("cuda", "auto", 1, 1, 8192)
    assert machine.output_settings(Options()) == "device=cuda compute=auto(float16,float32)"
    assert machine.backend(Options(device="cpu")).device == "cpu"


def test_no_gpu_where_one_is_wanted_says_what_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)
    assert machine.backend(Options()).device == "cpu"
    with pytest.raises(EngineError, match='no GPU is found; write device = "auto"'):
        machine.backend(Options(device="cuda"))


def test_a_gpu_that_does_not_work_says_why_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> set[str]:
        raise RuntimeError("CUDA failed with error unknown error\nmore")

    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", broken)
    with pytest.raises(EngineError) as caught:
        machine.backend(Options())
    assert str(caught.value) == (
        'the GPU cannot be used: CUDA failed with error unknown error; write device = "cpu" in '
        "[engines.argos], or install what CTranslate2 needs of CUDA (driver, cuBLAS, cuDNN)"
    )
