# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected listmonk server.

Once only, in two steps: a campaign as draft, with the part's key as its tag, and then the call
that starts it. A campaign starts once: from any state but draft and paused, listmonk answers 400
(campaigns.go, 911e0b77), and looking at the campaign tells whether it runs. Names and tags are
not unique there, so a draft is always looked for before one is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from pathlib import PurePath
from typing import Any

from scheduler.http_client import (
    UPLOAD,
    BasicClient,
    Login,
    Request,
    Response,
    reviewed_bytes,
    without_effect,
)
from scheduler.model.engagement import Counts
from scheduler.model.errors import OutcomeUnknown, Rejected, UsageError
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
from scheduler.model.post import Attachment
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import refuse_hidden
from scheduler.planning.confirmed import own_id
from scheduler.platforms.newsletter.composing import LIMITS, measure, page, plain, subject
from scheduler.platforms.newsletter.refusals import data, fields, refusal
from scheduler.platforms.newsletter.settings import Settings

CAMPAIGN = "campaign"
UPLOADED = "uploaded"
STARTING = "starting"
NUMBER = r"\d{1,18}"
CAMPAIGNS_PER_CALL = 20
CAMPAIGNS = "/api/campaigns"
_ON_ITS_WAY = frozenset({"running", "finished", "scheduled"})
_STOPPED = frozenset({"paused", "cancelled"})
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST})


class Listmonk:
    """Sends campaigns, looks them up, counts opens and clicks, checks."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        if settings.url is None or settings.user is None or settings.password is None:
            raise UsageError(_NO_ADDRESS)
        self._settings = settings
        self._base = settings.url
        self._clock = connection.clock
        self._workspace = connection.workspace
        login = Login(settings.user, settings.password)
        self._client = BasicClient(connection.http, self._base, login, connection.workspace)

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Upload the pictures and lay down the draft; nothing is mailed yet."""
        refuse_hidden(part, "Newsletter")
        if not measure(part.text, LIMITS).valid:
            raise Rejected(_TOO_LONG)
        self._draft(part, key, artefacts)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Start the campaign; one that has started already is not started again."""
        del reply_to  # a thread is one mail here
        self.prepare(part, key=key, artefacts=artefacts)
        number = self._draft(part, key, artefacts)
        if artefacts.get(STARTING):
            self._refuse_stopped(number)
        artefacts.keep(STARTING, "yes")
        path = f"{CAMPAIGNS}/{number}/status"
        response = self._client.call(Request("PUT", path, json={"status": "running"}))
        if response.status == HTTPStatus.BAD_REQUEST:
            return self._started(number, response)
        if self._done(response).get("status") not in _ON_ITS_WAY:
            raise refusal(response, self._clock.now())
        return self._remote(number)

    def repeatable_for(self) -> timedelta | None:
        """For ever: a campaign starts once."""
        return None

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """Looks for the campaigns by the keys in their tags."""
        return {each.key: self._look(each) for each in sought}

    @property
    def batch_size(self) -> int:
        """How many campaigns are asked for in a row; the API gives one by one."""
        return CAMPAIGNS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Opens and clicks; a campaign that was deleted is left out."""
        found = {}
        for remote in remotes:
            number = own_id(remote, NUMBER)
            shown = self._shown(number) if number else {}
            names = (("views", "views"), ("clicks", "link_clicks"))
            counts = {ours: shown[theirs] for theirs, ours in names if _is_count(shown, theirs)}
            if shown:
                found[remote.id] = Counts(counts)
        return found

    def measure_account(self) -> Counts:
        """How many addresses are on the lists; one that is on two of them counts twice."""
        asked = [self._list(number) for number in self._settings.lists]
        counts = [each.get("subscriber_count") for each in asked]
        known = [count for count in counts if isinstance(count, int)]
        return Counts({"followers": sum(known)} if len(known) == len(asked) else {})

    def check(self) -> Health:
        """Whether the lists are there; what the user may send shows only when sending."""
        names = [str(self._list(number).get("name")) for number in self._settings.lists]
        account = f"{self._settings.user}: {', '.join(names)}"
        return Health(account, limits=LIMITS)

    def _draft(self, part: Part, key: str, artefacts: Artefacts) -> int:
        kept = artefacts.get(CAMPAIGN)
        if isinstance(kept, int):
            return kept
        pictures = self._pictures(part, artefacts)
        known = self._tagged(key)
        if len(known) > 1:
            raise Rejected(_SEVERAL)
        request = Request("POST", CAMPAIGNS, json=self._fields(part, key, pictures))
        campaign = known[0] if known else self._asked(request)
        number = without_effect(lambda: _number_in(campaign))
        artefacts.keep(CAMPAIGN, number)
        return number

    def _fields(self, part: Part, key: str, pictures: Sequence[str]) -> dict[str, Any]:
        told: dict[str, Any] = {
            "name": f"{subject(part)} ({key})",
            "subject": subject(part),
            "lists": list(self._settings.lists),
            "type": "regular",
            "content_type": "html",
            "body": page(part, pictures),
            "altbody": plain(part),
            "messenger": "email",
            "tags": [key],
        }
        if self._settings.template is not None:
            told["template_id"] = self._settings.template
        if self._settings.sender:
            name = self._settings.sender_name
            told["from_email"] = (
                f"{name} <{self._settings.sender}>" if name else self._settings.sender
            )
        return told

    def _pictures(self, part: Part, artefacts: Artefacts) -> tuple[str, ...]:
        kept = artefacts.get(UPLOADED)
        known = dict(kept) if isinstance(kept, dict) else {}
        for each in part.attachments:
            if each.sha256 not in known:
                known[each.sha256] = self._upload(each)
                artefacts.keep(UPLOADED, known)
        return tuple(str(known[each.sha256]) for each in part.attachments)

    def _upload(self, attachment: Attachment) -> str:
        extension = PurePath(attachment.path).suffix.lower()
        name = f"{attachment.sha256[:16]}{extension}"
        content = reviewed_bytes(attachment, self._workspace)
        files = {"file": (name, content, attachment.mime)}
        medium = self._asked(Request("POST", "/api/media", files=files, bounds=UPLOAD))
        url = without_effect(lambda: _address_in(medium))
        return url if "://" in url else f"{self._base}/{url.lstrip('/')}"

    def _started(self, number: int, response: Response) -> Remote:
        """After 400: it has started already, or it cannot be."""
        self._refuse_stopped(number)
        if self._shown(str(number)).get("status") in _ON_ITS_WAY:
            return self._remote(number)
        raise refusal(response, self._clock.now())

    def _refuse_stopped(self, number: int) -> None:
        """What a person has paused or cancelled since the first try is not started again."""
        if self._shown(str(number)).get("status") in _STOPPED:
            raise OutcomeUnknown(_HELD)

    def _look(self, sought: Sought) -> Look:
        known = [each for each in self._tagged(sought.key) if str(each["id"]) not in sought.taken]
        started = [each for each in known if each.get("status") in _ON_ITS_WAY]
        if len(started) == 1:
            return Found(self._remote(started[0]["id"]))
        if started or any(each.get("status") in _STOPPED for each in known):
            return Unsure(_HELD, tuple(self._remote(each["id"]) for each in known))
        return Absent()

    def _tagged(self, key: str) -> list[Mapping[str, Any]]:
        params = [("query", key), ("tags", key), ("no_body", "true"), ("per_page", "100")]
        shown = self._asked(Request("GET", CAMPAIGNS, params=params)).get("results") or []
        return [each for each in shown if key in (each.get("tags") or [])]

    def _shown(self, number: str) -> Mapping[str, Any]:
        """The campaign, {} when there is none any more (400 in some versions)."""
        response = self._client.ask(Request("GET", f"{CAMPAIGNS}/{number}"))
        if response.status in _GONE:
            return {}
        return without_effect(partial(self._done, response))

    def _list(self, number: int) -> Mapping[str, Any]:
        return self._asked(Request("GET", f"/api/lists/{number}"))

    def _asked(self, request: Request) -> Mapping[str, Any]:
        """What a call that mails nothing gives."""
        return without_effect(lambda: self._done(self._client.call(request)))

    def _done(self, response: Response) -> Mapping[str, Any]:
        if not response.ok or not isinstance(data(response), dict):
            raise refusal(response, self._clock.now())
        return fields(response)

    def _remote(self, number: int) -> Remote:
        return Remote(str(number), f"{self._base}/admin/campaigns/{number}")


