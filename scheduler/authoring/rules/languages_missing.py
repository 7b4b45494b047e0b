# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""V02: a post exists in each language that its campaign needs, its warning translated, too."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.linting import Draft, Rule
from scheduler.model.finding import Finding, Severity
from scheduler.model.languages import primary, same_tag
from scheduler.model.post import Post
from scheduler.model.sentence import Place, Sentence

ID = "V02"


def _check(draft: Draft) -> Iterator[Finding]:
    post = draft.post
    there = (post.lang, *post.variants)
    for lang in post.languages:
        if not any(same_tag(lang, each) for each in there):
            yield _finding(post, post.place, _missing(lang), _add(lang))
    for variant in post.variants.values():
        other = primary(variant.lang) != primary(post.lang)
        if other and post.content_warning and not variant.content_warning:
            yield _finding(post, variant.place, _warning(variant.lang))


def _finding(
    post: Post, place: Place, message: Sentence, suggestion: Sentence | None = None
) -> Finding:
    return Finding(ID, Severity.WARNING, place, message, suggestion, post=post.id)


def _missing(lang: str) -> Sentence:
    return Sentence(f"Die Fassung in „{lang}“ fehlt.", f"The version in “{lang}” is missing.")


def _add(lang: str) -> Sentence:
    return Sentence(
        f"Ergänzen Sie variants: {lang}: text: |, oder nennen Sie die nötigen Sprachen "
        "unter languages.",
        f"Add variants: {lang}: text: |, or name the languages it needs under languages.",
    )


def _warning(lang: str) -> Sentence:
    return Sentence(
        f"Die Inhaltswarnung ist nicht ins „{lang}“ übersetzt; gesendet wird die des Textes.",
        f"The content warning is not translated into “{lang}”; the source's is sent.",
    )


RULE = Rule(
    ID,
    "languages-missing",
    _check,
    Sentence(
        "Eine Sprache aus languages fehlt; eine Inhaltswarnung ist nicht übersetzt.",
        "a language of `languages` is missing; a content warning is not translated",
    ),
    "warning",
    "",
    timeless=False,
)
