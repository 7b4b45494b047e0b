# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""R01: each medium may be shown where, when and as long as the post would show it.

The gate in the claim holds it all the same; here it is said while there is time to mend it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.authoring.linting import Draft, Rule, due_on, media_on
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Medium, PostStatus
from scheduler.model.rights import RightsRecord
from scheduler.model.sentence import Sentence
from scheduler.yaml_source.findings import known_or_nearest

ID = "R01"
SOURCE = "UrhG §§ 15, 31; KunstUrhG § 22; GDPR art. 7"
SOON = timedelta(days=30)
Said = tuple[Severity, Sentence, Sentence | None]


@dataclass(frozen=True, slots=True)
class _Use:
    """One medium on one channel."""

    draft: Draft
    medium: Medium
    channel: str
    due_at: datetime | None


def _check(draft: Draft) -> Iterator[Finding]:
    if draft.post.status is PostStatus.CANCELLED:
        return
    said: dict[tuple[Medium, Said], list[str]] = {}
    channels = [name for name in draft.post.channels if media_on(draft.post, name)]
    for channel in channels:
        for medium in media_on(draft.post, channel):
            use = _Use(draft, medium, channel, due_on(draft.post, channel))
            for what in _of_use(use):
                said.setdefault((medium, what), []).append(channel)
    for (medium, what), on in said.items():
        if on == channels:
            yield _finding(draft, medium, None, what)
        else:
            yield from (_finding(draft, medium, channel, what) for channel in on)


def _of_use(use: _Use) -> Iterator[Said]:
    book, name = use.draft.rights, use.medium.rights
    if name is None:
        yield (Severity.ERROR if book.required else Severity.INFO), _NO_RECORD, _NAME_ONE
        return
    if name not in book.records or not book.is_certain(name):
        yield _unknown(use, name)
        return
    record = book.records[name]
    if record.lacks_consent:
        yield Severity.ERROR, _no_consent(record), _CONSENT
    if not record.allows(use.channel):
        yield Severity.ERROR, _not_there(record, use.channel), _LEAVE_OUT
    yield from _revoked(use, record)
    yield from _too_early(use, record)
    yield from _too_late(use, record)


def _unknown(use: _Use, name: str) -> Said:
    book = use.draft.rights
    if name in book.broken or not book.is_readable:
        return Severity.ERROR, _broken(name), None
    message = Sentence(
        f"Das Nutzungsrecht „{name}“ steht nicht in posts/_rights.yaml.",
        f"The right “{name}” does not stand in posts/_rights.yaml.",
    )
    return Severity.ERROR, message, known_or_nearest(name, book.records)


def _revoked(use: _Use, record: RightsRecord) -> Iterator[Said]:
    if record.revoked is None:
        return
    since = use.draft.rights.revoked_at(record)
    if use.due_at is not None and since is not None and use.due_at < since:
        return
    is_past = use.due_at is not None and use.due_at < use.draft.now
    went_out = is_past and use.channel in use.draft.delivered
    reason = f" ({record.revoked.reason})" if record.revoked.reason else ""
    yield (
        Severity.WARNING if went_out else Severity.ERROR,
        Sentence(
            f"Das Nutzungsrecht „{record.id}“ ist widerrufen{reason}.",
            f"The right “{record.id}” is revoked{reason}.",
        ),
        _TASKS if went_out else _OTHER,
    )


def _too_early(use: _Use, record: RightsRecord) -> Iterator[Said]:
    begins = use.draft.rights.starts_at(record)
    if begins is not None and use.due_at is not None and use.due_at < begins:
        first, due = record.valid_from, use.due_at.astimezone(use.draft.rights.zone)
        yield (
            Severity.ERROR,
            Sentence(
                f"Nutzungsrecht beginnt {first:%d.%m.%Y}, Beitrag ist für {due:%d.%m.%Y} geplant.",
                f"Right of use begins {first:%Y-%m-%d}, post is planned for {due:%Y-%m-%d}.",
            ),
            _OTHER_TIME,
        )


