# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From posts to messages: rendered, composed, measured and linted, for every channel.

Needs neither secrets nor network; whatever was learnt from the network before (limits, link
cards, resolved mentions) comes in from outside.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from scheduler.authoring.linting import (
    ChannelDraft,
    Draft,
    Rule,
    all_media,
    compare,
    lint,
    sort_findings,
)
from scheduler.authoring.rendering import CampaignValues, Renderer, Target
from scheduler.authoring.waivers import waive
from scheduler.media.staging import Stage
from scheduler.model.campaign import Campaign
from scheduler.model.finding import Finding, Severity
from scheduler.model.house_style import LintTerms
from scheduler.model.message import Message
from scheduler.model.platform import Limits, PlatformKind
from scheduler.model.post import Attachment, ChannelPost, Override, Post, PostStatus
from scheduler.model.sentence import Sentence
from scheduler.planning.planner import Wanted

UNTIMED = "T01"  # rule "time": no time at all


@dataclass(frozen=True, slots=True)
class Composed:
    """A post for one channel, as it would be sent, and when."""

    channel: str
    platform: str
    due_at: datetime | None
    post: ChannelPost
    message: Message
    draft: ChannelDraft


@dataclass(frozen=True, slots=True)
class Composition:
    """Everything made of one post. With a finding that blocks it is not planned.

    `draft` is what was linted; `is_settled` says that nothing but another file changes what was
    found.
    """

    post: Post
    content_hash: str
    channels: tuple[Composed, ...]
    findings: tuple[Finding, ...]
    draft: Draft | None = None
    is_settled: bool = False

    @property
    def is_faulty(self) -> bool:
        """Whether a finding forbids planning it."""
        return any(finding.blocks for finding in self.findings)

    def wanted(self) -> list[Wanted]:
        """The deliveries it asks for; none of a draft."""
        if self.post.status is not PostStatus.READY:
            return []
        return [
            Wanted(
                post=self.post.id,
                channel=composed.channel,
                platform=composed.platform,
                due_at=composed.due_at,
                message=composed.message,
                digest=composed.message.digest(),
                not_after=self.post.not_after,
                embargo_until=self.post.embargo_until,
                on_missed=self.post.on_missed,
            )
            for composed in self.channels
            if composed.due_at is not None
        ]


