"""Dataclasses frozen to the type checker, which every commit passes, and at run time plain ones with a hash.

Frozen ones take five times as long to make, and a big project makes millions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses

    def dataclass(*, frozen, slots):  # noqa: D103  (see above)
        return dataclasses.dataclass(slots=slots, unsafe_hash=frozen)
