"""Debian's packages of Apertium pairs: which to install for a pair that is not here.

Debian 12 and 13 have them all; a package that translates one way only is listed with that way alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from l10n import locale

Pair = tuple[str, str]

_BOTH_WAYS = """
afr-nld:af-nl arg-cat:an-ca bel-rus:be-ru cat-ita:ca-it dan-nor:da-nb,da-nn en-gl:en-gl eng-cat:en-ca
eng-spa:en-es es-gl:es-gl es-pt:es-pt fr-es:es-fr fra-cat:ca-fr fra-frp:fr-frp hbs-eng:en-sh hbs-slv:sh-sl
ind-zlm:id-ms isl-swe:is-sv mkd-bul:bg-mk nno-nob:nb-nn oc-ca:ca-oc oc-es:es-oc oci-fra:fr-oc pol-szl:pl-szl
por-cat:ca-pt pt-gl:gl-pt rus-ukr:ru-uk spa-arg:an-es spa-cat:ca-es spa-ita:es-it swe-dan:da-sv
swe-nor:nb-sv,nn-sv urd-hin:hi-ur
"""
_ONE_WAY = """
br-fr:br-fr cat-srd:ca-sc eo-ca:ca-eo eo-en:en-eo,eo-en eo-es:es-eo eo-fr:fr-eo es-ro:ro-es eu-en:eu-en
eu-es:eu-es hbs-mkd:sh-mk isl-eng:is-en mkd-eng:mk-en spa-ast:es-ast srd-ita:it-sc
eng-cat:en-ca_valencia,ca-en_US eng-spa:es-en_US es-pt:es-pt_BR hbs-eng:en-bs,en-hr,en-sr_Latn
hbs-mkd:mk-bs,mk-hr,mk-sr_Latn hbs-slv:sl-bs,sl-hr,sl-sr_Latn oc-ca:ca-oc_aranes,oc_aranes-ca
oc-es:es-oc_aranes,oc_aranes-es oci-fra:fr-oc_gascon,oc_gascon-fr por-cat:ca-pt_BR spa-cat:es-ca_valencia
"""


def _listed() -> Mapping[Pair, str]:
    found: dict[Pair, str] = {}
    for table, ways in ((_BOTH_WAYS, (1, -1)), (_ONE_WAY, (1,))):
        for row in table.split():
            package, _, pairs = row.partition(":")
            for pair in pairs.split(","):
                one, other = pair.replace("_", " ").split("-")
                tags = one.replace(" ", "-"), other.replace(" ", "-")
                for way in ways:
                    source, target = tags[::way]
                    found.setdefault((source, target), f"apertium-{package}")
    return MappingProxyType(found)


PACKAGES = _listed()
"""The package that has each pair, by the BCP 47 tags of its languages."""


def preferred(middle: str) -> tuple[bool, str]:
    """What pivots are sorted by: Spanish has Apertium's largest dictionaries, the others come by name."""
    return middle != "es", middle


def missing(source: str, target: str, installed: Collection[Pair]) -> tuple[str, ...]:
    """The packages to install for a pair, in the order of its legs: one, or two where it takes a pivot.

    Where Debian has nothing for a region, what it has for the language. None where it has nothing at all.
    """
    for one, other in dict.fromkeys(
        ((source, target), (source, locale.language(target)), (locale.language(source), target))
    ):
        if locale.script(one) == locale.script(source) and locale.script(other) == locale.script(target):
            if (one, other) in PACKAGES:
                return (PACKAGES[one, other],)
            if found := _through_a_third(one, other, installed):
                return found
    return ()


def _through_a_third(source: str, target: str, installed: Collection[Pair]) -> tuple[str, ...]:
    known = {*PACKAGES, *installed}
    middles = {other for one, other in known if one == source and (other, target) in known}
    languages = {locale.language(source), locale.language(target)}
    ways = [
        (
            tuple(PACKAGES[leg] for leg in ((source, middle), (middle, target)) if leg not in installed),
            preferred(middle),
        )
        for middle in middles
        if locale.language(middle) not in languages
    ]
    return min(ways, key=lambda way: (len(way[0]), way[1]), default=((), ()))[0]
