"""Paths of fields in JSON: what they say, and what cannot be one."""

from __future__ import annotations

import pytest

from l10n.errors import L10nError
from l10n.formats.fields import Field
from l10n.formats.json_paths import Kind, Paths, steps


def test_a_path_is_read_step_by_step() -> None:
    assert [(step.kind, step.name or step.number) for step in steps('faq[].a-b.*[12]."c.d".**.é x')] == [
        (Kind.KEY, "faq"),
        (Kind.ANY_ITEM, 0),
        (Kind.KEY, "a-b"),
        (Kind.ANY_KEY, 0),
        (Kind.ITEM, 12),
        (Kind.KEY, "c.d"),
        (Kind.DEEP, 0),
        (Kind.KEY, "é x"),
    ]


@pytest.mark.parametrize(
    ("path", "rest"),
    [
        ("a..b", "..b"),
        (".a", ".a"),
        ("a[x]", "[x]"),
        ("a.", "."),
        ("a[", "["),
        ('"a', '"a'),
        ("a[].[]", ".[]"),
    ],
)
def test_what_is_no_path_is_told_from_where_it_breaks(path: str, rest: str) -> None:
    with pytest.raises(L10nError) as error:
        steps(path)
    assert f"the path {path!r} cannot be read at {rest!r}; write it like" in str(error.value)


def test_where_no_path_goes_there_is_nothing_to_look_for() -> None:
    root = Paths([Field("faq[].answer")], anywhere=False).root
    assert root.live
    assert not root.key("title").live
    faq = root.key("faq").item(7).key("answer")
    assert faq.target is not None
    assert faq.target.role == "answer"
    assert not root.key("faq").key("answer").live


def test_paths_of_any_depth_make_few_places() -> None:
    """The machine is as big as its paths, however deep the data is."""
    paths = Paths([Field(name) for name in ("a", "b", "**.c.**.d")], anywhere=True)
    place = paths.root
    for number in range(1000):
        place = place.item(number).key("abcdx"[number % 5])
    assert len(paths._places) < 40
