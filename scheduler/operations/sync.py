# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sync: what the files want is taken into the plan.

A broken or vanished-for-a-moment file costs nothing: its last good plan stays in force and the
problem is shown. Everything is written in small transactions, so that publishing never waits.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from scheduler.authoring.linting import AI_LABEL_PHRASES, sort_findings
from scheduler.authoring.queue_folder import Reading
from scheduler.model.campaign import Campaign
from scheduler.model.finding import Finding
from scheduler.model.post import Post
from scheduler.model.restriction import Restriction
from scheduler.model.rights import RightsBook
from scheduler.model.sentence import Sentence
from scheduler.operations.appointing import appointed, foreseen, gives_slots
from scheduler.operations.binding import bindings_of, is_stored_otherwise, units_of, with_contents
from scheduler.operations.composing import Composer, Composition, Knowledge
from scheduler.operations.drift import late_findings
from scheduler.operations.fingerprints import media_stamp
from scheduler.operations.goal_keeping import keep_goals
from scheduler.operations.occurring import setting_of
from scheduler.operations.outdating import outdated_held
from scheduler.operations.renames import kept_ids
from scheduler.operations.restricting import (
    coming_holds,
    published_wishes,
    renew_restrictions,
)
from scheduler.operations.standstill import Standstill
from scheduler.operations.sync_findings import all_findings, beyond_reading
from scheduler.operations.take_downs import keep_take_downs
from scheduler.operations.truncation import without_cut_off
from scheduler.operations.withdrawing import gone_posts, unwanted, withdrawals_of
from scheduler.operations.workspace import Workspace
from scheduler.planning.planner import (
    Change,
    Insert,
    Known,
    Setting,
    TooLate,
    Update,
    Withdraw,
    plan,
)
from scheduler.store import approvals, plans, problems
from scheduler.store.approvals import Binding
from scheduler.store.database import Transaction
from scheduler.store.facts import database_since, known_since
from scheduler.store.journal import DAEMON
from scheduler.store.plans import KnownPost
from scheduler.store.restrictions import note_rights

CHUNK = 100
PROGRESS_EVERY = 200
Identity = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What a sync did: changes by kind, and everything there is to say about the files."""

    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    unchanged: bool = False

    def count(self, kind: type[Change]) -> int:
        """How many changes of `kind` were made."""
        return sum(isinstance(change, kind) for change in self.changes)


@dataclass(frozen=True, slots=True)
class Survey:
    """The files as they are now: composed, linted and compared with the database.

    `faulty` posts are composed as far as they could be read; they are never planned. `holds` are
    the planned deliveries, by id, that a sync would hold, and why.
    """

    compositions: tuple[Composition, ...]
    faulty: tuple[Composition, ...]
    known: tuple[Known, ...]
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    holds: Mapping[int, Restriction] = field(default_factory=dict)


@dataclass(slots=True)
class _Seen:
    """What the last sync saw, so that an unchanged workspace costs next to nothing."""

    reading: Reading | None = None
    terms: object = None
    stamps: Mapping[str, object] = field(default_factory=dict)
    compositions: dict[str, Composition] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the files want, and what the database has of it."""

    compositions: Sequence[Composition]
    known: Sequence[Known]
    posts: Mapping[str, KnownPost]

    @property
    def good(self) -> list[Composition]:
        """The compositions that may be planned."""
        return [made for made in self.compositions if not made.is_faulty]


