# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What errors of Meta's Graph mean, by code and subcode; the status is 400 for nearly all.

Sources: Meta's error pages (Graph error handling; Instagram error codes, 2026-06-02; Threads
troubleshooting, 2026-04-21) and, for the numbers marked *, the adapters of a public scheduler.
A code that nobody has listed is unclear: then the account is looked at first.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response, clamp_floor, classify_status
from scheduler.model.errors import (
    Answer,
    ChannelBlocked,
    OutcomeUnknown,
    PublishError,
    Rejected,
    TryLater,
)
from scheduler.model.sentence import Sentence
from scheduler.platforms.meta import wording

WAIT_WITHOUT_TIME = timedelta(hours=1)
FETCH_AGAIN = timedelta(seconds=30)
_USAGE = ("X-Business-Use-Case-Usage", "X-App-Usage")
_SCOPES = range(200, 300)


class Meaning(enum.Enum):
    """What the caller does about an error."""

    LOGIN = "login"
    RIGHT = "right"
    MISSING = "missing"
    LIMIT = "limit"
    SPAM = "spam"
    RESTRICTED = "restricted"
    CHECKPOINT = "checkpoint"
    CONTENT = "content"
    ADDRESS = "address"
    NOT_READY = "not ready"
    RENEW = "renew"
    REPEAT = "repeat"
    TRANSIENT = "transient"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Fault:
    """The `error` object of an answer."""

    code: int
    subcode: int = 0
    is_transient: bool = False
    message: str = ""


# Subcodes and codes share no numbers, but for the small ones that the code decides.
_NUMBERS: Mapping[Meaning, tuple[int, ...]] = {
    Meaning.LOGIN: (190, 102),
    Meaning.RIGHT: (3, 10, 1_404_078),
    Meaning.LIMIT: (4, 17, 32, 341, 613, 80_001, 80_002, 1_390_008, 2_207_042),
    Meaning.SPAM: (368, 2_207_051),
    Meaning.RESTRICTED: (4_279_013, 2_207_050),  # the first *
    Meaning.CHECKPOINT: (1_404_112, 4_854_002),  # *
    Meaning.ADDRESS: (9004, 2_207_052, 1_609_005, 2_207_077, 2_207_082),  # the last two *
    Meaning.NOT_READY: (9007, 2_207_027, 4_279_009),
    Meaning.RENEW: (2_207_006, 2_207_008, 2_207_020, 2_207_032, 2_207_053),
    Meaning.REPEAT: (506, 1_366_051),  # the second *
    Meaning.TRANSIENT: (1, 2, -1, -2, 2_207_001, 2_207_003, 1_363_047),
    Meaning.CONTENT: (
        100,
        352,
        36_000,
        36_001,
        36_003,
        36_004,
        *(2_207_004, 2_207_005, 2_207_009, 2_207_010, 2_207_023, 2_207_026, 2_207_028),
        *(2_207_035, 2_207_036, 2_207_037, 2_207_040, 2_207_057),
        *(1_366_046, 2_069_019, 1_349_125, 2_061_006, 1_609_008, 1_404_102, 1_346_003),  # *
    ),
}
_MEANINGS = {number: meaning for meaning, numbers in _NUMBERS.items() for number in numbers}
_OBJECT_MISSING = (100, 33)
_BLOCKING: Mapping[Meaning, Sentence] = {
    Meaning.RIGHT: wording.RIGHT,
    Meaning.MISSING: wording.MISSING,
    Meaning.SPAM: wording.SPAM,
    Meaning.RESTRICTED: wording.RESTRICTED,
    Meaning.CHECKPOINT: wording.CHECKPOINT,
}


def parsed(response: Response) -> Mapping[str, Any]:
    """The body as an object, {} when it is none."""
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def fault_of(response: Response) -> Fault | None:
    """The error that the body names; some answers carry one although their status is 200."""
    error = parsed(response).get("error")
    if not isinstance(error, dict):
        return None
    return Fault(
        _number(error.get("code")),
        _number(error.get("error_subcode")),
        error.get("is_transient") is True,
        str(error.get("error_user_msg") or error.get("message") or ""),
    )


def meaning_of(fault: Fault, status: int = 400) -> Meaning:
    """What `fault` means."""
    if (fault.code, fault.subcode) == _OBJECT_MISSING:
        return Meaning.MISSING
    if "error validating access token" in fault.message.lower():
        return Meaning.LOGIN
    named = _MEANINGS.get(fault.subcode) or _MEANINGS.get(fault.code)
    if named is None and fault.code in _SCOPES:
        return Meaning.RIGHT
    meaning = named or Meaning.UNCLEAR
    unsure = meaning in {Meaning.CONTENT, Meaning.UNCLEAR}
    if unsure and (fault.is_transient or status >= HTTPStatus.INTERNAL_SERVER_ERROR):
        return Meaning.TRANSIENT
    return meaning


def means(response: Response, *meanings: Meaning) -> bool:
    """Whether `response` is an error that means one of `meanings`."""
    fault = fault_of(response)
    return fault is not None and meaning_of(fault, response.status) in meanings


def refusal(response: Response, now: datetime) -> PublishError:
    """The error that an answer to a publishing call means."""
    fault, answer = fault_of(response), response.answer()
    if fault is None:
        unreadable = OutcomeUnknown(wording.UNREADABLE, answer)
        return classify_status(response, now) or unreadable
    meaning = meaning_of(fault, response.status)
    if meaning is Meaning.LIMIT:
        return TryLater(wording.LIMITED, answer, retry_at=_floor(response, now), whole_channel=True)
    if meaning is Meaning.ADDRESS:
        return TryLater(wording.ADDRESS, answer, retry_at=now + FETCH_AGAIN)
    return _final(fault, meaning, answer)


def _final(fault: Fault, meaning: Meaning, answer: Answer) -> PublishError:
    """An error that time alone does not mend."""
    if meaning is Meaning.LOGIN:
        return ChannelBlocked(wording.login(fault.subcode), answer)
    if meaning in _BLOCKING:
        return ChannelBlocked(_BLOCKING[meaning], answer)
    if meaning is Meaning.REPEAT:
        return Rejected(wording.REPEAT, answer)
    if meaning is Meaning.CONTENT:
        return Rejected(wording.content(fault.message), answer)
    return OutcomeUnknown(wording.unclear(fault.code, fault.subcode), answer)


def _floor(response: Response, now: datetime) -> datetime:
    """When Meta takes something again: the longest wait in its usage headers, else an hour."""
    waits = [minutes for name in _USAGE for minutes in _waits(response.headers.get(name))]
    longest = max(waits, default=0.0)
    wait = timedelta(minutes=min(longest, 24 * 60)) if longest > 0 else WAIT_WITHOUT_TIME
    return clamp_floor(now + wait, now)


def _waits(header: str | None) -> list[float]:
    """`estimated_time_to_regain_access`, in minutes, of each use that the header lists."""
    try:
        usage = json.loads(header or "{}")
    except (ValueError, RecursionError):
        return []
    groups = list(usage.values()) if isinstance(usage, dict) else []
    uses = [use for group in groups if isinstance(group, list) for use in group]
    named = (
        use.get("estimated_time_to_regain_access")
        for use in [usage, *uses]
        if isinstance(use, dict)
    )
    return [float(each) for each in named if isinstance(each, int | float)]


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
