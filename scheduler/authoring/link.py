# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A link as it is sent: with the UTM parameters that tell a website where a visit came from."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

UTM_MEDIUM = "social"


def with_utm(url: str, source: str, campaign: str) -> str:
    """`url` with utm_source, utm_medium and utm_campaign, where it has none of that name.

    Query and fragment stay as they were written, byte for byte. An address that is none is given
    back as it is; finding L03 says so.
    """
    try:
        parts = urlsplit(url)
        present = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    except ValueError:
        return url
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        return url
    wanted = {"utm_source": source, "utm_medium": UTM_MEDIUM, "utm_campaign": campaign}
    added = [f"{name}={quote(value)}" for name, value in wanted.items() if name not in present]
    query = "&".join([parts.query, *added] if parts.query else added)
    return urlunsplit(parts._replace(query=query, path=parts.path or "/"))
