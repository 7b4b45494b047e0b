# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected bot.

Once only: Telegram knows no key, and a bot cannot list what it has sent. So a lost answer is
OutcomeUnknown and goes to a person. The token stands in the path of every address: whatever is
said of a call goes through `redact`, and an address is never said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scheduler.http_client import Bounds, Request, Response, without_effect
from scheduler.model.engagement import Counts
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Artefacts, Connection, Health, ReplyTo
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import refuse_hidden
from scheduler.planning.confirmed import required_id
from scheduler.platforms.telegram.composing import CAPTION, LIMITS, is_overlong
from scheduler.platforms.telegram.refusals import parsed, refusal, says
from scheduler.platforms.telegram.requests import NUMBER, Call, as_form, sending
from scheduler.platforms.telegram.settings import Settings

ALBUM = "messages"
MEDIA = "media"
_TOKEN = re.compile(r"[\w:-]+", re.ASCII)
_GONE = ("message to delete not found", "message_id_invalid")  # the second is unverified


class Bot:
    """Publishes, edits, deletes and checks as one bot in one chat."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._settings = settings
        self._http = connection.http
        self._clock = connection.clock
        self._workspace = connection.workspace

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Send one message or one album."""
        del key, artefacts  # there is nothing here that could make a send repeatable
        refuse_hidden(part, "Telegram")
        if is_overlong(part):
            raise Rejected(_CAPTION)
        response = self._call(sending(part, reply_to, self._settings, self._workspace))
        remote = _remote(_result(response))
        if remote is None:
            raise OutcomeUnknown(_NAMELESS, response.answer())
        return remote

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Change text or caption; the media stay. Unchanged is a success."""
        album = dict(remote.extra).get(ALBUM, "")
        has_media = MEDIA in dict(remote.extra) or album
        method, name = (
            ("editMessageCaption", "caption") if has_media else ("editMessageText", "text")
        )
        fields = {**self._message(required_id(remote, NUMBER)), name: part.text}
        response = self._ask(Call(method, fields))
        if not _is_ok(response) and not says(response, "message is not modified"):
            raise refusal(response, self._clock.now())
        return remote

    def delete(self, remote: Remote) -> None:
        """Delete the message, or each of an album; gone is gone."""
        album = dict(remote.extra).get(ALBUM)
        for message in (album or required_id(remote, NUMBER)).split(","):
            response = self._ask(Call("deleteMessage", self._message(message)))
            if not _is_ok(response) and not says(response, *_GONE):
                raise refusal(response, self._clock.now())

    def measure_account(self) -> Counts:
        """How many have subscribed. Of single messages the Bot API tells nothing."""
        count = self._asked("getChatMemberCount", {"chat_id": self._settings.chat})
        return Counts({"followers": count} if isinstance(count, int) else {})

    def check(self) -> Health:
        """Whose token it is, which chat, and whether the bot may post there."""
        me = _object(self._asked("getMe", {}))
        chat = _object(self._asked("getChat", {"chat_id": self._settings.chat}))
        who = {"chat_id": self._settings.chat, "user_id": me.get("id")}
        member = _object(self._asked("getChatMember", who))
        name = chat.get("username")
        account = f"@{name}" if name else str(chat.get("title", self._settings.chat))
        problems = () if _may_post(member, chat) else (_NO_RIGHT,)
        return Health(f"{account} (@{me.get('username')})", problems, limits=LIMITS)

    def _message(self, message: str) -> Mapping[str, Any]:
        return {"chat_id": self._settings.chat, "message_id": int(message)}

    def _asked(self, method: str, fields: Mapping[str, Any]) -> object:
        """The result of a call that changes nothing."""
        return without_effect(lambda: _result(self._call(Call(method, fields))))

    def _call(self, call: Call) -> Response:
        response = self._ask(call)
        if not _is_ok(response):
            raise refusal(response, self._clock.now())
        return response

    def _ask(self, call: Call) -> Response:
        token = self._settings.token.reveal(Path(self._workspace))
        if not _TOKEN.fullmatch(token):
            raise ChannelBlocked(_NO_TOKEN)
        url = f"{self._settings.url}/bot{token}/{call.method}"
        seconds = float(self._settings.upload_seconds)
        bounds = Bounds(read_seconds=seconds, total_seconds=seconds + 60)
        if call.files:
            request = Request(
                "POST", url, data=as_form(call.fields), files=call.files, bounds=bounds
            )
        else:
            request = Request("POST", url, json=call.fields, bounds=bounds)
        response: Response = self._http.call(request)
        return response


def _is_ok(response: Response) -> bool:
    return response.ok and parsed(response).get("ok") is True


def _result(response: Response) -> object:
    return parsed(response).get("result")


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _remote(result: object) -> Remote | None:
    """The first message of what was sent, all of an album kept beside; None if none is named."""
    messages = result if isinstance(result, list) else [result]
    ids = [_object(each).get("message_id") for each in messages]
    if not ids or not all(isinstance(each, int) for each in ids):
        return None
    first = _object(messages[0])
    extra = [(ALBUM, ",".join(map(str, ids)))] if len(ids) > 1 else []
    if "text" not in first:
        extra.append((MEDIA, "yes"))
    return Remote(str(ids[0]), _address(_object(first.get("chat")), ids[0]), tuple(extra))


def _address(chat: Mapping[str, Any], message: object) -> str | None:
    """python-telegram-bot 1183d401f, Message.link, 2026-08-16; small groups have none."""
    name, number = chat.get("username"), str(chat.get("id", ""))
    if isinstance(name, str) and name:
        return f"https://t.me/{name}/{message}"
    if number.startswith("-100"):
        return f"https://t.me/c/{number.removeprefix('-100')}/{message}"
    return None


def _may_post(member: Mapping[str, Any], chat: Mapping[str, Any]) -> bool:
    status = member.get("status")
    if chat.get("type") != "channel":
        return status in {"creator", "administrator", "member"}
    return status == "creator" or (
        status == "administrator" and bool(member.get("can_post_messages"))
    )


_CAPTION = Sentence(
    f"Bei Telegram hat ein Text mit Medien höchstens {CAPTION} Zeichen.",
    f"On Telegram a text with media has at most {CAPTION} characters.",
)
_NO_TOKEN = Sentence(
    "Das hinterlegte Token ist keines von @BotFather (Ziffern, Doppelpunkt, Buchstaben).",
    "The stored token is none of @BotFather's (digits, a colon, letters).",
)
_NAMELESS = Sentence(
    "Telegram sagt „angenommen“, nennt aber keine Nachricht; ob sie erschienen ist, ist offen.",
    "Telegram says “accepted” but names no message; whether it is live is open.",
)
_NO_RIGHT = Sentence(
    "Der Bot darf in diesem Kanal nicht veröffentlichen. Machen Sie ihn zum Administrator mit dem "
    "Recht „Nachrichten posten“.",
    "The bot may not publish in this channel. Make it an administrator with the right to post "
    "messages.",
)
