# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The TLS context verifies, trusts the system, and takes the operator's CA in addition."""

from __future__ import annotations

import ssl

from scheduler.http_client.trust import tls_context


def test_certificate_and_host_name_are_always_verified():
    context = tls_context(None)
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_own_ca_stands_beside_the_system_store(certificate):
    plain, own = tls_context(None), tls_context(str(certificate[0]))
    assert own.cert_store_stats()["x509"] == plain.cert_store_stats()["x509"] + 1


def test_own_ca_of_one_client_is_not_trusted_by_another(certificate):
    before = tls_context(None).cert_store_stats()
    tls_context(str(certificate[0]))
    assert tls_context(None).cert_store_stats() == before