class Sync:
    """Takes the files into the plan, again and again."""

    def __init__(
        self,
        workspace: Workspace,
        read: Callable[[], Reading],
        make_composer: Callable[[], tuple[Composer, object]],
    ) -> None:
        """`make_composer` also gives a value that changes when a message might come out anew."""
        self._workspace = workspace
        self._read = read
        self._make_composer = make_composer
        self._seen = _Seen()
        self._standstill = Standstill(workspace)
        self._silent = False
        self.progress: Callable[[int, int], None] = lambda _done, _of: None
        self.actor = DAEMON

    def run(self) -> SyncResult:
        """Read, compose, lint, plan, write."""
        composer, terms = self._make_composer()
        now = self._workspace.clock.now()
        trace = self._standstill.look(terms, now)
        if self._standstill.stands(trace):
            return SyncResult(unchanged=True)
        reading = self._read()
        # Each day, further times of what recurs come within the horizon.
        moves_on = any(post.recurs or post.next_slot for post in reading.posts)
        terms = (terms, now.date() if moves_on else None)
        stamps = {post.id: media_stamp(post) for post in reading.posts}
        if self._seen == _Seen(reading, terms, stamps, self._seen.compositions):
            result = SyncResult(unchanged=True)
        else:
            result = self._take(reading, composer, terms, stamps)
            self._silent = not result.findings
        if self._seen.reading is None:
            trace = None  # not everything is done yet
        self._standstill.keep(trace, reading.posts, now, silent=self._silent)
        return result

    def _take(
        self, reading: Reading, composer: Composer, terms: object, stamps: Mapping[str, object]
    ) -> SyncResult:
        """Take what was read into the plan."""
        now = self._workspace.clock.now()
        since = self._workspace.writer.run(lambda connection: database_since(connection, now))
        with self._workspace.database.read() as connection:
            posts = plans.known_posts(connection)
            known = plans.known_deliveries(connection)
        whole = without_cut_off(reading, posts)
        renamed, findings = kept_ids(whole, posts)
        setting = setting_of(self._workspace, posts, known, now)
        renamed = appointed(self._workspace, renamed, whole, setting)
        kept = self._kept(reading, terms, stamps)
        knowledge = self._knowledge(known, since, reading)
        each_alone = self._compose(renamed, reading, composer, kept, knowledge)
        compositions = composer.compare(each_alone)
        found = _Found(compositions, known, posts)
        with outdated_held(self._workspace.writer, compositions, known, posts, now=now):
            changes = self._write(found, now, since)
        changes += self._withdraw_gone(renamed, whole, posts, known, now)
        self._restrict(reading.rights, now)
        keep_goals(self._workspace, reading.campaigns, now, self.actor)
        told = self._tell([*findings, *whole.findings], compositions, changes, now)
        self._seen = _Seen(reading, terms, stamps, {made.post.id: made for made in each_alone})
        if gives_slots(self._workspace) and any(isinstance(c, Withdraw) for c in changes):
            self._seen = _Seen()  # a slot that became free is for another post, next time
        return SyncResult(tuple(changes), told)

    def _tell(
        self,
        read: Sequence[Finding],
        compositions: Sequence[Composition],
        changes: Sequence[Change],
        now: datetime,
    ) -> tuple[Finding, ...]:
        """Keep what there is to say for `status`, in the order of files and lines."""
        with self._workspace.database.read() as connection:
            late = late_findings(connection, changes, compositions)
        findings = sort_findings([*read, *all_findings(compositions), *late])
        self._workspace.writer.run(
            lambda connection: problems.replace_problems(connection, findings, now)
        )
        return findings

    def _restrict(self, book: RightsBook, now: datetime) -> None:
        workspace = self._workspace
        renew_restrictions(workspace.database, workspace.writer, book, now)
        keep_take_downs(workspace)

    def survey(self) -> Survey:
        """Everything there is to say of the files, and what a sync would do; writes nothing."""
        reading = self._read()
        composer, _ = self._make_composer()
        now = self._workspace.clock.now()
        with self._workspace.database.read() as connection:
            posts = plans.known_posts(connection)
            known = plans.known_deliveries(connection)
            since = known_since(connection)
            holds = coming_holds(connection, reading.rights, now)
            reading = without_cut_off(reading, posts)
            renamed, findings = kept_ids(reading, posts)
            setting = setting_of(self._workspace, posts, known, now)
            renamed = foreseen(connection, self._workspace, renamed, reading, setting)
        knowledge = self._knowledge(known, since, reading)
        compositions, faulty = (
            [composer.compose(post, _campaign(reading, post), now, knowledge) for post in some]
            for some in (renamed, reading.faulty)
        )
        compositions = composer.compare(compositions)
        good = [made for made in compositions if not made.is_faulty]
        changes = self._changes(good, known, now, since or now)
        changes += withdrawals_of(gone_posts(renamed, reading, posts), known)
        findings += [*reading.findings, *all_findings(compositions)]
        findings += beyond_reading(faulty, reading.findings)
        with self._workspace.database.read() as connection:
            findings += late_findings(connection, changes, compositions)
        return Survey(
            compositions=tuple(compositions),
            faulty=tuple(faulty),
            known=tuple(known),
            changes=tuple(changes),
            findings=sort_findings(findings),
            holds=holds,
        )

    def _knowledge(
        self, known: Iterable[Known], since: datetime | None, reading: Reading
    ) -> Knowledge:
        delivered: dict[str, set[str]] = {}
        for delivery in known:
            delivered.setdefault(delivery.post, set()).add(delivery.channel)
        return Knowledge(
            {post: frozenset(names) for post, names in delivered.items()},
            since,
            reading.rights,
            (*self._workspace.settings.ai_label_phrases, *AI_LABEL_PHRASES),
        )

    def _kept(
        self, reading: Reading, terms: object, stamps: Mapping[str, object]
    ) -> dict[str, Composition]:
        """What was composed before and would come out the same now."""
        seen = self._seen
        if seen.terms != terms or seen.reading is None:
            return {}
        if seen.reading.campaigns != reading.campaigns or seen.reading.rights != reading.rights:
            return {}
        return {
            post: made
            for post, made in seen.compositions.items()
            if made.is_settled and seen.stamps.get(post) == stamps.get(post)
        }

    def _compose(
        self,
        posts: Sequence[Post],
        reading: Reading,
        composer: Composer,
        kept: Mapping[str, Composition],
        knowledge: Knowledge,
    ) -> list[Composition]:
        now = self._workspace.clock.now()
        made: list[Composition] = []
        for number, post in enumerate(posts):
            if number and number % PROGRESS_EVERY == 0:
                self.progress(number, len(posts))
            known = kept.get(post.id)
            if known is not None and known.post == post:
                made.append(known)
            else:
                made.append(composer.compose(post, _campaign(reading, post), now, knowledge))
        self.progress(len(posts), len(posts))
        return made

    def _write(
        self,
        found: _Found,
        now: datetime,
        since: datetime,
    ) -> list[Change]:
        """Plan and write in chunks; each chunk reads again what it changes."""
        done: list[Change] = []
        policies = self._workspace.settings.approval.policies
        bindings = bindings_of(found.good, found.posts, policies)
        units = units_of(found.good) if policies else {}
        touched = _touched(found, bindings, policies)
        for start in range(0, len(touched), CHUNK):
            chunk = touched[start : start + CHUNK]

            def write(
                connection: Transaction, chunk: Sequence[Composition] = chunk
            ) -> list[Change]:
                ids = [made.post.id for made in chunk]
                fresh = plans.known_deliveries(connection, ids)
                plans.save_posts(connection, [(m.post, m.content_hash) for m in chunk], now)
                changes = self._changes(chunk, fresh, now, since)
                late = plans.apply_changes(connection, changes, now, self.actor)
                bound = with_contents(chunk, bindings, units, policies)
                approvals.bind(connection, bound, now, self.actor)
                note_rights(connection, published_wishes(chunk, fresh))
                return [*(c for c in changes if not isinstance(c, TooLate)), *late]

            done += self._workspace.writer.run(write)
        return done

    def _changes(
        self,
        compositions: Sequence[Composition],
        known: Sequence[Known],
        now: datetime,
        since: datetime,
    ) -> list[Change]:
        wanted = [wish for made in compositions for wish in made.wanted()]
        no_longer = unwanted(compositions, wanted, known)
        channels = self._workspace.settings.channels
        setting = Setting(
            now=now,
            database_since=since,
            late_windows={name: channel.late_window for name, channel in channels.items()},
            askable=frozenset(name for name in channels if self._workspace.kind_of(name).looks_up),
        )
        return plan(wanted, known, no_longer, setting)

    def _withdraw_gone(
        self,
        present: Sequence[Post],
        reading: Reading,
        posts: Mapping[str, KnownPost],
        known: Sequence[Known],
        now: datetime,
    ) -> list[Change]:
        gone = gone_posts(present, reading, posts)
        changes = withdrawals_of(gone, known)
        fresh = [post for post in gone if posts[post].gone_at is None]
        if changes or fresh:

            def write(connection: Transaction) -> None:
                plans.mark_gone(connection, fresh, now)
                plans.apply_changes(connection, changes, now, self.actor)

            self._workspace.writer.run(write)
        return changes


