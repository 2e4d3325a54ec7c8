"""What this machine has for decoding: cores the process may use, a GPU, the numbers it can compute with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from l10n.engines.argos.options import Options
from l10n.errors import EngineError

_CONTROL_GROUPS = Path("/sys/fs/cgroup")
_OWN_GROUPS = Path("/proc/self/cgroup")
_SIDE_BY_SIDE = 8
"""Batches that are decoded side by side at most: each has memory of its own."""
_BATCH_TOKENS = {"cpu": 1024, "cuda": 8192}
"""On a processor 512 to 2,048 cost the same within 5 % on a model of real size, and 128 costs 40 % more."""


@dataclass(frozen=True, slots=True)
class Backend:
    """Where and how models run. `batches` of `batch_tokens` are decoded side by side, each on `threads`."""

    device: str
    compute_type: str
    batches: int
    threads: int
    batch_tokens: int


PLAIN = Backend("cpu", "auto", 1, 1, _BATCH_TOKENS["cpu"])
"""One core of any machine."""


def backend(options: Options) -> Backend:
    """What the options mean on this machine. Raises EngineError where it cannot do what they ask for."""
    device = _device(options.device)
    kinds = compute_types(device)
    if options.compute_type not in ("auto", "default", *kinds):
        problem = f"compute-type = {options.compute_type!r} cannot be on this {_NAMES[device]}"
        raise EngineError(problem, hint=f"write one of auto, {', '.join(kinds)}")
    tokens = options.batch_tokens or _BATCH_TOKENS[device]
    if device == "cuda":
        return Backend(device, options.compute_type, 1, options.threads or 1, tokens)
    cores = options.threads or usable_cores()
    batches = min(cores, _SIDE_BY_SIDE)
    return Backend(device, options.compute_type, batches, max(1, cores // batches), tokens)


def output_settings(options: Options) -> str:
    """What of a machine changes what models write: the same line, the same output but for rounding.

    `auto` means what is fastest for a model among what the machine can compute with.
    """
    chosen = backend(options)
    kinds = ",".join(compute_types(chosen.device)) if chosen.compute_type == "auto" else ""
    return f"device={chosen.device} compute={chosen.compute_type}" + (f"({kinds})" if kinds else "")


def compute_types(device: str) -> list[str]:
    """The compute types that CTranslate2 has on a device here, by name."""
    import ctranslate2

    try:
        return sorted(ctranslate2.get_supported_compute_types(device))
    except (RuntimeError, ValueError) as error:
        raise unusable(device, error) from None


def unusable(device: str, error: Exception) -> EngineError:
    """The error that says why a device does not work, and what to do."""
    said = (str(error) or type(error).__name__).splitlines()[0]
    hint = 'write device = "cpu" in [engines.argos]'
    if device == "cuda":
        hint += ", or install what CTranslate2 needs of CUDA (driver, cuBLAS, cuDNN)"
    return EngineError(f"the {_NAMES[device]} cannot be used: {said}", hint=hint)


_NAMES = {"cpu": "processor", "cuda": "GPU"}


def _device(wanted: str) -> str:
    import ctranslate2

    count = ctranslate2.get_cuda_device_count() if wanted != "cpu" else 0
    if wanted == "cuda" and not count:
        hint = 'write device = "auto", or see why nvidia-smi lists no GPU'
        raise EngineError('device = "cuda", but no GPU is found', hint=hint)
    return "cuda" if count else "cpu"


def usable_cores() -> int:
    """How many cores this process may keep busy: those it may run on, or fewer by its container's quota."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota = min(quotas(_OWN_GROUPS, _CONTROL_GROUPS), default=float(cores))
    return max(1, min(cores, int(quota)))


def quotas(own: Path, root: Path) -> Iterator[float]:
    """The cores' worth of time that each control group around the process allows, where one sets a limit.

    `own` is `/proc/self/cgroup`, `root` where the groups are mounted. Version 2 writes `cpu.max`, version 1
    two files under `cpu`.
    """
    try:
        lines = own.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, inside = line.split(":", 2)
        if not controllers:
            yield from _limits(root, inside, ("cpu.max",))
        elif "cpu" in controllers.split(","):
            yield from _limits(root / "cpu", inside, ("cpu.cfs_quota_us", "cpu.cfs_period_us"))


def _limits(root: Path, inside: str, names: tuple[str, ...]) -> Iterator[float]:
    """The limits of a group and of those it is in; what a container does not show is passed over."""
    group = root / inside.strip("/")
    for folder in (group, *group.parents):
        with suppress(OSError, ValueError):
            quota, period = " ".join((folder / name).read_text("ascii") for name in names).split()
            if float(quota) > 0:  # version 1 writes -1 for none, version 2 "max"
                yield float(quota) / float(period)
        if folder == root:
            return
