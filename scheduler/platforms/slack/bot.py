# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected bot in one channel.

Once only: Slack knows no key of ours. A message carries it in its metadata; one with files, which
Slack makes from uploads, is known by the files' ids. Both are looked for after an unclear send.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from scheduler.http_client import reviewed_bytes
from scheduler.model.engagement import Counts
from scheduler.model.errors import OutcomeUnknown, PublishError, Rejected
from scheduler.model.message import Part, Remote
from scheduler.model.platform import (
    Absent,
    Artefacts,
    Connection,
    Found,
    Health,
    Look,
    ReplyTo,
    Sought,
    Unsure,
)
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import refuse_hidden
from scheduler.platforms.slack.api import Api
from scheduler.platforms.slack.composing import LIMITS, escaped
from scheduler.platforms.slack.health import health_of
from scheduler.platforms.slack.refusals import error_name
from scheduler.platforms.slack.search import (
    COMPLETED,
    UPLOADED,
    is_sought,
    listing,
    metadata,
    shows,
    type_message,
)
from scheduler.platforms.slack.settings import Settings
from scheduler.platforms.slack.stamps import required_stamp, stamp_of

BEFORE_START = timedelta(minutes=5)  # for clocks that differ
POSTS_PER_CALL = 20  # our own choice: methods like conversations.replies allow 50 a minute
_GONE = frozenset({"message_not_found", "thread_not_found"})


