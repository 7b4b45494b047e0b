# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Other people's plans as drafts of posts: spreadsheets, calendars, Markdown queues."""
