# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Approval, decided: what exactly is approved, by whom it must be, and what still lacks.

What is approved is a hash over everything of a post that goes public: for each delivery the
digest of its message (every part's text, language, media bytes, alt texts, link card, content
warning, visibility), its channel, and the window in which it may appear. Whatever changes one of
them changes the hash, and approvals of another hash count for nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from scheduler.model.approval import ApprovalRules, Choice, Policy, Rejection, Votes
from scheduler.model.post import VARIANT_MARK, unit_of
from scheduler.model.sentence import Sentence
from scheduler.planning.planner import Wanted, settings_of


@dataclass(frozen=True, slots=True)
class Covered:
    """One delivery as an approval covers it: where, what, and in which window.

    A recurring post gives its rule as the window and covers each distinct message once, so that
    an occurrence that only comes into sight later is approved with the others. `variant` is the
    language of one that goes out in another language than its post: all are approved as one.
    """

    channel: str
    occurrence: int
    digest: str
    window: str
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """What one policy asks of one delivery; `known` is False where config.yaml has it no more."""

    policy: str
    count: int = 1
    roles: tuple[str, ...] = ()
    distinct_from_author: bool = True
    known: bool = True


@dataclass(frozen=True, slots=True)
class Lack:
    """How many approvals a need still misses, and from whom they may come.

    `able` are the persons who could still give one; `author_unknown` says that one of them is for
    the case that an approver wrote the post.
    """

    need: Need
    missing: int
    able: tuple[str, ...]
    author_unknown: bool = False


def needs_under(
    rules: ApprovalRules, channel: str, choice: Choice, *, extra: int = 0
) -> tuple[Need, ...]:
    """What must be met before a delivery for `channel` may go out."""
    demanded = [name for name in (rules.default, rules.channels.get(channel)) if name]
    return needs_of(choice, demanded, rules.policies, extra=extra)


def covered_by(wanted: Wanted, rule: str | None = None) -> Covered:
    """What an approval covers of one wanted delivery; of a recurring one its `rule`."""
    lang = wanted.post.removeprefix(unit_of(wanted.post)).removeprefix(VARIANT_MARK)
    if rule is None:
        window = settings_of(wanted)
        return Covered(wanted.channel, wanted.occurrence, wanted.digest, window, lang)
    embargo = f"{wanted.embargo_until:%Y-%m-%dT%H:%M:%S}" if wanted.embargo_until else ""
    end = f"{wanted.not_after:%Y-%m-%dT%H:%M:%S}" if wanted.not_after else ""
    window = f"{rule}|{embargo}|{end}|{wanted.on_missed}"
    return Covered(wanted.channel, 0, wanted.digest, window, lang)


def subject_hash(unit: str, covered: Iterable[Covered]) -> str:
    """SHA-256 (hex) over all that goes public of a post and its variants, in whatever order."""
    distinct = {
        (each.channel, each.occurrence, each.digest, each.window, each.variant) for each in covered
    }
    entries = sorted(distinct)
    canonical = json.dumps([unit, entries], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def needs_of(
    choice: Choice, demanded: Iterable[str], policies: Mapping[str, Policy], *, extra: int = 0
) -> tuple[Need, ...]:
    """What all policies together ask: those that config.yaml `demanded` and those of the files.

    None replaces another. `extra` approvals, or as many as the choice says, are asked on top (a
    blackout that wants one more); without any policy they are asked of approvers.
    """
    extra = max(extra, choice.extra)
    names = sorted({*demanded, *choice.policies})
    needs = [_need(name, policies.get(name), choice, extra) for name in names]
    if not needs and extra:
        needs = [_need("", Policy("", count=0), choice, extra)]
    return tuple(needs)


def lacking(
    needs: Iterable[Need],
    votes: Votes,
    roles: Mapping[str, Collection[str]],
    owner: str | None = None,
) -> list[Lack]:
    """What is still missing; empty when every need is met.

    A vote counts while its person is in `roles` with a role that the need names. Whoever
    submitted the post or is called its `owner` does not count where authors are excluded. Where
    nobody submitted this very content, the author is unknown and may be among the approvers: then
    one approval more is asked, so that the asked number is certainly not the author's.
    """
    found = []
    for need in needs:
        able = {who for who, has in roles.items() if set(has) & set(need.roles)}
        if need.distinct_from_author:
            able -= {*votes.authors, owner or ""}
        unknown = need.distinct_from_author and not votes.submitted
        missing = need.count + unknown - len(able & votes.approved)
        if missing > 0 or not need.known:
            rest = tuple(sorted(able - votes.approved))
            found.append(Lack(need, max(missing, 1), rest, unknown))
    return found


def why_closed(post: str, lacks: Collection[Lack], rejection: Rejection | None) -> Sentence | None:
    """Why the gate is closed, from whom an approval may come, and how; None when it is open."""
    if rejection is not None:
        return _rejected(post, rejection)
    if not lacks:
        return None
    said = [_lack_said(lack) for lack in lacks]
    return Sentence(
        " ".join(one.de for one in said) + f" Freigeben: litfass approve {post}",
        " ".join(one.en for one in said) + f" To approve: litfass approve {post}",
    )


def _need(name: str, policy: Policy | None, choice: Choice, extra: int) -> Need:
    if policy is None:
        return Need(name, known=False)
    form = policy.sensitive if choice.sensitive and policy.sensitive else policy
    return Need(name, form.count + extra, form.roles, form.distinct_from_author)


def _lack_said(lack: Lack) -> Sentence:
    need, count = lack.need, lack.missing
    if not need.known:
        return Sentence(
            f"Freigabe fehlt: Die Regel „{need.policy}“ steht nicht mehr in config.yaml.",
            f"Approval is missing: the policy “{need.policy}” is no longer in config.yaml.",
        )
    rule = Sentence(f"Regel „{need.policy}“, ", f"policy “{need.policy}”, ")
    roles = ", ".join(need.roles)
    because = _AUTHOR_UNKNOWN if lack.author_unknown else Sentence("", "")
    de = f"Freigabe fehlt: noch {count} ({rule.de if need.policy else ''}Rolle {roles})."
    en = f"Approval is missing: {count} more ({rule.en if need.policy else ''}role {roles})."
    nobody = _NOBODY if len(lack.able) < count else Sentence("", "")
    return Sentence(f"{de}{because.de}{nobody.de}", f"{en}{because.en}{nobody.en}")


def _rejected(post: str, rejection: Rejection) -> Sentence:
    return Sentence(
        f"Abgelehnt von {rejection.person}: „{rejection.reason}“. Ändern Sie den Beitrag, oder "
        f"{rejection.person} gibt ihn doch frei: litfass approve {post}",
        f"Rejected by {rejection.person}: “{rejection.reason}”. Change the post, or let "
        f"{rejection.person} approve it after all: litfass approve {post}",
    )


_AUTHOR_UNKNOWN = Sentence(
    " Eine davon, weil nicht feststeht, wer ihn geschrieben hat (litfass submit).",
    " One of them as it is not certain who wrote it (litfass submit).",
)
_NOBODY = Sentence(
    " So viele Personen, die das noch dürfen, gibt es in config.yaml nicht.",
    " config.yaml does not have so many persons who still may.",
)
