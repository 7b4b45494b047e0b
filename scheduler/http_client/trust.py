# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whom TLS trusts: the operating system's store, and the operator's own CA beside it."""

from __future__ import annotations

import ssl

import truststore

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence


def tls_context(ca_file: str | None) -> ssl.SSLContext:
    """A verifying client context; raises UsageError when `ca_file` cannot be used.

    truststore holds a lock over each handshake, so every thread gets a context of its own.
    """
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca_file is None:
        return context
    try:
        context.load_verify_locations(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(
            Sentence(
                f"Die CA-Datei „{ca_file}“ fehlt oder enthält kein Zertifikat im PEM-Format.",
                f"The CA file “{ca_file}” is missing or holds no certificate in PEM format.",
            )
        ) from error
    return context
