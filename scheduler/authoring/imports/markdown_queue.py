# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Markdown file with front matter → a draft.

The form is that of the Galaxy community's queue (github.com/usegalaxy-eu/galaxy-social, seen
2026-08): `media` lists accounts, `mentions` and `hashtags` are lists by account, pictures with
their alt texts stand in the body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.authoring.draft_file import DraftMedium, DraftPost
from scheduler.authoring.imports.harvest import Harvest, text_of
from scheduler.authoring.imports.spreadsheet import local_time
from scheduler.model.sentence import Place
from scheduler.yaml_source import Items, Node, Scalar, Section, read_yaml

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_TIMES = ("publish_at", "date")
_KNOWN = frozenset({"media", "mentions", "hashtags", *_TIMES})


@dataclass(frozen=True, slots=True)
class _Front:
    accounts: tuple[str, ...]
    mentions: Mapping[str, tuple[str, ...]]
    hashtags: Mapping[str, tuple[str, ...]]
    publish_at: str | None


def read_markdown(content: bytes, name: str, title: str, channels: Mapping[str, str]) -> Harvest:
    """The post of a Markdown file; `channels` says which channel an account is. Never raises."""
    harvest = Harvest()
    text = text_of(content, name, harvest)
    if text is None:
        return harvest
    match = _FRONT.match(text)
    if match is None:
        front = _Front((), {}, {}, None)
        if text.startswith("---"):
            harvest.refused(
                Place(name), "Der Kopf endet nicht (---).", "The head has no end (---)."
            )
            return harvest
    else:
        # A blank line in front keeps the line numbers those of the file.
        source = read_yaml(f"\n{match[1]}".encode(), name)
        harvest.findings += source.findings
        front = _front(source.root, harvest)
    body = text[match.end() :] if match else text
    media = tuple(DraftMedium(found[2], found[1]) for found in _IMAGE.finditer(body))
    words = re.sub(r"\n{3,}", "\n\n", _IMAGE.sub("", body)).strip()
    if not words and not media:
        harvest.refused(Place(name), "Der Beitrag hat keinen Text.", "The post has no text.")
        return harvest
    harvest.posts.append(_post(harvest.name(title), words, media, _mapped(front, channels)))
    _tell_unmapped(front, channels, Place(name), harvest)
    return harvest


def _post(name: str, text: str, media: tuple[DraftMedium, ...], front: _Front) -> DraftPost:
    """Mentions stand in the text where the account's list has them; so do tags that differ."""
    tags = set(front.hashtags.values())
    shared = tags.pop() if len(tags) == 1 and set(front.hashtags) >= set(front.accounts) else ()
    texts = {}
    for channel in front.accounts:
        own = () if shared else front.hashtags.get(channel, ())
        said = (*front.mentions.get(channel, ()), *(f"#{tag}" for tag in own))
        if said:
            texts[channel] = f"{text}\n\n{' '.join(said)}"
    return DraftPost(
        id=name,
        text=text,
        publish_at=front.publish_at,
        channels=front.accounts,
        hashtags=shared,
        media=media,
        texts=texts,
    )


def _front(root: Node | None, harvest: Harvest) -> _Front:
    if not isinstance(root, Section):
        return _Front((), {}, {}, None)
    for entry in root:
        if entry.key.text not in _KNOWN:
            _tell_lost(entry.key.text, entry.value, harvest)
    times = [node for node in map(root.get, _TIMES) if isinstance(node, Scalar) and node.text]
    written = local_time(times[0].text) if times else None
    if times and written is None:
        _tell_lost("publish_at", times[0], harvest)
    return _Front(
        _texts(root.get("media"), "media", harvest),
        _by_account(root.get("mentions"), "mentions", "@", harvest),
        _by_account(root.get("hashtags"), "hashtags", "", harvest),
        written,
    )


def _by_account(
    node: Node | None, key: str, sign: str, harvest: Harvest
) -> dict[str, tuple[str, ...]]:
    if node is not None and not isinstance(node, Section):
        if not (isinstance(node, Scalar) and node.is_missing):
            _tell_lost(key, node, harvest)
        return {}
    return {
        entry.key.text: tuple(
            sign + word.lstrip("@#") for word in _texts(entry.value, key, harvest)
        )
        for entry in node or ()
    }


def _texts(node: Node | None, key: str, harvest: Harvest) -> tuple[str, ...]:
    if isinstance(node, Scalar):
        return tuple(node.text.replace(",", " ").split())
    if isinstance(node, Items):
        for item in node.items:
            if not isinstance(item, Scalar):
                _tell_lost(key, item, harvest)
        return tuple(item.text for item in node.items if isinstance(item, Scalar) and item.text)
    if node is not None:
        _tell_lost(key, node, harvest)
    return ()


def _mapped(front: _Front, channels: Mapping[str, str]) -> _Front:
    def named(lists: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {channels[name]: words for name, words in lists.items() if name in channels}

    accounts = tuple(dict.fromkeys(channels[name] for name in front.accounts if name in channels))
    return _Front(accounts, named(front.mentions), named(front.hashtags), front.publish_at)


def _tell_unmapped(
    front: _Front, channels: Mapping[str, str], place: Place, harvest: Harvest
) -> None:
    for account in dict.fromkeys((*front.accounts, *front.mentions, *front.hashtags)):
        if account not in channels:
            harvest.left_out(
                place,
                f"Für das Konto „{account}“ ist kein Kanal genannt (--map {account}=KANAL); was "
                "nur ihm galt, fehlt.",
                f"No channel is named for the account “{account}” (--map {account}=CHANNEL); what "
                "was meant for it alone is missing.",
            )
        elif account not in front.accounts:
            harvest.left_out(
                place,
                f"„{account}“ steht nicht unter media; seine Erwähnungen und Hashtags fehlen.",
                f"“{account}” is not listed in media; its mentions and hashtags are missing.",
            )


def _tell_lost(key: str, node: Node, harvest: Harvest) -> None:
    said = f": {node.text}" if isinstance(node, Scalar) else ""
    harvest.left_out(
        node.place,
        f"„{key}“ wurde nicht übernommen{said}",
        f"“{key}” was not taken over{said}",
    )
