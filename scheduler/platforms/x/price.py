# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What it costs to publish: X is paid for by the call, and a link is dear."""

from __future__ import annotations

from scheduler.model.message import Message, Part
from scheduler.model.sentence import Sentence
from scheduler.platforms.x.composing import takes_alt
from scheduler.platforms.x.counting import has_url

# Thousandths of a US dollar; X's price list of 2026-04-20 (xdevplatform/docs 28713281).
PRICES_OF = "2026-04-20"
POST = 15
POST_WITH_URL = 200
ALT_TEXT = 5
_THOUSANDTHS = 1000


def price_of(message: Message) -> Sentence:
    """What all parts of `message` cost together, and how many of them pay for a link."""
    cost = sum(map(_of_part, message.parts)) / _THOUSANDTHS
    linked = sum(1 for part in message.parts if has_url(part.text))
    de, en = f"Kostet bei X {cost:.3f} US-Dollar".replace(".", ","), f"Costs {cost:.3f} US$ on X"
    if linked:
        dear = POST_WITH_URL / _THOUSANDTHS
        de += f", davon {linked} × {dear:.2f} für einen Link".replace(".", ",")
        en += f", {linked} × {dear:.2f} of it for a link"
    return Sentence(f"{de} (Preise vom {PRICES_OF}).", f"{en} (prices of {PRICES_OF}).")


def _of_part(part: Part) -> int:
    post = POST_WITH_URL if has_url(part.text) else POST
    return post + ALT_TEXT * sum(1 for each in part.attachments if each.alt and takes_alt(each))
