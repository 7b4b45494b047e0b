# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What `demo` plays on top of a rehearsal, so that the gates are seen at work.

Two people approve every post. One post is changed after its approval and is held; another falls
into a blackout that was ordered after everything was planned, and is held. At the end the figures
that lie in posts/_figures are entered, so that the report sets goals against something. The
workspace's files stay as they are: the change is made in a copy.
"""

from __future__ import annotations

import contextlib
import dataclasses
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType

from scheduler.authoring.queue_folder import QueueFolder
from scheduler.bootstrap import read_queue
from scheduler.config import ApprovalSettings, PersonSettings, Settings
from scheduler.credentials import Secret
from scheduler.model.approval import APPROVER, ApprovalRules, Policy
from scheduler.model.errors import UsageError
from scheduler.model.finding import Finding
from scheduler.model.person import Person
from scheduler.model.post import Post, PostStatus
from scheduler.model.sentence import Sentence
from scheduler.model.window import Blackout
from scheduler.operations.approving import Ballot, vote
from scheduler.operations.sample_figures import enter_figures
from scheduler.rehearsal import Cue, Daemon, Rehearsal
from scheduler.store.approval_pending import pending
from scheduler.store.database import Transaction

BEFORE_DUE = timedelta(days=1)
AROUND = timedelta(hours=1)
POLICY = "vier-augen"
_TEXT = re.compile(r"^(\s*)text: \|[-+]?$")
_ADDED = "(geändert / changed)"


@dataclass(frozen=True, slots=True)
class Play:
    """The workspace as the demo plays it: its settings, and the two posts that will be held."""

    settings: Settings
    changed: Post | None
    shut: Post | None

    @property
    def opening(self) -> Sentence:
        """What the audience is told beforehand."""
        said = [_APPROVED]
        if self.changed is not None:
            said.append(_will_change(self.changed.id))
        if self.shut is not None:
            said.append(_will_be_shut(self.shut.id))
        return Sentence(" ".join(one.de for one in said), " ".join(one.en for one in said))

    @property
    def daemon(self) -> Daemon:
        """The daemon that asks for approvals, and was told of the blackout."""
        return Daemon(asks_approval=True, settings=with_blackout(self.settings, self.shut))

    def approve(self, rehearsal: Rehearsal) -> None:
        """Let the first person submit whatever waits, and the others approve it.

        What was changed is only submitted.
        """
        database, clock = rehearsal.workspace.database, rehearsal.workspace.clock
        rules = self.settings.approval_rules()
        people = [Person(each.id, each.roles) for each in self.settings.approval.people.values()]
        with database.read() as connection:
            waiting = [each.post for each in pending(connection, rules)]
        for post in waiting:
            is_changed = self.changed is not None and post == self.changed.id and self._is_changed()
            for number, person in enumerate(people[:1] if is_changed else people):
                ballot = Ballot(post, person, "approve" if number else "submit", clock.now())
                with contextlib.suppress(UsageError):
                    database.run(partial(_cast, rules=rules, ballot=ballot))

    def cues(self) -> list[Cue]:
        """When somebody changes the file."""
        if self.changed is None or self.changed.publish_at is None:
            return []
        return [Cue(self.changed.publish_at - BEFORE_DUE, self._change)]

    def count(self, rehearsal: Rehearsal) -> tuple[int, list[Finding]]:
        """Enter the figures that lie beside the posts; how many, and what was odd about them."""
        return enter_figures(rehearsal.workspace, self.settings.posts)

    def _change(self) -> None:
        """Write a line into the text; the file is a copy."""
        place = self._place()
        lines = place.read_text(encoding="utf-8").splitlines(keepends=True)
        found = _line_of_text(lines, self.changed)
        if found is not None:
            indent = lines[found + 1][: len(lines[found + 1]) - len(lines[found + 1].lstrip())]
            lines.insert(found + 1, f"{indent}{_ADDED}\n")
            place.write_text("".join(lines), encoding="utf-8")

    def _is_changed(self) -> bool:
        return _ADDED in self._place().read_text(encoding="utf-8")

    def _place(self) -> Path:
        file = self.changed.place.file if self.changed is not None else ""
        return self.settings.folder / file


def _cast(connection: Transaction, rules: ApprovalRules, ballot: Ballot) -> None:
    vote(connection, rules, ballot)


def staged(settings: Settings, folder: Path) -> Play:
    """The play for the workspace of `settings`, its posts copied into `folder`."""
    stage = folder / "posts"
    shutil.copytree(settings.posts, stage, dirs_exist_ok=True)
    settings = dataclasses.replace(settings, posts=stage, approval=_approval(settings.approval))
    posts = _candidates(settings)
    changed = next((post for post in _middle_first(posts) if _can_change(settings, post)), None)
    others = [post for post in posts if changed is None or not _near(post, changed)]
    shut = next(iter(_middle_first(others)), None)
    return Play(settings, changed, shut)


def with_blackout(settings: Settings, post: Post | None) -> Settings:
    """The settings of a daemon that was told of a blackout after everything was planned."""
    if post is None or post.publish_at is None:
        return settings
    blackout = Blackout(
        id="demo",
        since=post.publish_at - AROUND,
        until=post.publish_at + AROUND,
        channels=post.channels,
        regions=post.regions,
    )
    blackouts = (*settings.windows.blackouts, blackout)
    windows = dataclasses.replace(settings.windows, blackouts=blackouts)
    return dataclasses.replace(settings, windows=windows)


def _approval(own: ApprovalSettings) -> ApprovalSettings:
    """The workspace's own rules, where it has any; else two people and four eyes."""
    if own.default is not None:
        return own
    people = {
        name: PersonSettings(name, frozenset({APPROVER}), Secret("env", ("NO_SUCH_HASH",)))
        for name in ("anna", "ben")
    }
    return ApprovalSettings(
        people=MappingProxyType({**own.people, **people}),
        policies=MappingProxyType({**own.policies, POLICY: Policy(POLICY)}),
        default=POLICY,
    )


