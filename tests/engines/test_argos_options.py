"""`[engines.argos]`: what can be written there, what it changes, and what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from argos_home import install

from l10n import engines
from l10n.engines.argos import ENGINE as ARGOS
from l10n.engines.argos import machine
from l10n.engines.argos.engine import Argos
from l10n.engines.argos.options import Options, read
from l10n.errors import EngineError, L10nError


def test_every_option_is_taken_from_its_key() -> None:
    table = {"device": "cpu", "compute-type": "int8", "beam": 2, "threads": 3, "batch-tokens": 512}
    assert read(table) == Options("cpu", "int8", 2, 3, 512)
    assert read({}) == Options()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"devise": "cpu"}, "unknown option 'devise'; did you mean device?"),
        (
            {"colour": 1},
            "unknown option 'colour'; there are device, compute-type, beam, threads, batch-tokens",
        ),
        ({"device": "gpu"}, 'device = "gpu" cannot be; did you mean "cpu"?'),
        ({"device": 1}, "device = 1 cannot be; write one of auto, cpu, cuda"),
        ({"compute-type": "int9"}, 'compute-type = "int9" cannot be; did you mean "int8"?'),
        ({"beam": "4"}, 'beam = "4" cannot be; write a whole number from 1 to 32'),
        ({"beam": True}, "beam = true cannot be; write a whole number from 1 to 32"),
        ({"beam": 0}, "beam = 0 cannot be; write a whole number from 1 to 32"),
        ({"batch-tokens": 2.5}, "batch-tokens = 2.5 cannot be; write a whole number from 16 to 1,048,576"),
    ],
)
def test_an_option_that_cannot_be_is_said_with_what_can(table: dict[str, object], said: str) -> None:
    with pytest.raises(L10nError) as caught:
        ARGOS.configured(table, Path(".l10n"))
    assert str(caught.value) == said


def test_a_configured_engine_keeps_its_options_and_the_projects_folder(tmp_path: Path) -> None:
    assert engines.configured("argos", {"beam": 2}, tmp_path) == Argos(Options(beam=2), tmp_path)


def test_what_changes_a_translation_is_in_the_signature_and_what_only_takes_time_is_not(home: Path) -> None:
    install(home, "en", "es")

    def signature(**table: object) -> str:
        options = {key.replace("_", "-"): value for key, value in table.items()}
        return ARGOS.configured(options, home).signature("en", "es")

    plain = ARGOS.signature("en", "es")
    assert signature() == signature(threads=1) == signature(batch_tokens=64) == plain
    assert len({plain, signature(beam=2), signature(compute_type="float32")}) == 3


def test_the_beam_and_the_compute_type_are_used(home: Path) -> None:
    install(home, "en", "es")
    engine = ARGOS.configured({"beam": 1, "compute-type": "float32", "device": "cpu"}, home)
    assert engine.translate(["What causes gout?"], "en", "es")[0].text == "¿Cuál es la causa de la gota?"


def test_a_compute_type_that_this_machine_lacks_is_an_error_that_names_those_it_has(home: Path) -> None:
    install(home, "en", "es")
    there = machine.compute_types("cpu")
    missing = next(kind for kind in ("float16", "bfloat16", "int16") if kind not in there)
    engine = ARGOS.configured({"compute-type": missing, "device": "cpu"}, home)
    for call in (engine.signature, lambda *pair: list(engine.translate(["Stop."], *pair))):
        with pytest.raises(EngineError) as caught:
            call("en", "es")
        said = (
            f"compute-type = '{missing}' cannot be on this processor; write one of auto, {', '.join(there)}"
        )
        assert str(caught.value) == said
