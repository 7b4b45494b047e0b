# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The timeline: each channel's posts as its readers would see them, as a page and as data."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template
from markupsafe import Markup

from scheduler.model.sentence import Language, Sentence
from scheduler.simulator.faults import FaultKind, Strike
from scheduler.simulator.markup import marked_up
from scheduler.simulator.world import SimMedium, SimPost, World

_TITLE = Sentence("Was die Leute sehen würden", "What readers would see")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at the page: language, time zone, and what the page is called."""

    language: Language = "en"
    zone: str = "UTC"
    title: Sentence = _TITLE

    def speaking(self, language: str | None) -> Viewer:
        """This viewer in the language asked for, if it is one of ours."""
        if language == "de":
            return dataclasses.replace(self, language="de")
        return dataclasses.replace(self, language="en") if language == "en" else self

    def say(self, word: str, **values: object) -> str:
        """One of the page's words, with its values put in."""
        return WORDS[word].in_language(self.language).format(**values)

    def time(self, instant: datetime) -> str:
        """`instant` on the viewer's clock, to the second: punctuality is shown here."""
        local = instant.astimezone(ZoneInfo(self.zone))
        pattern = "%d.%m.%Y, %H:%M:%S Uhr" if self.language == "de" else "%Y-%m-%d, %H:%M:%S"
        return f"{local.strftime(pattern)} ({local.tzname()})"


@dataclass(frozen=True, slots=True)
class ShownPost:
    """A post with its text marked up, and the posts of its thread that follow it."""

    post: SimPost
    html: Markup
    replies: tuple[ShownPost, ...] = ()

    @property
    def anchor(self) -> str:
        """Its id in the page."""
        return f"post-{self.post.platform}-{self.post.id.rsplit('/', 1)[-1]}"


@dataclass(frozen=True, slots=True)
class Channel:
    """One account's posts, the newest thread first."""

    platform: str
    account: str
    posts: tuple[ShownPost, ...]
    total: int

    @property
    def anchor(self) -> str:
        """Its id in the page."""
        return f"channel-{self.platform}-{self.account}"


def as_page(world: World, viewer: Viewer) -> str:
    """The timeline as an HTML page; needs Flask's application context."""
    strikes = world.faults.strikes
    return render_template(
        "timeline.html",
        viewer=viewer,
        say=viewer.say,
        channels=channels_of(world),
        total=world.arrivals(),
        strikes=[(viewer.time(strike.at), _said(strike, viewer), strike) for strike in strikes],
        coming=len(world.faults.coming),
        other="en" if viewer.language == "de" else "de",
    )


def channels_of(world: World) -> tuple[Channel, ...]:
    """All accounts that published something, with their threads."""
    channels = []
    for account in world.accounts:
        posts = world.posts(account.platform, account.handle)
        if posts:
            shown = _threads(posts)
            channels.append(Channel(account.platform, account.handle, shown, len(posts)))
    return tuple(channels)


def _threads(posts: Sequence[SimPost]) -> tuple[ShownPost, ...]:
    ids = {post.id for post in posts}
    by_parent: dict[str | None, list[SimPost]] = {}
    for post in posts:
        parent = post.reply_to if post.reply_to in ids and post.reply_to != post.id else None
        by_parent.setdefault(parent, []).append(post)
    roots = reversed(by_parent.get(None, []))
    return tuple(_shown(post, by_parent) for post in roots)


def _shown(root: SimPost, by_parent: Mapping[str | None, Sequence[SimPost]]) -> ShownPost:
    """A thread below its first post; flat, as a thread of thirty parts would not fit nested."""
    following = []
    waiting = list(reversed(by_parent.get(root.id, ())))
    while waiting:
        post = waiting.pop()
        following.append(ShownPost(post, marked_up(post)))
        waiting.extend(reversed(by_parent.get(post.id, ())))
    return ShownPost(root, marked_up(root), tuple(following))


def _said(strike: Strike, viewer: Viewer) -> str:
    return STRIKES[strike.kind].in_language(viewer.language)


def as_json(world: World) -> dict[str, Any]:
    """The posts in order of arrival, what struck, and how many arrived by platform."""
    platforms = sorted({account.platform for account in world.accounts})
    return {
        "now": world.now().isoformat(),
        "arrivals": {platform: world.arrivals(platform) for platform in platforms},
        "posts": [_post_as_json(post) for post in world.posts()],
        "faults": [_strike_as_json(strike) for strike in world.faults.strikes],
    }


