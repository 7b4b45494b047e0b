# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""V01: a translation is as new as its source, and says the same numbers, dates and addresses."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.linting import Draft, Rule
from scheduler.authoring.translation import (
    addresses_of,
    facts_of,
    missing_addresses,
    source_hash,
)
from scheduler.model.finding import Finding, Severity
from scheduler.model.languages import primary
from scheduler.model.post import Post, Variant
from scheduler.model.sentence import Sentence

ID = "V01"
_ADJECTIVES = {"de": "deutsche", "en": "englische"}
_NAMES = {"de": "German", "en": "English"}


def _check(draft: Draft) -> Iterator[Finding]:
    post = draft.post
    if not post.variants:
        return
    expected = source_hash(post)
    for variant in post.variants.values():
        if variant.source_hash is None:
            yield _finding(
                post, variant, Severity.INFO, _unmarked(variant), _put_in(post, expected)
            )
        elif variant.source_hash != expected:
            yield _finding(
                post, variant, Severity.WARNING, _older(post, variant), _renew(post, expected)
            )
        missing = _differences(post, variant)
        if missing:
            yield _finding(post, variant, Severity.WARNING, _differs(variant, missing))


def _differences(post: Post, variant: Variant) -> list[str]:
    """What stands in one of both texts and not in the other."""
    source = "\n".join((post.text, *(part.text for part in post.thread)))
    ours, theirs = facts_of(source), facts_of(variant.text)
    here, there = addresses_of(source), addresses_of(variant.text)
    links = {link.url.rstrip("/") for link in (post.link, variant.link) if link is not None}
    lost = missing_addresses(here, there | links, variant.addresses)
    back = {of: url for url, of in variant.addresses.items()}
    added = missing_addresses(there, here | links, back)
    return [*ours.missing_in(theirs), *theirs.missing_in(ours), *lost, *added]


def _finding(
    post: Post,
    variant: Variant,
    severity: Severity,
    message: Sentence,
    suggestion: Sentence | None = None,
) -> Finding:
    return Finding(ID, severity, variant.place, message, suggestion, post=post.id)


def _older(post: Post, variant: Variant) -> Sentence:
    lang = primary(post.lang)
    de = _ADJECTIVES.get(lang, f"Text in „{post.lang}“")
    source = f"der {de} Text" if lang in _ADJECTIVES else f"der {de}"
    return Sentence(
        f"Übersetzung {variant.lang} ist älter als {source}.",
        f"Translation {variant.lang} is older than the {_NAMES.get(lang, post.lang)} text.",
    )


def _unmarked(variant: Variant) -> Sentence:
    return Sentence(
        f"Ob die Übersetzung {variant.lang} noch zum Text passt, lässt sich nicht sagen.",
        f"Whether translation {variant.lang} still fits the text cannot be told.",
    )


def _put_in(post: Post, expected: str) -> Sentence:
    return Sentence(
        f"Passt sie, schreiben Sie dazu: source_hash: {expected} "
        f"(oder: litfass variants --stamp {post.id})",
        f"If it does, add: source_hash: {expected} (or: litfass variants --stamp {post.id})",
    )


def _renew(post: Post, expected: str) -> Sentence:
    return Sentence(
        f"Prüfen Sie die Übersetzung; dann: source_hash: {expected} "
        f"(oder: litfass variants --stamp {post.id})",
        f"Check the translation; then: source_hash: {expected} "
        f"(or: litfass variants --stamp {post.id})",
    )


def _differs(variant: Variant, missing: list[str]) -> Sentence:
    listed = ", ".join(dict.fromkeys(missing))
    return Sentence(
        f"Zahlen, Daten oder Adressen in {variant.lang} sind andere als im Text: {listed}.",
        f"Numbers, dates or addresses in {variant.lang} are not those of the text: {listed}.",
    )


RULE = Rule(
    ID,
    "translation",
    _check,
    Sentence(
        "source_hash einer Sprachfassung ist nicht der des Textes; Zahlen, Daten oder "
        "Adressen weichen ab. Hinweis: Es gibt keinen source_hash, und welcher hineingehört.",
        "a variant's `source_hash` is not that of the text; numbers, dates or addresses "
        "differ. Info: it has no `source_hash`, and which one to put in",
    ),
    "warning; info",
    "",
    timeless=False,
)