class Bot:
    """Publishes, looks up, counts, edits, deletes and checks."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._channel = settings.channel
        self._unfurl = settings.unfurl
        self._clock = connection.clock
        self._workspace = connection.workspace
        self._api = Api(settings, connection)

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Upload the files; nobody sees them before they are shared."""
        del key
        self._upload(part, artefacts)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Send one message, once."""
        refuse_hidden(part, "Slack")
        if len(part.text) > LIMITS.text:
            raise Rejected(_TOO_LONG)
        root = stamp_of(reply_to.root) if reply_to else ""
        thread = {"thread_ts": root} if root else {}
        if part.attachments:
            return self._share(part, thread, artefacts)
        message = {
            "channel": self._channel,
            "text": escaped(part.text),
            "mrkdwn": False,
            "unfurl_links": self._unfurl,
            "unfurl_media": self._unfurl,
            "metadata": metadata(key),
            **thread,
        }
        response = self._api.send("chat.postMessage", message)
        told = self._api.done(response).get("ts")
        if not isinstance(told, str) or not told:
            raise OutcomeUnknown(_NAMELESS, response.answer())
        return self._remote(told)

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """One listing of the channel, and one of each thread that is answered in."""
        bot = str(self._api.asked("auth.test").get("bot_id"))
        since = min(each.started_at for each in sought) - BEFORE_START
        roots = {each.key: stamp_of(each.reply_to.root) if each.reply_to else "" for each in sought}
        shown = {root: self._messages(since, root) for root in set(roots.values())}
        return {each.key: self._look(each, bot, *shown[roots[each.key]]) for each in sought}

    @property
    def batch_size(self) -> int:
        """How many messages are asked for in a row."""
        return POSTS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Reactions and replies; deleted messages are left out. There are no views."""
        found: dict[str, Counts] = {}
        for remote in remotes:
            stamp = stamp_of(remote)
            if not stamp:
                continue
            chosen = {"channel": self._channel, "ts": stamp, "limit": "1"}
            response = self._api.ask("conversations.replies", **chosen)
            if error_name(response) in _GONE:
                continue
            messages = self._api.done(response).get("messages") or []
            if messages and messages[0].get("ts") == stamp:
                found[remote.id] = _counts(messages[0])
        return found

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Change the text; files stay."""
        body = {"channel": self._channel, "ts": required_stamp(remote), "text": escaped(part.text)}
        self._api.done(self._api.send("chat.update", body))
        return remote

    def delete(self, remote: Remote) -> None:
        """Delete the message; gone is gone."""
        response = self._api.send(
            "chat.delete", {"channel": self._channel, "ts": required_stamp(remote)}
        )
        if error_name(response) not in _GONE:
            self._api.done(response)

    def check(self) -> Health:
        """Whose token it is, which scopes it has, and whether the bot can read the channel."""
        response = self._api.ask("auth.test")
        told = self._api.done(response)
        self._api.asked("conversations.history", channel=self._channel, limit="1")
        return health_of(told, response, self._channel)

    def _share(self, part: Part, thread: Mapping[str, str], artefacts: Artefacts) -> Remote:
        """Share the uploaded files; Slack does not say as which message, so it is looked up."""
        files = self._upload(part, artefacts)
        started_at = self._clock.now()
        if not artefacts.get(COMPLETED):
            names = [PurePath(each.path).name for each in part.attachments]
            body = {
                "files": [
                    {"id": file, "title": name} for file, name in zip(files, names, strict=True)
                ],
                "channel_id": self._channel,
                "initial_comment": escaped(part.text),
                **thread,
            }
            response = self._api.send("files.completeUploadExternal", body)
            self._api.done(response)
            artefacts.keep(COMPLETED, value=True)
        return self._shared(set(files), started_at, thread.get("thread_ts", ""))

    def _shared(self, files: set[str], started_at: datetime, root: str) -> Remote:
        try:
            messages, _ = self._messages(started_at - BEFORE_START, root)
        except PublishError as error:
            raise OutcomeUnknown(_NOT_SEEN, error.answer) from error
        own = [each for each in messages if shows(each, files)]
        if not own:
            raise OutcomeUnknown(_NOT_SEEN)
        return self._remote(str(own[0]["ts"]))

    def _messages(self, since: datetime, root: str) -> tuple[list[type_message], bool]:
        """What was said since `since` in the channel, or in the thread of `root`."""
        method = "conversations.replies" if root else "conversations.history"
        chosen = {
            "channel": self._channel,
            "oldest": f"{since.timestamp():.6f}",
            "limit": "100",
            "include_all_metadata": "true",
            **({"ts": root} if root else {}),
        }

        def page(cursor: str) -> Mapping[str, Any]:
            return self._api.asked(method, **chosen, **({"cursor": cursor} if cursor else {}))

        return listing(page)

    def _look(self, sought: Sought, bot: str, messages: list[type_message], covers: bool) -> Look:  # noqa: FBT001 - a pair, unpacked
        own = [each for each in messages if is_sought(each, sought, bot)]
        if own:
            return Found(self._remote(str(own[0]["ts"])))
        if not covers:
            return Unsure(_NOT_COVERED)
        if sought.artefacts.get(COMPLETED):
            return Unsure(_NOT_SEEN)
        return Absent()

    def _upload(self, part: Part, artefacts: Artefacts) -> list[str]:
        """The files' ids, in order; each is uploaded once."""
        kept = artefacts.get(UPLOADED)
        known = dict(kept) if isinstance(kept, dict) else {}
        for number, medium in enumerate(part.attachments):
            label = f"{number}:{medium.sha256}"
            if label not in known:
                content = reviewed_bytes(medium, self._workspace)
                name = PurePath(medium.path).name
                known[label] = self._api.upload(name, content, medium.alt)
                artefacts.keep(UPLOADED, known)
        return [
            str(known[f"{number}:{each.sha256}"]) for number, each in enumerate(part.attachments)
        ]

    def _remote(self, ts: str) -> Remote:
        """The message, with its address where Slack tells it: a missing one is no failure."""
        try:
            told = self._api.asked("chat.getPermalink", channel=self._channel, message_ts=ts)
        except PublishError:
            return Remote(ts)
        link = told.get("permalink")
        return Remote(ts, link if isinstance(link, str) else None)


def _counts(message: type_message) -> Counts:
    """Slack leaves out what is zero."""
    reactions = message.get("reactions") or []
    return Counts(
        {
            "reactions": sum(int(each.get("count", 0)) for each in reactions),
            "comments": int(message.get("reply_count") or 0),
        }
    )


_TOO_LONG = Sentence(
    f"Der Text ist länger als die {LIMITS.text} Zeichen, die Slack empfiehlt.",
    f"The text is longer than the {LIMITS.text} characters that Slack recommends.",
)
_NAMELESS = Sentence(
    "Slack sagt „angenommen“, nennt aber keine Nachricht; ob sie erschienen ist, ist offen.",
    "Slack says “accepted” but names no message; whether it is live is open.",
)
_NOT_SEEN = Sentence(
    "Slack hat die Dateien angenommen, zeigt die Nachricht aber noch nicht. Sehen Sie nach und "
    "bestätigen Sie (litfass confirm).",
    "Slack has taken the files but does not show the message yet. Look and confirm (litfass "
    "confirm).",
)
_NOT_COVERED = Sentence(
    "Im Kanal wurde seither so viel geschrieben, dass der Blick zurück nicht weit genug reicht. "
    "Sehen Sie nach und bestätigen Sie (litfass confirm).",
    "So much was written in the channel since then that the look back does not reach far enough. "
    "Look and confirm (litfass confirm).",
)