def _candidates(settings: Settings) -> list[Post]:
    """Posts that go out once, by themselves, in the order of their time."""
    reading = read_queue(QueueFolder(settings.posts, settings.folder), settings)
    found = [
        post
        for post in reading.posts
        if post.status is PostStatus.READY
        and post.publish_at is not None
        and not (post.recurs or post.variants or post.variant_of or post.event)
    ]
    return sorted(found, key=lambda post: (str(post.publish_at), post.id))


def _middle_first(posts: list[Post]) -> Iterable[Post]:
    middle = len(posts) // 2
    return [*posts[middle:], *reversed(posts[:middle])]


def _can_change(settings: Settings, post: Post) -> bool:
    lines = (settings.folder / post.place.file).read_text(encoding="utf-8").splitlines()
    return _line_of_text(lines, post) is not None


def _line_of_text(lines: list[str], post: Post | None) -> int | None:
    """Where the block of the post's text begins; None where it is written in another way."""
    start = post.place.line - 1 if post is not None else 0
    found = (number for number in range(start, len(lines)) if _TEXT.match(lines[number].rstrip()))
    number = next(found, None)
    return number if number is not None and number + 1 < len(lines) else None


def _near(post: Post, other: Post) -> bool:
    if post.publish_at is None or other.publish_at is None:
        return True
    return abs(post.publish_at - other.publish_at) < BEFORE_DUE


def _will_change(post: str) -> Sentence:
    return Sentence(
        f"„{post}“ wird nach der Freigabe geändert: Sie verfällt, und der Beitrag bleibt liegen.",
        f"“{post}” is changed after its approval: the approval is void, and the post is held.",
    )


def _will_be_shut(post: str) -> Sentence:
    return Sentence(
        f"„{post}“ fällt in eine Sperrzeit, die erst nach dem Planen angeordnet wurde.",
        f"“{post}” falls into a blackout that was ordered after it was planned.",
    )


_APPROVED = Sentence(
    "In der Vorführung gibt eine zweite Person jeden Beitrag frei.",
    "In the demo a second person approves every post.",
)
