# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Notices: the team is told in plain sentences when something needs a person.

They are derived from rows, kept as rows and sent by Apprise. A notice may come twice (after a crash
between sending and writing that down); it is never lost.
"""

from scheduler.notices.carrier import deliver
from scheduler.notices.chore import NoticeChore
from scheduler.notices.courier import Courier
from scheduler.notices.trial import Tried, try_target

__all__ = ["Courier", "NoticeChore", "Tried", "deliver", "try_target"]