@dataclass(frozen=True, slots=True)
class ChannelTerms:
    """What composing needs to know of a channel."""

    kind: PlatformKind
    limits: Limits
    late_window: timedelta
    lint: LintTerms = field(default_factory=LintTerms)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the database adds: which posts have deliveries where, and since when it exists."""

    delivered: Mapping[str, frozenset[str]] = field(default_factory=dict)
    database_since: datetime | None = None


class Composer:
    """Composes posts; the same post under the same terms is composed once."""

    def __init__(
        self,
        *,
        channels: Mapping[str, ChannelTerms],
        renderer: Renderer,
        stage: Stage,
        rules: Sequence[Rule],
        finish: Callable[[str, Message], Message] | None = None,
        lint_terms: LintTerms | None = None,
        broken_links: Mapping[str, Sentence] | None = None,
    ) -> None:
        """`finish` resolves what needs the network (mentions); None leaves it as found.

        `broken_links` says what the last look at an address found wrong with it.
        """
        self._broken_links = broken_links or {}
        self._by_id = {rule.id: rule for rule in rules}
        self._lint_terms = lint_terms or LintTerms()
        self._channels = channels
        self._renderer = renderer
        self._stage = stage
        self._rules = rules
        self._finish = finish

    def compose(
        self, post: Post, campaign: Campaign | None, now: datetime, knowledge: Knowledge
    ) -> Composition:
        """Make everything of `post`."""
        findings: list[Finding] = []
        composed: list[Composed] = []
        for channel in post.channels:
            if channel in self._channels:
                made = self._for_channel(post, channel, campaign, findings)
                if made is not None:
                    composed.append(made)
        draft = self._draft(post, composed, now, knowledge)
        findings += lint(draft, self._rules)
        if post.status is PostStatus.READY and post.publish_at is None:
            findings.append(_untimed(post))
        weighed = sort_findings(waive(findings, post, self._by_id))
        settled = all(
            each.rule in self._by_id and self._by_id[each.rule].timeless for each in weighed
        )
        return Composition(post, content_hash(post), tuple(composed), weighed, draft, settled)

    def compare(self, made: Sequence[Composition]) -> list[Composition]:
        """`made` with what the rules say that look at all posts together."""
        drafts = [each.draft for each in made if each.draft is not None]
        found: dict[str, list[Finding]] = {}
        for finding in compare(drafts, self._rules):
            found.setdefault(finding.post or "", []).append(finding)
        return [self._joined(each, found.get(each.post.id, ())) for each in made]

    def _joined(self, made: Composition, found: Sequence[Finding]) -> Composition:
        if not found:
            return made
        waived = waive(found, made.post, self._by_id)
        return dataclasses.replace(made, findings=sort_findings([*made.findings, *waived]))

    def _for_channel(
        self, post: Post, channel: str, campaign: Campaign | None, findings: list[Finding]
    ) -> Composed | None:
        terms = self._channels[channel]
        target = Target(channel, terms.kind.name, terms.kind.takes_card)
        rendering = self._renderer.render(post, target, _values(campaign))
        findings += rendering.findings
        if rendering.post is None:
            return None
        fitted = self._staged(rendering.post, terms.limits)
        message = terms.kind.compose(fitted, terms.limits)
        if self._finish is not None:
            message = self._finish(channel, message)
        findings += _omissions(post, channel, message)
        lengths = tuple(terms.kind.length_of(part, terms.limits) for part in message.parts)
        return Composed(
            channel=channel,
            platform=terms.kind.name,
            due_at=_due_at(post, channel),
            post=fitted,
            message=message,
            draft=ChannelDraft(
                channel,
                message,
                lengths,
                terms.limits,
                platform=terms.kind.name,
                terms=terms.lint,
                due_at=_due_at(post, channel),
            ),
        )

    def _staged(self, post: ChannelPost, limits: Limits) -> ChannelPost:
        def ready(attachment: Attachment) -> Attachment:
            return self._stage.fit(self._stage.keep(attachment), limits.image_bytes)

        passages = tuple(
            dataclasses.replace(passage, attachments=tuple(map(ready, passage.attachments)))
            for passage in post.passages
        )
        card = post.card
        if card is not None and card.image is not None:
            card = dataclasses.replace(card, image=self._stage.keep(card.image))
        return dataclasses.replace(post, passages=passages, card=card)

    def _draft(
        self, post: Post, composed: Sequence[Composed], now: datetime, knowledge: Knowledge
    ) -> Draft:
        windows = [self._channels[made.channel].late_window for made in composed]
        delivered = knowledge.delivered.get(post.id, frozenset())
        since = knowledge.database_since
        if since is not None and post.publish_at is not None and post.publish_at < since:
            # Due before this database existed: the planner decides, and says so.
            delivered = frozenset(post.channels)
        return Draft(
            post=post,
            channels=tuple(made.draft for made in composed),
            now=now,
            delivered=delivered,
            late_window=min(windows, default=timedelta()),
            terms=self._lint_terms,
            broken_links=self._broken_links,
        )


def media_stamp(post: Post) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file among the post's media is written anew; -1 where it is missing."""
    return tuple(_stamp(medium.file) for _, _, medium in all_media(post))


def _stamp(file: str) -> tuple[str, int, int]:
    try:
        found = Path(file).stat()
    except OSError:
        return (file, -1, -1)
    return (file, found.st_mtime_ns, found.st_size)


def content_hash(post: Post) -> str:
    """SHA-256 (hex) over all that the author wrote, but for the id and where it stands."""
    written = _plain(dataclasses.replace(post, id="", id_from_file=False, status=PostStatus.READY))
    canonical = json.dumps(written, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> object:
    """Values for JSON, without places: where something stands does not change what it says."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [field.name for field in dataclasses.fields(value) if field.name != "place"]
        return {name: _plain(getattr(value, name)) for name in fields}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _due_at(post: Post, channel: str) -> datetime | None:
    if post.publish_at is None:
        return None
    return post.publish_at + post.overrides.get(channel, Override()).publish_offset


def _values(campaign: Campaign | None) -> CampaignValues | None:
    if campaign is None:
        return None
    variables = {"title": campaign.title, **campaign.variables}
    return CampaignValues(variables, campaign.region_variables)


def _omissions(post: Post, channel: str, message: Message) -> list[Finding]:
    """What the platform cannot carry is said before publishing, never dropped silently."""
    return [
        Finding("P01", Severity.WARNING, post.place, said, post=post.id, channel=channel)
        for said in message.omissions
    ]


def _untimed(post: Post) -> Finding:
    return Finding(
        UNTIMED,
        Severity.ERROR,
        post.place,
        Sentence(
            "Der Beitrag ist „ready“, hat aber keinen Termin.",
            "The post is “ready” but has no time.",
        ),
        Sentence(
            "Schreiben Sie publish_at, zum Beispiel: publish_at: 2027-03-08 09:30",
            "Write publish_at, for example: publish_at: 2027-03-08 09:30",
        ),
        post=post.id,
    )
