# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whom TLS trusts: the operating system's store, and the operator's own CA beside it."""

from __future__ import annotations

import ssl
import sys
from functools import cache

import truststore

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence


def tls_context(ca_file: str | None) -> ssl.SSLContext:
    """A verifying client context; raises UsageError when `ca_file` cannot be used.

    truststore reads the whole store again for each connection (18 ms on the build machine) and
    holds a lock over the handshake. Where OpenSSL finds the system's store by itself, one context
    that has read it once serves the whole process; a changed store counts from the next start.
    """
    context = _system_context(ca_file)
    if context is None:
        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        _add_ca(context, ca_file)
    return context


@cache
def _system_context(ca_file: str | None) -> ssl.SSLContext | None:
    if not sys.platform.startswith("linux"):
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    if not context.cert_store_stats()["x509_ca"]:
        return None
    _add_ca(context, ca_file)
    return context


def _add_ca(context: ssl.SSLContext, ca_file: str | None) -> None:
    if ca_file is None:
        return
    try:
        context.load_verify_locations(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(
            Sentence(
                f"Die CA-Datei „{ca_file}“ fehlt oder enthält kein Zertifikat im PEM-Format.",
                f"The CA file “{ca_file}” is missing or holds no certificate in PEM format.",
            )
        ) from error