def _post_as_json(post: SimPost) -> dict[str, Any]:
    plain = ("id", "platform", "account", "text", "lang", "visibility", "content_warning")
    more = ("reply_to", "deleted", "url", "key")
    return {
        **{name: getattr(post, name) for name in (*plain, *more)},
        "created_at": post.created_at.isoformat(),
        "media": [_medium_as_json(medium) for medium in post.media],
        "card": None if post.card is None else {"url": post.card.url, "title": post.card.title},
    }


def _medium_as_json(medium: SimMedium) -> dict[str, Any]:
    names = ("id", "mime", "size_bytes", "alt", "width", "height")
    return {name: getattr(medium, name) for name in names}


def _strike_as_json(strike: Strike) -> dict[str, Any]:
    occasion = strike.occasion
    return {
        "kind": strike.kind.value,
        "at": strike.at.isoformat(),
        "platform": occasion.platform,
        "method": occasion.method,
        "path": occasion.path,
    }


WORDS: Mapping[str, Sentence] = {
    "lead": Sentence(
        "Diese Beiträge sind auf simulierten Plattformen erschienen. Niemand außer Ihnen hat sie "
        "gesehen.",
        "These posts appeared on simulated platforms. Nobody but you has seen them.",
    ),
    "total": Sentence(
        "{count} Beiträge auf {channels} Kanälen", "{count} posts on {channels} channels"
    ),
    "total_one": Sentence("1 Beitrag", "1 post"),
    "posts": Sentence("{count} Beiträge", "{count} posts"),
    "channels": Sentence("Kanäle", "Channels"),
    "skip": Sentence("Zu den Beiträgen springen", "Skip to the posts"),
    "nothing": Sentence(
        "Noch ist nichts erschienen. Laden Sie die Seite neu, sobald ein Termin erreicht ist.",
        "Nothing has appeared yet. Reload this page once a post is due.",
    ),
    "alt": Sentence("Alternativtext", "Alt text"),
    "no_alt": Sentence(
        "Kein Alternativtext: Blinde Menschen erfahren nicht, was hier zu sehen ist.",
        "No alt text: blind people do not learn what is shown here.",
    ),
    "warning": Sentence("Inhaltswarnung", "Content warning"),
    "deleted": Sentence("Gelöscht", "Deleted"),
    "thread": Sentence("Thread mit {count} Teilen", "Thread of {count} parts"),
    "continued": Sentence("Fortsetzung", "Continued"),
    "unlisted": Sentence("nicht gelistet", "unlisted"),
    "private": Sentence("nur für Folgende", "followers only"),
    "direct": Sentence("nur für Erwähnte", "mentioned people only"),
    "language": Sentence("Sprache des Beitrags", "Language of the post"),
    "other": Sentence("Read this page in English", "Diese Seite auf Deutsch lesen"),
    "faults": Sentence("Störungen", "Faults"),
    "no_faults": Sentence("Es gab keine Störungen.", "There were no faults."),
    "coming": Sentence(
        "{count} geplante Störungen stehen noch aus.", "{count} planned faults are still to come."
    ),
    "when": Sentence("Wann", "When"),
    "what": Sentence("Was geschah", "What happened"),
    "request": Sentence("Anfrage", "Request"),
    "file": Sentence("Datei ({mime})", "File ({mime})"),
    "as_data": Sentence("Als Daten (JSON)", "As data (JSON)"),
    "link": Sentence("Adresse dieses Beitrags", "Address of this post"),
}

STRIKES: Mapping[FaultKind, Sentence] = {
    FaultKind.FAIL_BEFORE: Sentence(
        "Fehler 500; nichts ist erschienen", "Error 500; nothing was published"
    ),
    FaultKind.FAIL_AFTER: Sentence(
        "Fehler 500, obwohl der Beitrag erschienen ist", "Error 500 although the post went live"
    ),
    FaultKind.DROP_BEFORE: Sentence(
        "Verbindung abgerissen; nichts ist erschienen", "Connection lost; nothing was published"
    ),
    FaultKind.DROP_AFTER: Sentence(
        "Verbindung abgerissen, obwohl der Beitrag erschienen ist",
        "Connection lost although the post went live",
    ),
    FaultKind.TRUNCATE: Sentence(
        "Antwort mitten im Satz abgebrochen", "Answer cut off in the middle"
    ),
    FaultKind.DELAY: Sentence("Antwort verzögert", "Answer delayed"),
    FaultKind.RATE_LIMIT: Sentence(
        "Zu viele Anfragen (429); später erlaubt", "Too many requests (429); allowed later"
    ),
    FaultKind.EXPIRED_TOKEN: Sentence("Zugang abgelaufen", "Access expired"),
    FaultKind.REJECT: Sentence("Inhalt abgelehnt", "Content refused"),
}
