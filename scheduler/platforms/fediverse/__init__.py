# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Servers of the Fediverse that speak the Mastodon API: one client, one platform kind each.

Held to Mastodon's documentation (mastodon/documentation 2903485d, 2026-07-02) and to what
GoToSocial 0.20, Takahe 0.11, Hollo 0.6 and snac 2.38 really answer (2026-11);
docs/platforms/mastodon.md lists both. Where they differ, the servers win.
"""
