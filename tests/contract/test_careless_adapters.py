# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The contract suite finds adapters that are careless: each one here fails the test named."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.model.engagement import Counts
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, TryLater
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Artefacts, Found, Look, ReplyTo, Sought
from scheduler.model.sentence import Sentence
from scheduler.simulator.contract import PlatformContract
from scheduler.simulator.contract.workbench import MemoryArtefacts, Workbench
from tests.support import postbox

SUITE = PlatformContract()
Example = Callable[[Workbench], None]


class Changed(postbox.Postbox):
    """Changes a part before it goes out."""

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        changed, reply = self.change(part), self.change_reply(reply_to)
        return super().publish(changed, key=key, reply_to=reply, artefacts=artefacts)

    def change(self, part: Part) -> Part:
        return part

    def change_reply(self, reply_to: ReplyTo | None) -> ReplyTo | None:
        return reply_to


class WithoutAltTexts(Changed):
    def change(self, part: Part) -> Part:
        bare = tuple(dataclasses.replace(item, alt="") for item in part.attachments)
        return dataclasses.replace(part, attachments=bare)


class InOneLanguage(Changed):
    def change(self, part: Part) -> Part:
        return dataclasses.replace(part, lang="de")


class ThreadOfOrphans(Changed):
    def change_reply(self, reply_to: ReplyTo | None) -> ReplyTo | None:
        return None


class StarShapedThread(Changed):
    def change_reply(self, reply_to: ReplyTo | None) -> ReplyTo | None:
        return reply_to and ReplyTo(reply_to.root, reply_to.root)


class Optimist(postbox.Postbox):
    """Takes a lost answer for a post that never arrived."""

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        try:
            return super().publish(part, key=key, reply_to=reply_to, artefacts=artefacts)
        except OutcomeUnknown as error:
            raise TryLater(error.sentence) from error


class Hasty(postbox.Postbox):
    """Sends again by itself."""

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        try:
            return super().publish(part, key=key, reply_to=reply_to, artefacts=artefacts)
        except OutcomeUnknown:
            return super().publish(part, key=key, reply_to=reply_to, artefacts=artefacts)


class Stubborn(postbox.Postbox):
    """Never accepts that its token is not taken any more."""

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        for _ in range(100):
            try:
                return super().publish(part, key=key, reply_to=reply_to, artefacts=artefacts)
            except ChannelBlocked:
                continue
        raise AssertionError


class Boastful(postbox.Postbox):
    """Says that it may be repeated, and may not."""

    def repeatable_for(self) -> timedelta | None:
        return None


class LooksAtTextOnly(postbox.Postbox):
    """Takes any equal text for the lost post."""

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        shown = self._call("GET", "/letters").json()
        return {
            each.key: Found(Remote(letter["id"]))
            for each in sought
            for letter in shown
            if letter["text"] == each.part.text
        } or super().find(sought)


class ZeroForUnknown(postbox.Postbox):
    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        zeros = {remote.id: Counts({"shares": 0}) for remote in remotes}
        return zeros | dict(super().measure_posts(remotes))


class OwnNamesForFigures(postbox.Postbox):
    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        measured = super().measure_posts(remotes)
        return {
            key: Counts({"stamps": counts.values["shares"]}) for key, counts in measured.items()
        }


class DeletesOnce(postbox.Postbox):
    def delete(self, remote: Remote) -> None:
        self._call("DELETE", f"/letters/{remote.id}")


class EditsByWritingAnew(postbox.Postbox):
    """Puts a second letter beside the one that is to be changed."""

    def edit(self, remote: Remote, part: Part) -> Remote:
        return self.publish(part, key="another", reply_to=None, artefacts=MemoryArtefacts())


class KeepsItsWarning(postbox.Postbox):
    """Forgets that an edit may take a warning away."""

    def edit(self, remote: Remote, part: Part) -> Remote:
        return super().edit(remote, dataclasses.replace(part, content_warning="Gewalt"))


class WaitsAnHour(postbox.Postbox):
    """Takes no notice of how long the platform asks to wait."""

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        try:
            return super().publish(part, key=key, reply_to=reply_to, artefacts=artefacts)
        except TryLater as error:
            at = self._clock.now() + timedelta(hours=1)
            raise TryLater(Sentence("Später.", "Later."), retry_at=at) from error


def lost(bench: Workbench) -> None:
    SUITE.test_post_whose_answer_is_lost_stays_one_post(bench, "drop_after")


def english(bench: Workbench) -> None:
    SUITE.test_language_goes_along_or_its_loss_is_said(bench, "en")


CARELESS: list[tuple[type[postbox.Postbox], Example]] = [
    (WithoutAltTexts, SUITE.test_pictures_arrive_in_order_with_alt_texts),
    (InOneLanguage, english),
    (ThreadOfOrphans, SUITE.test_thread_hangs_together),
    (StarShapedThread, SUITE.test_thread_hangs_together),
    (Optimist, lost),
    (Hasty, lost),
    (Stubborn, SUITE.test_token_that_stays_expired_blocks_the_channel),
    (Boastful, SUITE.test_repeat_of_a_live_post_makes_no_second),
    (LooksAtTextOnly, SUITE.test_older_equal_post_is_not_taken_for_the_lost_one),
    (ZeroForUnknown, SUITE.test_missing_post_has_no_figures_instead_of_zeros),
    (OwnNamesForFigures, SUITE.test_figures_grow_and_have_known_names),
    (EditsByWritingAnew, SUITE.test_edited_post_says_the_new_and_is_no_second_post),
    (KeepsItsWarning, SUITE.test_edited_post_says_the_new_and_is_no_second_post),
    (InOneLanguage, SUITE.test_parts_of_a_thread_have_languages_of_their_own),
    (DeletesOnce, SUITE.test_deletion_whose_answer_is_lost_may_be_asked_for_again),
    (DeletesOnce, SUITE.test_deleted_post_is_gone_and_deleting_it_again_is_fine),
    (WaitsAnHour, SUITE.test_rate_limit_names_when_to_try_again),
]


@pytest.mark.parametrize(
    ("careless", "example"), CARELESS, ids=[adapter.__name__ for adapter, _ in CARELESS]
)
def test_suite_catches_careless_adapter(
    careless: type[postbox.Postbox], example: Example, tmp_path: Path
) -> None:
    with Workbench(postbox.PLATFORM, postbox.DIALECT, tmp_path) as sound:
        if careless is not Boastful:  # the sound one makes no such claim, and is skipped
            example(sound)
    kind = dataclasses.replace(postbox.PLATFORM, open=careless)
    failures = (AssertionError, PublishError, pytest.fail.Exception)
    with Workbench(kind, postbox.DIALECT, tmp_path) as bench, pytest.raises(failures):
        example(bench)
