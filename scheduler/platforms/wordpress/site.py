# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected site.

Once only, in two steps: a draft, whose address ends with the part's key, and then the call that
publishes it, which may be repeated without a second post. WordPress does not refuse a second
draft with the same address (seen on 6.1.9 and 6.5, 2026-11), so it is always looked for first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from scheduler.http_client import Request, without_effect
from scheduler.model.engagement import Counts
from scheduler.model.errors import OutcomeUnknown, Rejected
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
from scheduler.planning.confirmed import own_id, required_id
from scheduler.platforms.wordpress.composing import (
    LIMITS,
    Upload,
    content,
    heading,
    measure,
    slug,
)
from scheduler.platforms.wordpress.library import Library, known_uploads
from scheduler.platforms.wordpress.refusals import GONE, is_gone, refusal
from scheduler.platforms.wordpress.rest import Rest
from scheduler.platforms.wordpress.settings import Settings

DRAFT = "draft"
MEDIA = "media"
NUMBER = r"\d{1,20}"
POSTS = "/wp/v2/posts"
POSTS_PER_CALL = 20
_ANY_STATUS = "publish,future,draft,pending,private"


class Site:
    """Publishes, looks up, counts comments, edits, deletes and checks on one site."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._settings = settings
        self._clock = connection.clock
        self._rest = Rest(settings, connection)
        self._library = Library(self._rest, connection.workspace, settings.upload_seconds)

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Upload the media and lay down the draft, which nobody sees."""
        refuse_hidden(part, "WordPress")
        if not measure(part.text, LIMITS).valid:
            raise Rejected(_TOO_LONG)
        self._draft(part, key, artefacts)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Make the draft public; of a public one, the same again changes nothing.

        WordPress would publish a draft from the trash, too, so it is looked at first.
        """
        del reply_to  # a thread is one article here
        self.prepare(part, key=key, artefacts=artefacts)
        number = self._draft(part, key, artefacts)
        uploads = self._library.uploads(part, artefacts)
        self._require_kept(number)
        request = Request("POST", f"{POSTS}/{number}", json={"status": "publish"})
        body = self._rest.done(self._rest.call(request))
        if not isinstance(body, dict) or body.get("status") != "publish":
            raise OutcomeUnknown(_NOT_PUBLIC)
        return _remote(body, uploads)

    def repeatable_for(self) -> timedelta | None:
        """For ever: the draft is kept before it is published."""
        return None

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """One look by the addresses' ends for all of `sought`."""
        names = {each.key: slug(each.part, each.key) for each in sought}
        shown = self._with_slugs(list(names.values()))
        return {each.key: _look(each, shown.get(names[each.key])) for each in sought}

    @property
    def batch_size(self) -> int:
        """How many posts are asked for at once."""
        return POSTS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Comments; the core counts no views. Posts that are not public are left out."""
        ids = {remote.id: own_id(remote, NUMBER) for remote in remotes}
        asked = ",".join(number for number in ids.values() if number)
        if not asked:
            return {}
        params = [("include", asked), ("per_page", "100"), ("_fields", "id,status")]
        shown = self._rest.asked(Request("GET", POSTS, params=params))
        live = {str(each["id"]) for each in shown}
        return {name: self._comments(number) for name, number in ids.items() if number in live}

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Replace title and text; the media stay and get the new descriptions."""
        uploads = _uploads(remote)
        if len(uploads) != len(part.attachments):
            raise Rejected(_OTHER_MEDIA)
        body = {"title": heading(part), "content": content(part, uploads), **self._language(part)}
        number = required_id(remote, NUMBER)
        shown = self._rest.done(self._rest.call(Request("POST", f"{POSTS}/{number}", json=body)))
        if shown.get("status") == "trash":
            raise Rejected(GONE)
        for attachment, upload in zip(part.attachments, uploads, strict=True):
            self._library.describe(upload.number, attachment.alt)
        return remote

    def delete(self, remote: Remote) -> None:
        """Put it into the site's trash, where editors still find it; gone is gone."""
        request = Request("DELETE", f"{POSTS}/{required_id(remote, NUMBER)}")
        response = self._rest.call(request)
        if not is_gone(response):
            self._rest.done(response)

    def check(self) -> Health:
        """Who the user is and whether he may publish and upload."""
        params = [("context", "edit")]
        me = self._rest.asked(Request("GET", "/wp/v2/users/me", params=params))
        rights = me.get("capabilities")
        held = rights if isinstance(rights, dict) else {}
        problems = [] if held.get("publish_posts") else [_MAY_NOT_PUBLISH]
        problems += [] if held.get("upload_files") else [_MAY_NOT_UPLOAD]
        host = urlsplit(self._settings.url).hostname
        return Health(f"{me.get('name')} ({host})", tuple(problems), limits=LIMITS)

    def _draft(self, part: Part, key: str, artefacts: Artefacts) -> int:
        kept = artefacts.get(DRAFT)
        if isinstance(kept, int):
            return kept
        uploads = self._library.uploads(part, artefacts)
        name = slug(part, key)
        known = self._with_slugs([name]).get(name)
        request = Request("POST", POSTS, json=self._fields(part, name, uploads))
        number = int((known or self._rest.asked(request))["id"])
        artefacts.keep(DRAFT, number)
        return number

    def _require_kept(self, number: int) -> None:
        params = [("context", "edit"), ("_fields", "id,status")]
        shown = self._rest.asked(Request("GET", f"{POSTS}/{number}", params=params))
        if isinstance(shown, dict) and shown.get("status") == "trash":
            raise Rejected(GONE)

    def _fields(self, part: Part, name: str, uploads: Sequence[Upload]) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "status": "draft",
            "slug": name,
            "title": heading(part),
            "content": content(part, uploads),
            **self._language(part),
        }
        if self._settings.categories:
            fields["categories"] = list(self._settings.categories)
        if self._settings.comments != "site":
            fields["comment_status"] = self._settings.comments
        is_picture = bool(part.attachments) and part.attachments[0].mime.startswith("image/")
        if self._settings.featured_image and is_picture:
            fields["featured_media"] = uploads[0].number
        return fields

    def _language(self, part: Part) -> dict[str, str]:
        return {"lang": part.lang} if self._settings.language_parameter else {}

    def _with_slugs(self, names: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        params = [
            ("slug", ",".join(names)),
            ("status", _ANY_STATUS),
            ("context", "edit"),
            ("per_page", "100"),
        ]
        shown = self._rest.asked(Request("GET", POSTS, params=params))
        return {str(each.get("slug")): each for each in shown if isinstance(each, dict)}

    def _comments(self, number: str) -> Counts:
        params = [("post", number), ("per_page", "1"), ("_fields", "id")]
        request = Request("GET", "/wp/v2/comments", params=params)
        response = without_effect(lambda: self._rest.call(request))
        if not response.ok:
            raise refusal(response, self._clock.now())
        total = response.headers.get("X-WP-Total", "")
        return Counts({"comments": int(total)} if total.isdecimal() else {})


def _look(sought: Sought, shown: Mapping[str, Any] | None) -> Look:
    if shown is None or str(shown.get("id")) in sought.taken:
        return Absent()
    if shown.get("status") == "publish":
        return Found(_remote(shown, known_uploads(sought.part, sought.artefacts)))
    return Absent() if shown.get("status") == DRAFT else Unsure(_NOT_PUBLIC)


def _remote(body: Mapping[str, Any], uploads: Sequence[Upload]) -> Remote:
    media = json.dumps([[each.number, each.url] for each in uploads])
    extra = ((MEDIA, media),) if uploads else ()
    return Remote(str(body["id"]), str(body["link"]) if body.get("link") else None, extra)


def _uploads(remote: Remote) -> tuple[Upload, ...]:
    told = json.loads(dict(remote.extra).get(MEDIA, "[]"))
    return tuple(Upload(int(number), str(url)) for number, url in told)


_TOO_LONG = Sentence(
    f"Der Text ist länger als {LIMITS.text} Zeichen.",
    f"The text is longer than {LIMITS.text} characters.",
)
_NOT_PUBLIC = Sentence(
    "Der Beitrag liegt in WordPress, ist aber nicht öffentlich: Jemand hat ihn dort zurückgestellt "
    "oder geplant. Sehen Sie nach und bestätigen Sie (litfass confirm).",
    "The post lies in WordPress but is not public: somebody has held it back or scheduled it "
    "there. Look and confirm (litfass confirm).",
)
_OTHER_MEDIA = Sentence(
    "Die Medien eines erschienenen Beitrags lassen sich so nicht austauschen. Ändern Sie ihn in "
    "WordPress selbst.",
    "The media of a live post cannot be exchanged this way. Change it in WordPress itself.",
)
_MAY_NOT_PUBLISH = Sentence(
    "Dieser Benutzer darf nicht veröffentlichen. Geben Sie ihm die Rolle „Autor“.",
    "This user may not publish. Give the role “Author”.",
)
_MAY_NOT_UPLOAD = Sentence(
    "Dieser Benutzer darf keine Dateien hochladen. Geben Sie ihm die Rolle „Autor“.",
    "This user may not upload files. Give the role “Author”.",
)
