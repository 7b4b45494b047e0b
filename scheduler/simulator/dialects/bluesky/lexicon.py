# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the lexicons demand of a post (bluesky-social/atproto lexicons/, 2026-08-20).

As on the reference PDS, byte offsets of facets are not compared with the text, and a picture's
size and type are judged here, not when it is uploaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import regex

Json = dict[str, Any]
BlobSize = Callable[[str], int | None]
TEXT_GRAPHEMES, TEXT_BYTES = 300, 3000
TAG_GRAPHEMES, TAG_BYTES = 64, 640
LANGS, IMAGES = 3, 4
IMAGE_BYTES, THUMB_BYTES = 2_000_000, 1_000_000
TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
_URI = re.compile(r"\w+:(//)?[^\s/]\S*")
_DID = re.compile(r"did:[a-z]+:[\w.:%-]+")
_AT_URI = re.compile(r"at://did:[^/\s]+/[^/\s]+/[^/\s]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Refused(Exception):
    """A record, or a call, that the server does not take."""

    def __init__(self, error: str, message: str, status: int = 400) -> None:
        """Refuse with the error's name, a message and an HTTP status."""
        super().__init__(message)
        self.error = error
        self.message = message
        self.status = status


def check_post(record: Any, blob_size: BlobSize) -> Json:  # noqa: ANN401 - JSON from outside
    """`record`, if the lexicon app.bsky.feed.post takes it; `blob_size` of a cid, None: unknown."""
    post = _object(record, "Record")
    if post.get("$type") != "app.bsky.feed.post":
        raise Refused("InvalidRequest", "Invalid $type: expected app.bsky.feed.post")
    _text(post, "text", TEXT_BYTES, TEXT_GRAPHEMES)
    _created_at(post)
    _langs(post.get("langs", []))
    for facet in _list(post, "facets"):
        _facet(_object(facet, "Record/facets"))
    if "reply" in post:
        reply = _object(post["reply"], "Record/reply")
        _reference(reply, "root")
        _reference(reply, "parent")
    if "embed" in post:
        _embed(_object(post["embed"], "Record/embed"), blob_size)
    return post


def _invalid(message: str) -> Refused:
    return Refused("InvalidRequest", f"Invalid app.bsky.feed.post record: {message}")


def _object(value: Any, where: str) -> Json:  # noqa: ANN401 - JSON from outside
    if not isinstance(value, dict):
        raise _invalid(f"{where} must be an object")
    return value


def _list(owner: Mapping[str, Any], name: str) -> list[Any]:
    value = owner.get(name, [])
    if not isinstance(value, list):
        raise _invalid(f"{name} must be an array")
    return value


def _text(owner: Mapping[str, Any], name: str, most_bytes: int, most_graphemes: int) -> None:
    value = owner.get(name)
    if not isinstance(value, str):
        raise _invalid(f'Record must have the property "{name}"')
    if len(value.encode()) > most_bytes:
        raise _invalid(f"{name} must not be longer than {most_bytes} characters")
    if len(regex.findall(r"\X", value)) > most_graphemes:
        raise _invalid(f"{name} must not be longer than {most_graphemes} graphemes")


def _string(owner: Mapping[str, Any], name: str) -> str:
    value = owner.get(name)
    if not isinstance(value, str):
        raise _invalid(f'must have the property "{name}"')
    return value


def _created_at(post: Mapping[str, Any]) -> None:
    value = _string(post, "createdAt")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise _invalid("createdAt must be an valid atproto datetime") from error
    if moment.tzinfo is None or "T" not in value:
        raise _invalid("createdAt must be an valid atproto datetime")


def _langs(langs: object) -> None:
    if not isinstance(langs, list) or len(langs) > LANGS:
        raise _invalid(f"langs must not have more than {LANGS} elements")
    if not all(isinstance(lang, str) and _LANGUAGE.fullmatch(lang) for lang in langs):
        raise _invalid("langs must be a well-formed BCP 47 language tag")


def _facet(facet: Json) -> None:
    index = _object(facet.get("index"), "index")
    for name in ("byteStart", "byteEnd"):
        if type(index.get(name)) is not int or index[name] < 0:
            raise _invalid(f"{name} must be an integer of 0 or more")
    for feature in _list(facet, "features"):
        _feature(_object(feature, "features"))


def _feature(feature: Json) -> None:
    kind = feature.get("$type")
    if kind == "app.bsky.richtext.facet#link" and not _URI.fullmatch(_string(feature, "uri")):
        raise _invalid("uri must be a uri")
    if kind == "app.bsky.richtext.facet#mention" and not _DID.fullmatch(_string(feature, "did")):
        raise _invalid("did must be a valid did")
    if kind == "app.bsky.richtext.facet#tag":
        _text(feature, "tag", TAG_BYTES, TAG_GRAPHEMES)


def _reference(owner: Json, name: str) -> None:
    reference = _object(owner.get(name), name)
    if not _AT_URI.fullmatch(_string(reference, "uri")):
        raise _invalid(f"{name}/uri must be a valid at-uri")
    if not _string(reference, "cid").startswith("bafy"):
        raise _invalid(f"{name}/cid must be a cid string")


def _embed(embed: Json, blob_size: BlobSize) -> None:
    kind = embed.get("$type")
    if kind == "app.bsky.embed.images":
        images = _list(embed, "images")
        if len(images) > IMAGES:
            raise _invalid(f"images must not have more than {IMAGES} elements")
        for image in images:
            _image(_object(image, "image"), blob_size)
    elif kind == "app.bsky.embed.external":
        _external(_object(embed.get("external"), "external"), blob_size)
    else:
        raise _invalid(f"this simulator does not know the embed {kind}")


def _image(image: Json, blob_size: BlobSize) -> None:
    _string(image, "alt")
    _blob(image.get("image"), IMAGE_BYTES, blob_size)
    if "aspectRatio" in image:
        ratio = _object(image["aspectRatio"], "aspectRatio")
        if not all(type(ratio.get(side)) is int and ratio[side] > 0 for side in _SIDES):
            raise _invalid("aspectRatio must have a width and a height of 1 or more")


def _external(external: Json, blob_size: BlobSize) -> None:
    if not _URI.fullmatch(_string(external, "uri")):
        raise _invalid("external/uri must be a uri")
    _string(external, "title")
    _string(external, "description")
    if "thumb" in external:
        _blob(external["thumb"], THUMB_BYTES, blob_size)


def _blob(value: Any, most: int, blob_size: BlobSize) -> None:  # noqa: ANN401 - JSON
    blob = _object(value, "blob")
    if blob.get("$type") != "blob" or not isinstance(blob.get("ref"), dict):
        raise _invalid("should be a blob ref")
    if not str(blob.get("mimeType")).startswith("image/"):
        raise Refused("InvalidMimeType", f"Wrong type of file. It is {blob.get('mimeType')}")
    size = blob_size(str(blob["ref"].get("$link")))
    if size is None:
        raise Refused("BlobNotFound", f"Could not find blob: {blob['ref'].get('$link')}")
    if size > most or blob.get("size") != size:
        raise _invalid(f"This file is too large. It is {size} bytes but the maximum is {most}")


_SIDES = ("width", "height")
