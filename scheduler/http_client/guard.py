# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fetching pages that authors named, without becoming a door into the own network.

The host is resolved here, every address is checked, and the connection goes to the very address
that was checked, so that a second look-up cannot lead elsewhere (DNS rebinding). Each redirect
is checked the same way. No proxy is used: it would resolve the name again, out of our sight.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import SplitResult, urljoin, urlsplit

from scheduler.http_client.client import HttpClient
from scheduler.http_client.exchange import Bounds, Request, Response
from scheduler.model.errors import LitfassError, TryLater
from scheduler.model.sentence import Sentence

MAX_REDIRECTS = 3
MAX_ADDRESSES = 3
PAGE_BOUNDS = Bounds(
    connect_seconds=3, read_seconds=5, total_seconds=10, body_bytes=4 * 1024 * 1024
)
_REDIRECTS = {301, 302, 303, 307, 308}
_DEFAULT_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

type_address = ipaddress.IPv4Address | ipaddress.IPv6Address


class FetchRefused(LitfassError):
    """The page was not fetched, or what came is not what was asked for."""


class HostUnknown(FetchRefused):
    """The host has no address now; it may have one later."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched: its final address after redirects, its MIME type and its bytes."""

    url: str
    mime: str
    body: bytes
    charset: str | None = None


def resolve_host(host: str, port: int) -> Sequence[str]:
    """The addresses of `host` by the system's resolver, best first; empty if it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(info[4][0]) for info in found))


def is_public(address: str) -> bool:
    """Whether `address` belongs to the open internet, also behind its IPv6 disguises."""
    try:
        parsed: type_address = ipaddress.ip_address(address)
    except ValueError:
        return False
    embedded = _embedded(parsed) if isinstance(parsed, ipaddress.IPv6Address) else None
    if embedded is not None:
        return _is_open(embedded)
    return _is_open(parsed)


def default_port_only(scheme: str, port: int) -> bool:
    """Whether `port` is the scheme's own: other ports belong to other services."""
    return _DEFAULT_PORTS.get(scheme) == port


@dataclass(frozen=True, slots=True)
class GuardRules:
    """How hosts are resolved and what may be reached; the defaults are the only safe ones."""

    resolve: Callable[[str, int], Sequence[str]] = resolve_host
    allows_address: Callable[[str], bool] = is_public
    allows_port: Callable[[str, int], bool] = default_port_only


class GuardedClient:
    """Fetches public pages over `http`, bounded in time, size and redirects."""

    def __init__(self, http: HttpClient, rules: GuardRules | None = None) -> None:
        """Use `http` for the calls themselves."""
        self._http = http
        self._rules = rules or GuardRules()

    def fetch(self, url: str, accepts: tuple[str, ...], bounds: Bounds = PAGE_BOUNDS) -> Page:
        """The page at `url`, if its MIME type is one of `accepts` ("image/" takes all images).

        Raises FetchRefused, or TryLater and OutcomeUnknown when the server did not answer.
        """
        for _ in range(MAX_REDIRECTS + 1):
            response = self.call(Request("GET", url, bounds=bounds))
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or not location:
                return _page(response, url, accepts)
            url = urljoin(url, location)
        raise FetchRefused(
            Sentence(
                f"Die Seite leitet öfter als {MAX_REDIRECTS}-mal um.",
                f"The page redirects more than {MAX_REDIRECTS} times.",
            )
        )

    def reach(self, url: str, bounds: Bounds = PAGE_BOUNDS) -> None:
        """Look whether `url` leads to something, of whatever kind; raises like `fetch` if not."""
        for _ in range(MAX_REDIRECTS + 1):
            response = self.call(Request("GET", url, bounds=bounds))
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or not location:
                break
            url = urljoin(url, location)
        if response.status >= HTTPStatus.BAD_REQUEST or response.status in _REDIRECTS:
            raise _refused(
                f"der Server antwortet mit {response.status}",
                f"the server answers with {response.status}",
            )

    def call(self, request: Request) -> Response:
        """Send `request` to a checked address of its host; redirects are not followed.

        Raises FetchRefused (HostUnknown where the name leads nowhere) before anything has left,
        else what `HttpClient.call` raises.
        """
        addresses = self.checked_addresses(request.url)
        request = replace(request, fresh=True)
        for address in addresses[:-1]:
            try:
                return self._http.call_at(request, address)
            except TryLater:
                continue
        return self._http.call_at(request, addresses[-1])

    def checked_addresses(self, url: str) -> Sequence[str]:
        """The addresses of the host of `url`, all of them allowed; raises FetchRefused."""
        parts = _split(url)
        port = parts.port or _DEFAULT_PORTS[parts.scheme]
        host = parts.hostname or ""
        if not self._rules.allows_port(parts.scheme, port):
            raise _refused(f"Port {port} ist nicht erlaubt", f"port {port} is not allowed")
        addresses = self._rules.resolve(host, port)[:MAX_ADDRESSES]
        if not addresses:
            unknown = _refused(
                f"{host} ist im DNS nicht bekannt", f"{host} is not known to the DNS"
            )
            raise HostUnknown(unknown.sentence)
        for address in addresses:
            if not self._rules.allows_address(address):
                raise _refused(
                    f"{host} führt zu {address}, einer nicht öffentlichen Adresse",
                    f"{host} leads to {address}, which is no public address",
                )
        return addresses


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port_is_readable = parts.port is None or parts.port > 0
    except ValueError:
        raise _refused("die Adresse ist ungültig", "the address is invalid") from None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or not port_is_readable:
        raise _refused("nur http und https sind erlaubt", "only http and https are allowed")
    if parts.username is not None or parts.password is not None:
        raise _refused("die Adresse enthält Zugangsdaten", "the address holds credentials")
    return parts


def _page(response: Response, url: str, accepts: tuple[str, ...]) -> Page:
    if response.status != HTTPStatus.OK:
        raise _refused(
            f"der Server antwortet mit {response.status}",
            f"the server answers with {response.status}",
        )
    mime, _, parameters = response.headers.get("Content-Type", "").partition(";")
    mime = mime.strip().lower()
    if not any(
        mime == wanted or (wanted.endswith("/") and mime.startswith(wanted)) for wanted in accepts
    ):
        raise _refused(
            f"der Inhalt ist {mime or 'unbekannt'}", f"the content is {mime or 'unknown'}"
        )
    return Page(url, mime, response.body, _charset(parameters))


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a mapped, 6to4, Teredo or NAT64 address really leads to."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _is_open(address: type_address) -> bool:
    hidden = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or (isinstance(address, ipaddress.IPv6Address) and address.is_site_local)
    )
    return address.is_global and not hidden


def _refused(de: str, en: str) -> FetchRefused:
    return FetchRefused(
        Sentence(f"Die Seite wurde nicht geladen: {de}.", f"The page was not fetched: {en}.")
    )
