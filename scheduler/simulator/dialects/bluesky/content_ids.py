# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Content ids as the AT Protocol computes them: a hash of the canonical encoding (DAG-CBOR)."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

_DAG_CBOR = 0x71
_RAW = 0x55
_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _TAG = range(7)
_LINK_TAG = 42
_ONE_BYTE_ARGUMENT = 24
_FALSE, _TRUE, _NULL = b"\xf4", b"\xf5", b"\xf6"


def record_cid(value: Any) -> str:  # noqa: ANN401 - JSON
    """The cid of a record."""
    return _cid(_DAG_CBOR, _encoded(value))


def blob_cid(content: bytes) -> str:
    """The cid of an uploaded file."""
    return _cid(_RAW, content)


def _cid(codec: int, content: bytes) -> str:
    head = bytes([0x01, codec, 0x12, 0x20])
    text = base64.b32encode(head + hashlib.sha256(content).digest()).decode()
    return "b" + text.lower().rstrip("=")


def _encoded(value: Any) -> bytes:  # noqa: ANN401 - JSON
    if value is None or isinstance(value, bool):
        return _NULL if value is None else _TRUE if value else _FALSE
    if isinstance(value, int):
        return _head(_UNSIGNED, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
    if isinstance(value, str):
        return _head(_TEXT, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return _head(_ARRAY, len(value)) + b"".join(map(_encoded, value))
    if isinstance(value, dict):
        return _link(value["$link"]) if set(value) == {"$link"} else _map(value)
    raise TypeError(f"no data model for {type(value).__name__}")


def _map(value: dict[str, Any]) -> bytes:
    keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
    return _head(_MAP, len(keys)) + b"".join(_encoded(key) + _encoded(value[key]) for key in keys)


def _link(cid: str) -> bytes:
    text = cid[1:].upper()
    content = b"\0" + base64.b32decode(text + "=" * (-len(text) % 8))
    return _head(_TAG, _LINK_TAG) + _head(_BYTES, len(content)) + content


def _head(kind: int, argument: int) -> bytes:
    if argument < _ONE_BYTE_ARGUMENT:
        return bytes([kind << 5 | argument])
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if argument < 1 << 8 * size:
            return bytes([kind << 5 | code]) + argument.to_bytes(size)
    raise ValueError("the number is too large")
