# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A plain text as HTML, for platforms whose readers see pages or mails."""

from __future__ import annotations

import html
import re
import textwrap

TITLE_WIDTH = 90
_URL = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]'»“”]")
_WARNING = re.compile(r"\[(?:Inhaltswarnung|Content warning): [^\n]*\]\n\n")


def as_html(text: str) -> str:
    """`text` in paragraphs, with addresses as links; no line breaks between the tags."""
    blocks = [block for block in re.split(r"\n{2,}", text) if block.strip()]
    return "".join(f"<p>{_marked(block).replace(chr(10), '<br />')}</p>" for block in blocks)


def title_of(text: str, width: int = TITLE_WIDTH) -> str:
    """The first line that is no content warning, shortened to `width` characters."""
    body = _WARNING.sub("", text, count=1) or text
    first = next((line for line in body.splitlines() if line.strip()), "")
    return textwrap.shorten(first, width, placeholder=" …") or first[:width]


def escaped(text: str) -> str:
    """`text` for use in HTML, attributes included; brackets too, which some systems expand."""
    return html.escape(text).replace("[", "&#91;").replace("]", "&#93;")


def _marked(text: str) -> str:
    pieces, end = [], 0
    for match in _URL.finditer(text):
        url = escaped(match[0])
        pieces += [escaped(text[end : match.start()]), f'<a href="{url}">{url}</a>']
        end = match.end()
    return "".join([*pieces, escaped(text[end:])])
