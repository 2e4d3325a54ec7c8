"""Prose fixtures: title, input and what is expected of it, each ended by a line with a full stop alone."""

from __future__ import annotations

from pathlib import Path

import pytest  # noqa: TC002  (pytest reads the annotations of its hooks)

FOLDER = Path(__file__).parent


def cases(name: str) -> list[tuple[str, str, str]]:
    """(title, input, expected) of each case in the file `name`; `→` stands for a tab, `·` for a space."""
    parts = (FOLDER / name).read_text(encoding="utf-8").split("\n.\n")
    assert not parts[-1].strip(), f"{name}: the last case does not end with a full stop"
    triples = zip(parts[0:-1:3], parts[1:-1:3], parts[2:-1:3], strict=True)
    return [(title.strip(), _shown(given), wanted) for title, given, wanted in triples]


def _shown(given: str) -> str:
    return given.replace("→", "\t").replace("·", " ")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for a `case` gets each one of the file that its `cases` mark names."""
    mark = metafunc.definition.get_closest_marker("cases")
    if mark:
        found = cases(mark.args[0])
        metafunc.parametrize(
            ("given", "wanted"), [case[1:] for case in found], ids=[case[0] for case in found]
        )


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line("markers", "cases(file): run once for each case of a prose fixture")
