"""Facts about languages: tags, names, direction, plurals, numbers, joining. Only importer of babel.

A locale is a BCP 47 tag everywhere in the code (`pt-BR`, `zh-Hans`); catalogs spell it gettext's
way (`zh_Hans`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from l10n.errors import L10nError

if TYPE_CHECKING:
    from collections.abc import Callable

    from babel import Locale

_TAG = re.compile(
    r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?(?:[-_][A-Za-z0-9]{5,8})*"
)

# Codes that CLDR has as another language in a region: Dari is the Persian of Afghanistan.
_REGIONAL = {"prs": "fa-AF"}

# Written without white space between sentences (Unicode Standard, chapters 16 and 18: South-East and East
# Asian scripts); Korean and Vietnamese have spaces.
_UNSPACED = frozenset({"zh", "yue", "ja", "th", "lo", "km", "my", "bo", "dz"})

# Languages whose speakers read one another: whole clauses are the same in two of them.
_RELATIVES = (
    frozenset({"an", "ast", "ca", "es", "gl", "it", "oc", "pt"}),
    frozenset({"da", "nb", "nn", "no", "sv"}),
    frozenset({"cs", "sk"}),
    frozenset({"bs", "cnr", "hr", "sh", "sl", "sr", "mk", "bg"}),
    frozenset({"be", "ru", "uk"}),
    frozenset({"af", "nl"}),
    frozenset({"id", "ms"}),
    frozenset({"rw", "rn"}),
    frozenset({"zu", "xh", "nr", "ss"}),
    frozenset({"az", "tr"}),
    frozenset({"hi", "mai", "bho", "mr", "ne"}),
)


def normalize(tag: str, path: str | None = None) -> str:
    """`tag` as BCP 47 writes it (`zh_hans` -> `zh-Hans`, `PT-br` -> `pt-BR`).

    Raises L10nError for what is no tag or names a language that CLDR does not know.
    """
    if not _TAG.fullmatch(tag):
        raise L10nError(f"{tag!r} is not a locale", path, hint="write a tag such as es, pt-BR or zh-Hans")
    language, *rest = re.split("[-_]", tag)
    parts = [language.lower()]
    for part in rest:
        match len(part):
            case 4:
                parts.append(part.title())
            case 2 | 3:
                parts.append(part.upper())
            case _:
                parts.append(part.lower())
    if not _known(parts[0], tuple(parts[1:])):
        near = _nearest_language(parts[0])
        hint = f"did you mean {near}?" if near else "write a language code such as es or zh-Hans"
        raise L10nError(f"unknown locale {tag!r}", path, hint=hint)
    return "-".join(parts)


@lru_cache(maxsize=1024)
def language(tag: str) -> str:
    """The language subtag: `pt` for `pt-BR`, `fa` for Dari (`prs`)."""
    own = re.split("[-_]", tag, maxsplit=1)[0].lower()
    return _REGIONAL[own][:2] if own in _REGIONAL else own


def are_relatives(one: str, other: str) -> bool:
    """Whether two languages are so near that much of a translation is its source: Spanish and Portuguese."""
    both = {language(one), language(other)}
    return len(both) > 1 and any(both <= family for family in _RELATIVES)


@lru_cache(maxsize=1024)
def script(tag: str) -> str:
    """The ISO 15924 script a locale is written in, from the tag or CLDR's likely one: `Hans` for `zh-CN`."""
    for part in re.split("[-_]", tag)[1:]:
        if len(part) == 4 and part.isalpha():
            return part.title()
    return _likely_script(tag)


@lru_cache(maxsize=1024)
def region(tag: str) -> str:
    """The region that a tag names: `MX` for `es-MX`, `419` for `es-419`, "" for none."""
    parts = re.split("[-_]", tag)[1:]
    return next((part.upper() for part in parts if re.fullmatch("[A-Za-z]{2}|[0-9]{3}", part)), "")


def gettext_name(tag: str) -> str:
    """The spelling in catalog paths and PO headers: `zh_Hans`, `pt_BR`."""
    return tag.replace("-", "_")


def display_name(tag: str) -> str:
    """The locale's name in English, the tag itself where CLDR has none."""
    return _babel(tag).get_display_name("en") or tag


def direction(tag: str) -> str:
    """`rtl` or `ltr`."""
    return _babel(tag).text_direction


def joiner(tag: str) -> str:
    """What stands between two sentences: nothing in Chinese, Japanese, Thai …, else a space."""
    return "" if language(tag) in _UNSPACED else " "


def plural_forms(tag: str) -> str:
    """The `Plural-Forms` header of a catalog, from CLDR: `nplurals=2; plural=(n != 1);`."""
    from babel.messages.plurals import PLURALS, get_plural

    locale = _babel(tag)
    if locale.language in PLURALS or str(locale) in PLURALS:
        return str(get_plural(locale).plural_forms).rstrip(";") + ";"
    from babel.plural import to_gettext

    # CLDR's operand e is the exponent of a compact number ("1c6"); the whole numbers of gettext have none.
    return re.sub(r"\be\b", "0", to_gettext(locale.plural_form)).rstrip(";") + ";"


