# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes out arrives, whole."""
# ruff: noqa: D102, S101 - tests: their names say it, and assert is how pytest asserts

from __future__ import annotations

import dataclasses

import pytest

from scheduler.model.errors import Rejected
from scheduler.model.message import Message
from scheduler.model.post import Visibility
from scheduler.simulator.contract.workbench import ACCOUNT, Draft, Workbench, key

UNICODE = "Grüße aus Kassel 👩‍👩‍👧‍👦 – „Da geht noch was“ · שלום · 漢字 · e\u0301 ≠ é"


class Publishing:
    """Texts, pictures, threads, language, visibility, content warning."""

    def test_text_goes_live_once_with_an_address(self, bench: Workbench) -> None:
        remote = bench.send(bench.part(), key())
        (post,) = bench.world.posts()
        assert remote.id
        assert remote.url
        assert post.text == "Da geht noch was."
        assert post.account.startswith(ACCOUNT)
        assert bench.world.arrivals() == 1

    def test_text_arrives_as_it_was_written(self, bench: Workbench) -> None:
        bench.send(bench.part(Draft((UNICODE,))), key())
        (post,) = bench.world.posts()
        assert post.text == UNICODE

    def test_equal_texts_of_two_deliveries_are_two_posts(self, bench: Workbench) -> None:
        if bench.dialect.refuses_repeats:
            pytest.skip(f"{bench.kind.name} refuses the same text twice in a row")
        ids = {bench.send(bench.part(), key(number)).id for number in (1, 2)}
        assert len(ids) == bench.world.arrivals() == 2  # noqa: PLR2004 - two deliveries

    def test_equal_text_that_is_refused_is_never_taken_for_the_other_delivery(
        self, bench: Workbench
    ) -> None:
        if not bench.dialect.refuses_repeats:
            pytest.skip(f"{bench.kind.name} takes the same text twice")
        bench.send(bench.part(), key(1))
        with pytest.raises(Rejected):
            bench.send(bench.part(), key(2))
        assert bench.world.arrivals() == 1

    def test_pictures_arrive_in_order_with_alt_texts(self, bench: Workbench) -> None:
        most = min(bench.limits().media, 3)
        if "photo" not in bench.kind.media_kinds or not most:
            pytest.skip(f"{bench.kind.name} takes no pictures")
        alts = [f"Bild {number}: Menschen üben 🦁" for number in range(1, most + 1)]
        pictures = tuple(bench.picture(alt) for alt in alts)
        bench.send(bench.part(Draft(attachments=pictures)), key())
        (post,) = bench.world.posts()
        # A platform without a field for alt texts has them in the text, where all can read them.
        alone = [medium.alt for medium in post.media if medium.alt is not None]
        assert alone == alts if alone else all(alt in post.text for alt in alts)
        assert [medium.size_bytes for medium in post.media] == [
            attachment.size_bytes for attachment in pictures
        ]

    def test_thread_hangs_together(self, bench: Workbench) -> None:
        message = thread_of(bench, "Eins.", "Zwei.", "Drei.")
        bench.send_all(message, key())
        first, second, third = bench.world.posts()
        assert [first.text, second.text, third.text] == [part.text for part in message.parts]
        assert (first.reply_to, second.reply_to) == (None, first.id)
        assert third.reply_to == (first.id if bench.dialect.flat_threads else second.id)

    @pytest.mark.parametrize("lang", ["de", "en", "tr"])
    def test_language_goes_along_or_its_loss_is_said(self, bench: Workbench, lang: str) -> None:
        message = bench.message(Draft(lang=lang))
        bench.send(message.parts[0], key())
        (post,) = bench.world.posts()
        assert post.lang == lang or (post.lang is None and message.omissions)

    def test_parts_of_a_thread_have_languages_of_their_own(self, bench: Workbench) -> None:
        post = bench.post(Draft(("Eins.", "Two.")))
        first, second = post.passages
        passages = (first, dataclasses.replace(second, lang="en"))
        message = bench.kind.compose(dataclasses.replace(post, passages=passages), bench.limits())
        if len(message.parts) != len(passages):
            pytest.skip(f"{bench.kind.name} has no threads")
        bench.send_all(message, key())
        langs = [each.lang for each in bench.world.posts()]
        kept = zip(langs, ("de", "en"), strict=True)
        assert all(lang in {wanted, None} for lang, wanted in kept)
        assert None not in langs or message.omissions

    @pytest.mark.parametrize("visibility", ["public", "unlisted", "private"])
    def test_visibility_is_kept_or_its_loss_is_said(
        self, bench: Workbench, visibility: Visibility
    ) -> None:
        message = bench.message(Draft(visibility=visibility))
        if (message.omissions or message.refusals) and visibility != "public":
            return
        bench.send(message.parts[0], key())
        (post,) = bench.world.posts()
        assert post.visibility == visibility

    def test_content_warning_is_kept_or_its_loss_is_said(self, bench: Workbench) -> None:
        message = bench.message(Draft(content_warning="Gewalt"))
        if message.omissions:
            return
        bench.send(message.parts[0], key())
        (post,) = bench.world.posts()
        assert "Gewalt" in f"{post.content_warning} {post.text}"


def thread_of(bench: Workbench, *texts: str) -> Message:
    """A thread of `texts`; skips the test on a platform without threads."""
    message = bench.message(Draft(texts))
    if len(message.parts) != len(texts):
        pytest.skip(f"{bench.kind.name} has no threads")
    return message
