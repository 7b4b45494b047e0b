# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a notice says: which post, which channel, when it was due, what happened, what to do."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.model.notice import NoticeEvent
from scheduler.model.sentence import Sentence
from scheduler.store.approval_pending import Pending
from scheduler.store.tasks import Task
from scheduler.store.unnoticed import Crashed, Expiring, Stopped, Stuck


def about_delivery(event: NoticeEvent, stuck: Stuck, zone: ZoneInfo) -> Sentence:
    """A delivery that goes no further without a person."""
    happened, todo = _HAPPENED[event], _TO_DO[event]
    due, reason = when(stuck.due_at, zone), stuck.reason or _NO_REASON
    names = {"post": stuck.post, "channel": stuck.channel}
    return Sentence(
        _joined(
            happened.de.format(**names), f"Termin: {due.de}.", reason.de, todo.de.format(**names)
        ),
        _joined(happened.en.format(**names), f"Due: {due.en}.", reason.en, todo.en.format(**names)),
    )


def about_approval(pending: Pending, zone: ZoneInfo) -> Sentence:
    """A post that lacks approval shortly before its time."""
    due, who = when(pending.due_at, zone), ", ".join(pending.able) or "–"
    channels = ", ".join(pending.channels)
    return Sentence(
        _joined(
            f"Der Beitrag „{pending.post}“ ({channels}) ist noch nicht freigegeben; ohne Freigabe "
            "erscheint er nicht.",
            f"Termin: {due.de}.",
            f"Freigeben können noch: {who}.",
            pending.reason.de,
        ),
        _joined(
            f"The post “{pending.post}” ({channels}) is not approved yet; without approval it does "
            "not go out.",
            f"Due: {due.en}.",
            f"Who can still approve: {who}.",
            pending.reason.en,
        ),
    )


def about_channel(stopped: Stopped) -> Sentence:
    """A channel on which nothing goes out."""
    name, waiting = stopped.channel, stopped.waiting
    return Sentence(
        _joined(
            f"Der Kanal „{name}“ ist gesperrt: Dort erscheint nichts, bis jemand handelt.",
            f"Grund: {stopped.reason.de}",
            f"Wartende Beiträge: {waiting}.",
            f"Was zu tun ist: den Zugang in Ordnung bringen, dann: litfass channels check {name}",
        ),
        _joined(
            f"The channel “{name}” is blocked: nothing goes out there until somebody acts.",
            f"Reason: {stopped.reason.en}",
            f"Posts that wait: {waiting}.",
            f"What to do: put the access right, then: litfass channels check {name}",
        ),
    )


def about_token(expiring: Expiring, zone: ZoneInfo) -> Sentence:
    """A channel whose access ends soon."""
    name, ends, after = expiring.channel, when(expiring.expires_at, zone), expiring.after
    return Sentence(
        _joined(
            f"Der Zugang zum Kanal „{name}“ endet am {ends.de}; danach erscheint dort nichts mehr.",
            f"Beiträge, die danach geplant sind: {after}.",
            f"Was zu tun ist: den Zugang erneuern, dann: litfass channels check {name}",
        ),
        _joined(
            f"The access to the channel “{name}” ends on {ends.en}; nothing goes out there after.",
            f"Posts that are planned after that: {after}.",
            f"What to do: renew the access, then: litfass channels check {name}",
        ),
    )


def about_task(task: Task, zone: ZoneInfo) -> Sentence:
    """Something that stands published and is to be deleted by somebody."""
    by, where = when(task.due_at, zone), task.url or task.channel
    return Sentence(
        _joined(
            f"Der Beitrag „{task.post}“ auf {task.channel} ist zu löschen, bis {by.de}.",
            f"Grund: {task.reason.de}",
            f"Was zu tun ist: ihn dort löschen ({where}), dann: litfass tasks done {task.id}",
        ),
        _joined(
            f"The post “{task.post}” on {task.channel} is to be taken down by {by.en}.",
            f"Reason: {task.reason.en}",
            f"What to do: delete it there ({where}), then: litfass tasks done {task.id}",
        ),
    )


def about_daemon(crashed: Crashed, zone: ZoneInfo) -> Sentence:
    """A daemon that ended without being stopped."""
    seen = when(crashed.heartbeat_at, zone)
    return Sentence(
        f"Der Dienst auf {crashed.host} endete, ohne angehalten worden zu sein (letztes "
        f"Lebenszeichen: {seen.de}). Inzwischen läuft wieder einer. Was gerade gesendet wurde, "
        "wird bei den Plattformen nachgesehen. Nachsehen: litfass status",
        f"The daemon on {crashed.host} ended without being stopped (last sign of life: {seen.en}). "
        "One is running again. What was being sent is looked up on the platforms. "
        "Have a look: litfass status",
    )


def when(instant: datetime, zone: ZoneInfo) -> Sentence:
    """An instant as people in `zone` write it."""
    local = instant.astimezone(zone)
    return Sentence(f"{local:%d.%m.%Y, %H:%M} Uhr ({local:%Z})", f"{local:%Y-%m-%d %H:%M %Z}")


def _joined(*pieces: str) -> str:
    return "\n".join(piece for piece in pieces if piece)


_NO_REASON = Sentence("", "")
_HAPPENED = {
    NoticeEvent.FAILED: Sentence(
        "Der Beitrag „{post}“ ist auf {channel} nicht erschienen: Er wurde abgelehnt.",
        "The post “{post}” did not go out on {channel}: it was refused.",
    ),
    NoticeEvent.MISSED: Sentence(
        "Der Beitrag „{post}“ hat auf {channel} seinen Termin verpasst und ist nicht erschienen.",
        "The post “{post}” missed its time on {channel} and was not published.",
    ),
    NoticeEvent.REVIEW: Sentence(
        "Ob der Beitrag „{post}“ auf {channel} erschienen ist, kann nur ein Mensch sagen.",
        "Only a person can say whether the post “{post}” is live on {channel}.",
    ),
    NoticeEvent.HELD_LATE: Sentence(
        "Der Beitrag „{post}“ wird auf {channel} zurückgehalten; jemand muss entscheiden.",
        "The post “{post}” is held back on {channel}; somebody has to decide.",
    ),
}
_TO_DO = {
    NoticeEvent.FAILED: Sentence(
        "Was zu tun ist: den Beitrag berichtigen oder erneut versuchen: "
        "litfass retry {post} {channel}",
        "What to do: mend the post, or try again: litfass retry {post} {channel}",
    ),
    NoticeEvent.MISSED: Sentence(
        "Was zu tun ist: nichts, oder doch noch veröffentlichen: litfass retry {post} {channel}",
        "What to do: nothing, or publish it after all: litfass retry {post} {channel}",
    ),
    NoticeEvent.REVIEW: Sentence(
        "Was zu tun ist: nachsehen. Steht er dort: litfass confirm {post} {channel} --published "
        "ADRESSE; steht er dort nicht: litfass confirm {post} {channel} --not-published",
        "What to do: look. If it is there: litfass confirm {post} {channel} --published URL; "
        "if it is not: litfass confirm {post} {channel} --not-published",
    ),
    NoticeEvent.HELD_LATE: Sentence(
        "Was zu tun ist: veröffentlichen mit litfass retry {post} {channel}, "
        "oder absagen mit litfass cancel {post} {channel}",
        "What to do: publish it with litfass retry {post} {channel}, "
        "or drop it with litfass cancel {post} {channel}",
    ),
}