def _is_count(shown: Mapping[str, Any], name: str) -> bool:
    return isinstance(shown.get(name), int)


def _number_in(campaign: Mapping[str, Any]) -> int:
    number = campaign.get("id")
    if not isinstance(number, int):
        raise OutcomeUnknown(_NAMELESS)
    return number


def _address_in(medium: Mapping[str, Any]) -> str:
    url = medium.get("url")
    if not isinstance(url, str) or not url:
        raise OutcomeUnknown(_NAMELESS)
    return url


_NO_ADDRESS = Sentence("Für listmonk fehlt url.", "For listmonk url is missing.")
_TOO_LONG = Sentence(
    f"Der Text ist länger als {LIMITS.text} Zeichen.",
    f"The text is longer than {LIMITS.text} characters.",
)
_SEVERAL = Sentence(
    "In listmonk liegen mehrere Kampagnen für diese Sendung. Löschen Sie dort alle Entwürfe "
    "bis auf einen.",
    "Several campaigns for this delivery lie in listmonk. Delete all drafts but one there.",
)
_HELD = Sentence(
    "Jemand hat diese Kampagne in listmonk angehalten oder abgebrochen. Entscheiden Sie dort; "
    "bestätigen Sie dann (litfass confirm).",
    "Somebody has paused or cancelled this campaign in listmonk. Decide there; then confirm "
    "(litfass confirm).",
)
_NAMELESS = Sentence(
    "listmonk hat etwas angenommen, aber nicht gesagt, unter welcher Nummer oder Adresse.",
    "listmonk took something but did not say under which number or address.",
)
