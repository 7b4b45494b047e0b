# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Meta's platforms, Threads, Facebook Pages and Instagram: one client and one error table.

Held to Meta's own pages (Graph API changelog to v26.0 of 2026-07-29; Threads API to 2026-04-21;
error codes of 2026-06-02) and to public programs that call these APIs; docs/platforms/threads.md,
facebook.md and instagram.md tell for each fact where it stands and what nobody could confirm.
"""
