# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to what one channel gets: override applied, templates filled in, media probed."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from scheduler.authoring.day_words import day_in_words
from scheduler.authoring.link import with_utm
from scheduler.authoring.templates import TemplateFault, Templates, UnknownTemplate, is_template
from scheduler.model.errors import LitfassError
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import (
    Attachment,
    Card,
    ChannelPassage,
    ChannelPost,
    Link,
    Medium,
    Override,
    Passage,
    Post,
    Variant,
)
from scheduler.model.sentence import Place, Sentence
from scheduler.planning.isolation import isolated

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_EMPTY_LINES = re.compile(r"\n{3,}")
_LINE_ENDS = re.compile(r"[ \t]+(?=\n|\Z)")


@dataclass(frozen=True, slots=True)
class Target:
    """The channel to render for; `takes_card` as its platform kind says."""

    channel: str
    platform: str
    takes_card: bool = False


@dataclass(frozen=True, slots=True)
class CampaignValues:
    """What templates may use beside the post's own: the campaign's and its regions' variables."""

    variables: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    regions: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Rendering:
    """The post for one channel, None where it skips the channel or cannot be rendered.

    A medium or card that is missing leaves the rest readable: `findings` say what is wrong.
    """

    post: ChannelPost | None
    findings: tuple[Finding, ...] = ()


class NotAskedYet(LitfassError):
    """Nobody has fetched this link card so far: nothing is wrong with the link."""


class Renderer:
    """Renders posts; `attach` probes a medium, `fetch_card` is None where nobody may fetch."""

    def __init__(
        self,
        templates: Templates,
        attach: Callable[[Medium], Attachment | Finding],
        fetch_card: Callable[[str], Card] | None = None,
    ) -> None:
        self._templates = templates
        self._attach = attach
        self._fetch_card = fetch_card

    def render(
        self, post: Post, target: Target, campaign: CampaignValues | None = None
    ) -> Rendering:
        """`post` as `target` gets it."""
        override = post.overrides.get(target.channel, Override())
        if override.skip:
            return Rendering(None)
        work = _Work(self._templates, post, target, _values(post, target, campaign))
        translations = _in_thread(post, target.channel)
        try:
            texts = [work.said(passage.text, post.lang) for passage in _passages(post, override)]
            if post.template is not None and override.text is None and not override.thread:
                texts[0] = isolated(work.filled_file(post.template, texts[0]), post.lang)
            more = [work.translated(variant) for variant in translations]
            link = work.link(_link(post, override))
            hashtags = post.hashtags if override.hashtags is None else override.hashtags
            tags = tuple(work.filled(tag).lstrip("#") for tag in hashtags)
            warning = work.filled(post.content_warning) if post.content_warning else None
        except TemplateFault as fault:
            return Rendering(None, (_fault_finding(fault, post, target),))
        findings: list[Finding] = []
        media = [self._attached(passage.media, findings) for passage in _passages(post, override)]
        passages = list(map(ChannelPassage, texts, media))
        for variant, passage in zip(translations, more, strict=True):
            attached = self._attached(variant.media, findings)
            passages.append(dataclasses.replace(passage, attachments=attached))
        rendered = ChannelPost(
            post_id=post.id,
            channel=target.channel,
            lang=post.lang,
            passages=tuple(passages),
            link=link,
            card=self._card(link, _link(post, override), work, findings),
            hashtags=tags,
            content_warning=warning,
            visibility=post.visibility,
        )
        return Rendering(rendered, _of_post(findings, post, target))

    def _attached(
        self, media: tuple[Medium, ...], findings: list[Finding]
    ) -> tuple[Attachment, ...]:
        probed = [self._attach(medium) for medium in media]
        findings += [found for found in probed if isinstance(found, Finding)]
        return tuple(
            dataclasses.replace(found, alt=tidy(found.alt))
            for found in probed
            if isinstance(found, Attachment)
        )

    def _card(
        self, link: Link | None, written: Link | None, work: _Work, findings: list[Finding]
    ) -> Card | None:
        """The card of the page as written, leading to the address as sent."""
        if link is None or written is None:
            return None
        if link.card is not None:
            return self._own_card(link, link.card, findings)
        if not work.target.takes_card or self._fetch_card is None:
            return None
        try:
            card = self._fetch_card(work.filled(written.url))
        except NotAskedYet:
            return None
        except LitfassError as error:
            findings.append(_no_card(error, work.post.place))
            return None
        return dataclasses.replace(card, url=link.url)

    def _own_card(self, link: Link, card: Card, findings: list[Finding]) -> Card:
        """The card as the author wrote it, its picture probed like any other."""
        written = (link.card_image,) if link.card_image is not None else ()
        probed = self._attached(written, findings)
        return dataclasses.replace(card, url=link.url, image=probed[0] if probed else card.image)


