# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From posts to messages: rendered, composed, measured and linted, for every channel.

Needs neither secrets nor network; whatever was learnt from the network before (limits, link
cards, resolved mentions) comes in from outside.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduler.authoring.approval_field import choice_of, unknown_policy
from scheduler.authoring.captions import captions_of
from scheduler.authoring.linting import (
    AI_LABEL_PHRASES,
    ChannelDraft,
    Draft,
    Rule,
    compare,
    lint,
    media_on,
    sort_findings,
)
from scheduler.authoring.rendering import CampaignValues, Renderer, Target
from scheduler.authoring.waivers import waive
from scheduler.media.staging import Stage
from scheduler.model.approval import Choice
from scheduler.model.campaign import Campaign
from scheduler.model.finding import Finding, Severity
from scheduler.model.house_style import LintTerms
from scheduler.model.message import Message
from scheduler.model.platform import Limits, PlatformKind
from scheduler.model.post import Attachment, ChannelPost, Post, PostStatus
from scheduler.model.rights import RightsBook
from scheduler.model.sentence import Sentence
from scheduler.model.window import NO_WINDOWS, Windows
from scheduler.operations.dating import channels_of, dated_posts
from scheduler.operations.fingerprints import content_hash, recurrence_rule
from scheduler.operations.slot_findings import slotless
from scheduler.planning.approval import Covered, covered_by
from scheduler.planning.planner import Wanted
from scheduler.planning.windows import extra_approvals, subject_of

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
    digest: str
    occurrence: int = 1
    price: Sentence | None = None


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
    choice: Choice = field(default_factory=Choice)
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
                digest=composed.digest,
                occurrence=composed.occurrence,
                not_after=self.post.not_after,
                embargo_until=self.post.embargo_until,
                on_missed=self.post.on_missed,
                rights=_rights(self.post, composed.channel),
            )
            for composed in self.channels
            if composed.due_at is not None
        ]

    def covered(self) -> list[tuple[Covered, Wanted]]:
        """What an approval covers, each thing once, with a delivery that it belongs to."""
        rule = recurrence_rule(self.post)
        found: dict[Covered, Wanted] = {}
        for wish in self.wanted():
            found.setdefault(covered_by(wish, rule), wish)
        return list(found.items())


@dataclass(frozen=True, slots=True)
class ChannelTerms:
    """What composing needs to know of a channel."""

    kind: PlatformKind
    limits: Limits
    late_window: timedelta
    lint: LintTerms = field(default_factory=LintTerms)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What stands beside the posts: their deliveries, rights of use, the team's own words."""

    delivered: Mapping[str, frozenset[str]] = field(default_factory=dict)
    database_since: datetime | None = None
    rights: RightsBook = field(default_factory=RightsBook)
    ai_label_phrases: tuple[str, ...] = AI_LABEL_PHRASES


@dataclass(frozen=True, slots=True)
class Demands:
    """What the workspace asks of posts.

    `lint` is its house style and what findings weigh; `policies` are the approval policies that a
    post may name; `windows` are the times at which not everything may go out; `broken_links` says
    what the last look at an address found wrong with it.
    """

    lint: LintTerms = field(default_factory=LintTerms)
    policies: Collection[str] = ()
    windows: Windows = NO_WINDOWS
    broken_links: Mapping[str, Sentence] = field(default_factory=dict)
    slotted: Collection[str] = ()


