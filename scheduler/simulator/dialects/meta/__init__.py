# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Meta's Graph as its pages describe it: errors and tokens that three platforms share.

Facts: Meta's pages on error handling, tokens and publishing, as public copies have them
(changelogs to 2026-04-21 and 2026-07-29).
"""