def _campaign(reading: Reading, post: Post) -> Campaign | None:
    return reading.campaigns.get(post.campaign) if post.campaign else None


def _touched(
    found: _Found, bindings: Mapping[str, Binding], policies: Collection[str]
) -> list[Composition]:
    """Those that may differ from the database; an unchanged post costs no transaction."""
    by_post: dict[str, dict[Identity, Known]] = {}
    for delivery in found.known:
        by_post.setdefault(delivery.post, {})[delivery.identity] = delivery
    return [
        made
        for made in found.good
        if _differs(made, by_post.get(made.post.id, {}))
        or is_stored_otherwise(made, bindings, found.posts, policies)
    ]


def _differs(made: Composition, known: Mapping[Identity, Known]) -> bool:
    wishes = {wish.identity: wish for wish in made.wanted()}
    if not known or wishes.keys() != known.keys():
        return True
    return any(known[identity].differs_from(wish) for identity, wish in wishes.items())


def summary(result: SyncResult) -> Sentence:
    """What was done, in one line."""
    new, changed, withdrawn = (result.count(kind) for kind in (Insert, Update, Withdraw))
    return Sentence(
        f"{new} neu geplant, {changed} geändert, {withdrawn} zurückgezogen.",
        f"{new} newly planned, {changed} changed, {withdrawn} withdrawn.",
    )