class Composer:
    """Composes posts; the same post under the same terms is composed once."""

    def __init__(
        self,
        *,
        channels: Mapping[str, ChannelTerms],
        renderer: Renderer,
        stage: Stage,
        rules: Sequence[Rule],
        demands: Demands | None = None,
        finish: Callable[[str, Message], Message] | None = None,
    ) -> None:
        """`finish` resolves what needs the network (mentions); None leaves it as found."""
        self._demands = demands or Demands()
        self._by_id = {rule.id: rule for rule in rules}
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
        drafts: list[Draft] = []
        for dated in dated_posts(post):
            made = self._for_channels(dated, campaign, findings)
            if not _says_the_same(made, composed):
                drafts.append(self._draft(dated, made, now, knowledge, findings))
                findings += lint(drafts[-1], self._rules)
            composed += made
        if post.next_slot:
            findings += slotless(post, self._demands.slotted, self._demands.windows.zone, now)
        elif post.status is PostStatus.READY and post.publish_at is None and not post.recurs:
            findings.append(_untimed(post))
        choice = dataclasses.replace(
            choice_of(post, campaign), extra=self._extra_approvals(post, composed)
        )
        findings += unknown_policy(post, choice, self._demands.policies)
        weighed = sort_findings(waive(findings, post, self._by_id))
        settled = all(
            each.rule in self._by_id and self._by_id[each.rule].timeless for each in weighed
        )
        return Composition(
            post, content_hash(post), tuple(composed), weighed, choice, drafts[0], settled
        )

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

    def _for_channels(
        self, post: Post, campaign: Campaign | None, findings: list[Finding]
    ) -> list[Composed]:
        """One occurrence of `post` for each channel that gets it."""
        made = [
            self._for_channel(post, channel, campaign, findings)
            for channel in channels_of(post)
            if channel in self._channels
        ]
        return [each for each in made if each is not None]

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
            due_at=post.due_on(channel),
            post=fitted,
            message=message,
            draft=ChannelDraft(
                channel,
                message,
                lengths,
                terms.limits,
                platform=terms.kind.name,
                terms=terms.lint,
                due_at=post.due_on(channel),
            ),
            digest=message.digest(),
            occurrence=post.occurrences[0].number if post.occurrences else 1,
            price=terms.kind.price(message) if terms.kind.price else None,
        )

    def _staged(self, post: ChannelPost, limits: Limits) -> ChannelPost:
        def ready(attachment: Attachment) -> Attachment:
            kept = self._stage.keep(attachment)
            return self._stage.fit(kept, limits.image_bytes, limits.mime_types)

        passages = tuple(
            dataclasses.replace(passage, attachments=tuple(map(ready, passage.attachments)))
            for passage in post.passages
        )
        card = post.card
        if card is not None and card.image is not None:
            card = dataclasses.replace(card, image=self._stage.keep(card.image))
        return dataclasses.replace(post, passages=passages, card=card)

    def _draft(
        self,
        post: Post,
        composed: Sequence[Composed],
        now: datetime,
        knowledge: Knowledge,
        findings: list[Finding],
    ) -> Draft:
        windows = [self._channels[made.channel].late_window for made in composed]
        delivered = knowledge.delivered.get(post.id, frozenset())
        since = knowledge.database_since
        if since is not None and post.publish_at is not None and post.publish_at < since:
            # Due before this database existed: the planner decides, and says so.
            delivered = frozenset(post.channels)
        if post.occurrences and post.publish_at is not None and post.publish_at <= now:
            # An occurrence had its number before its time: it was planned, and may still go out.
            delivered = frozenset(post.channels)
        captions, faults = captions_of(post)
        findings += faults
        return Draft(
            post=post,
            channels=tuple(made.draft for made in composed),
            now=now,
            delivered=delivered,
            late_window=min(windows, default=timedelta()),
            rights=knowledge.rights,
            captions=captions,
            ai_label_phrases=knowledge.ai_label_phrases,
            terms=self._demands.lint,
            windows=self._demands.windows,
            broken_links=self._demands.broken_links,
        )

    def _extra_approvals(self, post: Post, composed: Sequence[Composed]) -> int:
        """The most that blackouts ask of any of its deliveries."""
        asked = (
            extra_approvals(self._demands.windows, subject_of(post, each.channel), each.due_at)
            for each in composed
            if each.due_at is not None
        )
        return max(asked, default=0)


def _says_the_same(made: Sequence[Composed], before: Sequence[Composed]) -> bool:
    """Whether rules have seen all this: another time of a post mostly says what the first did."""
    seen = {(each.channel, each.message) for each in before}
    return bool(before) and all((each.channel, each.message) in seen for each in made)


def _rights(post: Post, channel: str) -> tuple[str, ...]:
    """The ids of the rights that what goes to `channel` rests on."""
    named = {medium.rights for medium in media_on(post, channel) if medium.rights is not None}
    return tuple(sorted(named))


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
