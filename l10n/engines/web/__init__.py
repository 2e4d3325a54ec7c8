"""Engines behind a web address: JSON asked of one server, with patience, limits and one key for it alone.

    with Exchange(address("https://example.org", "EXAMPLE_KEY"), Limits()) as exchange:
        for ask, answer in exchange.run(deque([Ask("/translate", {"q": "tea"})])):
            ...  # a Reply, or the Refusal of this one request

What concerns the server as a whole (it is not there, it does not know the key) is an EngineError.
"""

from __future__ import annotations

from l10n.engines.web.address import Address, address
from l10n.engines.web.exchange import Exchange, Limits, ask
from l10n.engines.web.messages import Ask, Refusal, Reply

__all__ = ["Address", "Ask", "Exchange", "Limits", "Refusal", "Reply", "address", "ask"]
