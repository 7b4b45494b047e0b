# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What only the whole post shows: what it lacks, what contradicts itself, what is not built yet."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring import complaints
from scheduler.authoring.post_fields import UNSUPPORTED
from scheduler.model.finding import Finding
from scheduler.model.post import Override, Post, PostStatus
from scheduler.yaml_source import Items, Section, place_at


def unsupported(section: Section) -> Iterator[Finding]:
    """The keys of a post that this version cannot honour."""
    for key in UNSUPPORTED:
        entry = section.entry(key)
        if entry is not None:
            yield complaints.not_supported(key, entry.key.place)


def incomplete(post: Post, section: Section) -> Iterator[Finding]:
    """What `post`, which stands in `section`, lacks or contradicts."""
    has_content = post.text or post.template or post.media or post.thread
    if not has_content and not _is_overridden(post) and section.get("text") is None:
        yield complaints.empty(section.place)
    if post.not_after and post.publish_at and post.not_after < post.publish_at:
        limit = section.get("not_after")
        yield complaints.ends_before(limit.place if limit else section.place)
    for channel in post.channels:
        yield from _dropped(post, channel, section)
    if post.status is PostStatus.READY:
        yield from _unready(post, section)


def _dropped(post: Post, channel: str, section: Section) -> Iterator[Finding]:
    """What an override leaves out by the way, without naming it."""
    override = post.overrides.get(channel, Override())
    if override.skip:
        return
    place = place_at(section, ("overrides", channel))
    if post.thread and override.text is not None and override.thread is None:
        yield complaints.thread_dropped(channel, place)
    if post.template is not None and (override.text is not None or override.thread):
        yield complaints.template_dropped(channel, post.template, place)


def _unready(post: Post, section: Section) -> Iterator[Finding]:
    """What a post that is ready must say; a key with a fault of its own is not asked for again."""
    if all(section.get(key) is None for key in ("publish_at", "repeat", "evergreen")):
        yield complaints.missing("publish_at", section.place)
    written = section.get("channels")
    if written is None and not post.channels:
        yield complaints.missing("channels", section.place)
    elif isinstance(written, Items) and not written.items:
        yield complaints.missing("channels", written.place)


def _is_overridden(post: Post) -> bool:
    own = [post.overrides.get(channel, Override()) for channel in post.channels]
    return bool(own) and all(one.skip or one.text or one.thread or one.media for one in own)