@dataclass(frozen=True, slots=True)
class _Work:
    """One post on its way to one channel."""

    templates: Templates
    post: Post
    target: Target
    values: Mapping[str, Any]

    def filled(self, text: str) -> str:
        if not is_template(text):
            return tidy(text)
        return _EMPTY_LINES.sub("\n\n", tidy(self.templates.fill_text(text, self.values)))

    def said(self, text: str, lang: str) -> str:
        return isolated(self.filled(text), lang)

    def translated(self, variant: Variant) -> ChannelPassage:
        """A part of a thread in another language, with the link and hashtags of its own.

        The thread's first part has the source's; adapters put none under the others.
        """
        body = self.said(variant.text, variant.lang)
        link = self.link(variant.link)
        line = "" if link is None else f"{link.label}: {link.url}" if link.label else link.url
        tags = " ".join(f"#{self.filled(tag).lstrip('#')}" for tag in variant.hashtags or ())
        text = "\n\n".join(block for block in (body, line, tags) if block)
        warning = self.filled(variant.content_warning) if variant.content_warning else None
        return ChannelPassage(text, (), variant.lang, warning)

    def filled_file(self, name: str, text: str) -> str:
        values = {**self.values, "text": text}
        return _EMPTY_LINES.sub("\n\n", tidy(self.templates.fill_file(name, values)))

    def link(self, link: Link | None) -> Link | None:
        if link is None:
            return None
        url = self.filled(link.url)
        if link.utm:
            url = with_utm(url, self.target.platform, self.post.campaign or self.post.id)
        label = self.filled(link.label) if link.label else link.label
        return dataclasses.replace(link, url=url, label=label)


def tidy(text: str) -> str:
    """`text` in NFC, with plain line ends and no white space around lines' and text's ends."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _LINE_ENDS.sub("", plain).strip("\n")


def _passages(post: Post, override: Override) -> tuple[Passage, ...]:
    """The first passage has the post's text and media; a thread's others follow."""
    thread = post.thread if override.thread is None else override.thread
    if override.text is not None and override.thread is None:
        thread = ()
    media = post.media if override.media is None else override.media
    text = post.text if override.text is None else override.text
    if override.thread is not None and override.text is None and override.thread:
        text, media = "", override.media or ()
    needs_first = bool(text.strip()) or bool(media) or post.template is not None or not thread
    first = (Passage(text, media),) if needs_first else ()
    return first + thread


def _in_thread(post: Post, channel: str) -> list[Variant]:
    return [
        variant
        for variant in post.variants.values()
        if variant.mode == "thread" and channel in variant.channels
    ]


def _link(post: Post, override: Override) -> Link | None:
    if override.no_link:
        return None
    return post.link if override.link is None else override.link


def _values(post: Post, target: Target, campaign: CampaignValues | None) -> Mapping[str, Any]:
    known = campaign or CampaignValues()
    region = post.regions[0] if post.regions else None
    local = post.publish_local.wall.date() if post.publish_local else None
    own = {"id": post.id, "lang": post.lang, "channel": target.channel, "platform": target.platform}
    return {
        "occurrence": post.occurrences[0].number if post.occurrences else 1,
        **({"date": day_in_words(local, post.lang)} if local else {}),
        "event": dict(post.event),
        "campaign": {"id": post.campaign or "", **known.variables},
        "region": {} if region is None else {"id": region, **known.regions.get(region, {})},
        "post": {**own, "link": post.link.url if post.link else "", **post.variables},
    }


def _fault_finding(fault: TemplateFault, post: Post, target: Target) -> Finding:
    place = post.place if fault.file is None else Place(fault.file, fault.line)
    message = fault.sentence
    if fault.file is None and fault.line > 1:
        message = Sentence(
            f"{message.de} (Zeile {fault.line} des Textes)",
            f"{message.en} (line {fault.line} of the text)",
        )
    rule = "C01" if isinstance(fault, UnknownTemplate) else "Y00"
    return Finding(rule, Severity.ERROR, place, message, post=post.id, channel=target.channel)


def _no_card(error: LitfassError, place: Place) -> Finding:
    message = Sentence(
        f"Die Linkvorschau fehlt. {error.sentence.de}",
        f"The link card is missing. {error.sentence.en}",
    )
    advice = Sentence(
        "Prüfen Sie die Adresse, oder schreiben Sie die Vorschau unter link.card selbst.",
        "Check the address, or write the card yourself under link.card.",
    )
    return Finding("L03", Severity.WARNING, place, message, advice)


def _of_post(findings: list[Finding], post: Post, target: Target) -> tuple[Finding, ...]:
    return tuple(
        dataclasses.replace(found, post=post.id, channel=target.channel) for found in findings
    )