def _too_late(use: _Use, record: RightsRecord) -> Iterator[Said]:
    book, keep = use.draft.rights, use.draft.post.keep_online
    ends = book.ends_at(record)
    if ends is None or use.due_at is None:
        return
    last, due = record.valid_until, use.due_at.astimezone(book.zone)
    if use.due_at >= ends:
        yield (
            Severity.ERROR,
            Sentence(
                f"Nutzungsrecht endet {last:%d.%m.%Y}, Beitrag ist für {due:%d.%m.%Y} geplant.",
                f"Right of use ends {last:%Y-%m-%d}, post is planned for {due:%Y-%m-%d}.",
            ),
            _PROLONG,
        )
    elif keep is not None and keep > ends:
        until = keep.astimezone(book.zone)
        yield (
            Severity.ERROR,
            Sentence(
                f"Nutzungsrecht endet {last:%d.%m.%Y}, "
                f"der Beitrag soll bis {until:%d.%m.%Y} stehen (keep_online).",
                f"Right of use ends {last:%Y-%m-%d}, "
                f"the post is to stand until {until:%Y-%m-%d} (keep_online).",
            ),
            _PROLONG,
        )
    elif ends - use.due_at <= SOON:
        yield (
            Severity.WARNING,
            Sentence(
                f"Nutzungsrecht endet {last:%d.%m.%Y}, bald nach dem Termin ({due:%d.%m.%Y}); "
                "dann ist der Beitrag zu löschen.",
                f"Right of use ends {last:%Y-%m-%d}, soon after the post's time "
                f"({due:%Y-%m-%d}); it is to be taken down then.",
            ),
            None,
        )


def _broken(name: str) -> Sentence:
    return Sentence(
        f"Der Eintrag „{name}“ in posts/_rights.yaml ist fehlerhaft; der Beitrag wartet, "
        "bis er stimmt.",
        f"The entry “{name}” in posts/_rights.yaml has faults; the post waits until it is mended.",
    )


def _no_consent(record: RightsRecord) -> Sentence:
    minors = record.people == "minors"
    return Sentence(
        f"Zu „{record.id}“ fehlt die Einwilligung: Es zeigt "
        + ("Minderjährige." if minors else "erkennbare Personen."),
        f"“{record.id}” lacks consent: it shows "
        + ("minors." if minors else "people who can be recognised."),
    )


def _not_there(record: RightsRecord, channel: str) -> Sentence:
    return Sentence(
        f"Das Nutzungsrecht „{record.id}“ gilt nicht für {channel}.",
        f"The right “{record.id}” does not cover {channel}.",
    )


def _finding(draft: Draft, medium: Medium, channel: str | None, what: Said) -> Finding:
    severity, message, suggestion = what
    return Finding(
        ID,
        severity,
        medium.place or draft.post.place,
        message,
        suggestion,
        post=draft.post.id,
        channel=channel,
        source=SOURCE,
    )


_NO_RECORD = Sentence(
    "Zu diesem Medium ist kein Nutzungsrecht angegeben.", "No right of use is named for this one."
)
_NAME_ONE = Sentence(
    "Schreiben Sie rights: mit einer Kennung aus posts/_rights.yaml.",
    "Write rights: with an id of posts/_rights.yaml.",
)
_CONSENT = Sentence(
    "Schreiben Sie unter consent, wo die Einwilligung liegt (nie sie selbst).",
    "Write below consent where the consent lies (never it itself).",
)
_LEAVE_OUT = Sentence(
    "Lassen Sie das Medium für diesen Kanal weg (overrides), oder erweitern Sie das Recht.",
    "Leave the medium out for this channel (overrides), or extend the right.",
)
_OTHER = Sentence("Nehmen Sie ein anderes Medium.", "Take another medium.")
_TASKS = Sentence(
    "Was schon steht, ist zu löschen: litfass rights", "What stands is to go: litfass rights"
)
_OTHER_TIME = Sentence(
    "Wählen Sie einen späteren Termin oder ein anderes Medium.",
    "Choose a later time or another medium.",
)
_PROLONG = Sentence(
    "Verlängern Sie das Recht, oder nehmen Sie ein anderes Medium.",
    "Prolong the right, or take another medium.",
)

RULE = Rule(
    ID,
    "rights",
    _check,
    Sentence(
        "Das Recht eines Mediums fehlt in posts/_rights.yaml, ist widerrufen, zum Termin des "
        "Beitrags abgelaufen oder noch nicht gültig, endet vor keep_online, deckt den Kanal "
        "nicht ab, oder die Einwilligung fehlt. Warnung: Es endet innerhalb von 30 Tagen nach "
        "dem Beitrag, oder der Beitrag erschien vor dem Widerruf. Gar kein rights: Hinweis; "
        "Fehler, wo posts/_rights.yaml vorhanden ist oder config.yaml rights: required sagt.",
        "a medium whose right is missing from `posts/_rights.yaml`, revoked, over or not yet "
        "begun at the post's time, ends before `keep_online`, does not cover the channel, or "
        "lacks consent. Warning: the right ends within 30 days of the post; or the post went "
        "out before it was revoked. No `rights` at all: info, and error where "
        "`posts/_rights.yaml` exists or config.yaml says `rights: required`",
    ),
    "error; warning; info",
    "UrhG §§ 15, 31; KunstUrhG § 22; GDPR art. 7",
    binding=True,
    timeless=False,
)