def number_symbols(tag: str) -> tuple[str, str]:
    """(decimal sign, grouping sign) of the locale's default numbering system, from CLDR."""
    locale = _babel(tag)
    system = locale.default_numbering_system
    symbols = locale.number_symbols.get(system) or locale.number_symbols["latn"]
    return symbols.get("decimal", "."), symbols.get("group", ",")


@lru_cache(maxsize=256)
def number_conventions(tag: str) -> tuple[tuple[str, str], ...]:
    """The (decimal sign, grouping sign) pairs its readers know: the locale's own first, its language's after.

    From CLDR, one for each set of digits in use (Arabic writes both `1٬234٫5` and `1,234.5`). The space that
    groups digits is any of U+0020, U+00A0, U+202F and U+2009 in print: it stands here as CLDR has it.
    """
    found: dict[tuple[str, str], None] = {number_symbols(tag): None}
    for spelled in (tag, language(tag)):
        for symbols in _babel(spelled).number_symbols.values():
            pair = symbols.get("decimal"), symbols.get("group")
            # CLDR's root gives every locale the Arabic signs, which mean the same to everybody.
            if pair[0] and pair[1] and (pair != ("٫", "٬") or script(tag) == "Arab"):
                found[str(pair[0]), str(pair[1])] = None
    return tuple(found)


@lru_cache(maxsize=256)
def month_names(tag: str, *, short: bool = True) -> dict[str, int]:
    """Number of the month by its full (and `short`) name in CLDR; names with digits are left out."""
    locale = _babel(tag)
    names: dict[str, int] = {}
    for use in ("format", "stand-alone"):
        for width in ("wide", "abbreviated") if short else ("wide",):
            for number, name in locale.months[use][width].items():
                if not any(character.isdigit() for character in name):
                    names[name.rstrip(".")] = number
    return names


def numbers_months(tag: str) -> bool:
    """Whether the language names months by their numbers (`3月`, `tháng 3`): a figure for every month."""
    return language(tag) in {"zh", "yue", "ja", "ko", "vi"}


@lru_cache(maxsize=4096)
def unit_patterns(tag: str, unit: str) -> tuple[str, ...]:
    """How CLDR writes a number with a unit (`mass-gram`), short and long, in every plural form: `{0} grams`.

    A form without a number, as Arabic has for one and two, is left out.
    """
    return tuple(one for one in _unit(tag, unit, lambda plural: plural != "per") if "{0}" in one)


@lru_cache(maxsize=4096)
def rate_patterns(tag: str, unit: str) -> tuple[str, ...]:
    """How CLDR writes something divided by a unit (`duration-day`): `{0} per day`, `{0}/d`."""
    return tuple(_unit(tag, unit, lambda plural: plural == "per"))


def compound_unit_patterns(tag: str) -> tuple[str, ...]:
    """How CLDR writes one unit divided by another: `{0}/{1}`, `{0} per {1}`."""
    per = _babel(tag)._data["compound_unit_patterns"]["per"]  # babel shows it only filled in
    return tuple(per[width]["compound"] for width in ("short", "long") if "compound" in per.get(width, {}))


def _unit(tag: str, unit: str, wanted: Callable[[str], bool]) -> dict[str, None]:
    forms = _babel(tag)._data["unit_patterns"].get(unit, {})  # babel shows them only filled in
    return {
        pattern: None
        for width in ("short", "long")
        for plural, pattern in forms.get(width, {}).items()
        if wanted(plural)
    }


def _parts(tag: str) -> list[str]:
    """The subtags of a tag as CLDR has it: `prs` is `fa`, `AF`."""
    own, *rest = re.split("[-_]", tag)
    return [*_REGIONAL.get(own.lower(), own).split("-"), *rest]


@lru_cache(maxsize=256)
def _babel(tag: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    parts = _parts(tag)
    while parts:
        try:
            return Locale.parse("_".join(parts))
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return Locale("en")


@lru_cache(maxsize=256)
def _known(language_code: str, rest: tuple[str, ...]) -> bool:
    from babel import Locale
    from babel.localedata import exists

    english = Locale("en")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    regions = [part for part in rest if len(part) in (2, 3)]
    return (
        (language_code in english.languages or exists(language_code) or language_code in _REGIONAL)
        and all(part in english.scripts for part in scripts)
        and all(part in english.territories for part in regions)
    )


def _nearest_language(code: str) -> str:
    from difflib import get_close_matches

    from babel.localedata import locale_identifiers

    found = get_close_matches(code, sorted({language(name) for name in locale_identifiers()}), 1, 0.4)
    return found[0] if found else ""


@lru_cache(maxsize=256)
def _likely_script(tag: str) -> str:
    from babel.core import get_global

    likely = get_global("likely_subtags")
    parts = _parts(tag)
    while parts:
        found = likely.get("_".join(parts))
        if found:
            return str(found).split("_")[1]
        parts.pop()
    return "Latn"
