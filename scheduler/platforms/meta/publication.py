# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way of a part on Threads and Instagram: files in public, containers, publishing, and away.

What differs is only the fields of the containers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from scheduler.model.clock import Clock
from scheduler.model.errors import Rejected
from scheduler.model.message import Part
from scheduler.model.platform import Absent, Artefacts, Look, Pending, Sought, Unsure
from scheduler.model.post import Attachment
from scheduler.model.sentence import Sentence
from scheduler.platforms.meta.containers import GONE, MAIN, Condition, Containers, kept_id
from scheduler.platforms.meta.staged import StagedMedia

POLL = timedelta(seconds=5)
POLL_VIDEO = timedelta(seconds=30)
POLLS_BEFORE = 5

# The fields of a container: of a part (addresses of its media, ids of a carousel's children) ...
PartFields = Callable[[Sequence[str], Sequence[str]], Mapping[str, str]]
# ... and of one medium in a carousel, at its address.
ChildFields = Callable[[Attachment, str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Publication:
    """Publishes parts through containers."""

    containers: Containers
    staged: StagedMedia
    clock: Clock
    child_fields: ChildFields

    def prepare(self, part: Part, artefacts: Artefacts) -> None:
        """Have Meta fetch the media of a carousel, and wait for it, but not for long."""
        addresses = self.staged.addresses(part, artefacts)
        if len(addresses) < 2:  # noqa: PLR2004 - one medium is no carousel
            return
        children = self._children(part, addresses, artefacts)
        for _ in range(POLLS_BEFORE):
            if self._are_ready(children, artefacts):
                return
            self.clock.sleep(POLL.total_seconds())

    def publish(self, part: Part, artefacts: Artefacts, fields_of: PartFields) -> str | Pending:
        """The id of the live post; Pending while Meta still works on it.

        The files are taken away once the post is live, or will never be.
        """
        try:
            live = self._published(part, artefacts, fields_of)
        except Rejected:
            self.staged.clear(artefacts)
            raise
        if live is None:
            has_video = any(each.mime.startswith("video/") for each in part.attachments)
            wait = POLL_VIDEO if has_video else POLL
            return Pending(self.clock.now() + wait, _PROCESSING)
        self.staged.clear(artefacts)
        return live

    def asked(self, sought: Sequence[Sought]) -> tuple[dict[str, Look], list[Sought]]:
        """What the containers tell, and those of which Meta says that they are published.

        The files of the latter are taken away.
        """
        conditions = {each.key: self._condition(kept_id(each.artefacts)) for each in sought}
        looks: dict[str, Look] = {
            key: Unsure(GONE) if condition is Condition.GONE else Absent()
            for key, condition in conditions.items()
        }
        live = [each for each in sought if conditions[each.key] is Condition.PUBLISHED]
        for each in live:
            self.staged.clear(each.artefacts)
        return looks, live

    def _published(self, part: Part, artefacts: Artefacts, fields_of: PartFields) -> str | None:
        addresses = self.staged.addresses(part, artefacts)
        children = self._children(part, addresses, artefacts) if len(addresses) > 1 else {}
        if not self._are_ready(children, artefacts):
            return None
        self.containers.made(artefacts, MAIN, fields_of(addresses, [*children.values()]))
        if not self.containers.is_ready(artefacts, MAIN):
            return None
        return self.containers.publish(artefacts)

    def _children(
        self, part: Part, addresses: Sequence[str], artefacts: Artefacts
    ) -> Mapping[str, str]:
        """The ids of a carousel's containers by their names, made where they are not yet."""
        return {
            f"child{number}": self.containers.made(
                artefacts, f"child{number}", self.child_fields(each, address)
            )
            for number, (each, address) in enumerate(zip(part.attachments, addresses, strict=True))
        }

    def _are_ready(self, names: Iterable[str], artefacts: Artefacts) -> bool:
        return all(self.containers.is_ready(artefacts, each) for each in names)

    def _condition(self, container: str) -> Condition | None:
        """None where no container was ever made."""
        return self.containers.condition(container)[0] if container else None


_PROCESSING = Sentence(
    "Meta verarbeitet den Beitrag noch; veröffentlicht wird, sobald er fertig ist.",
    "Meta is still processing the post; it goes out as soon as it is ready.",
)
