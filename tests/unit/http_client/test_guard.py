# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The guarded fetch: public addresses only, each hop checked, the checked address used."""

from __future__ import annotations

import pytest

from scheduler.http_client import Bounds, FetchRefused, GuardedClient, GuardRules
from scheduler.http_client.guard import default_port_only, is_public, resolve_host
from scheduler.model.errors import OutcomeUnknown, TryLater

HTML = ("text/html",)
PAGE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\n"
    b"Content-Length: 5\r\n\r\nhello"
)


def redirect_to(location):
    return f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()


@pytest.fixture
def guarded(make_client):
    """Guarded clients whose rules let `hosts` lead to loopback."""

    def make(hosts=("page.example",), **rules):
        def resolve(host, _port):
            return ("127.0.0.1",) if host in hosts else resolve_host(host, 80)

        allowed = {
            "resolve": resolve,
            "allows_address": lambda address: address == "127.0.0.1",
            "allows_port": lambda _scheme, _port: True,
            **rules,
        }
        return GuardedClient(make_client(), GuardRules(**allowed))

    return make


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"],
)
def test_public_address_is_allowed(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "no address",
        "",
    ],
)
def test_address_inside_is_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
    ],
)
def test_host_that_leads_inside_is_refused(make_client, url):
    with pytest.raises(FetchRefused):
        GuardedClient(make_client()).fetch(url, HTML)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://page.example/",
        "file:///etc/passwd",
        "gopher://page.example/",
        "//page.example/",
        "page.example",
        "http://",
        "http://page.example:99999/",
        "http://page.example:x/",
        "http://[::1",
        "http://user:secret@page.example/",
    ],
)
def test_address_that_is_no_plain_web_address_is_refused(guarded, url):
    with pytest.raises(FetchRefused):
        guarded().fetch(url, HTML)


@pytest.mark.parametrize(
    ("scheme", "port", "allowed"),
    [("http", 80, True), ("https", 443, True), ("http", 443, False), ("https", 5432, False)],
)
def test_only_the_default_port_is_allowed(scheme, port, allowed):
    assert default_port_only(scheme, port) is allowed


def test_other_port_is_refused_before_anything_is_resolved(make_client):
    def resolve(_host, _port):
        pytest.fail("resolved a host that needed no resolving")

    client = GuardedClient(make_client(), GuardRules(resolve=resolve))
    with pytest.raises(FetchRefused, match="port 8080"):
        client.fetch("http://page.example:8080/", HTML)


def test_page_comes_from_the_checked_address_with_the_right_host(serve, guarded):
    server = serve(PAGE)
    page = guarded().fetch(f"http://page.example:{server.port}/a?b=c", HTML)
    assert (page.body, page.mime, page.charset) == (b"hello", "text/html", "ISO-8859-1")
    assert server.requests[0].startswith(b"GET /a?b=c HTTP/1.1\r\nHost: page.example:")


def test_tls_names_the_host_and_not_the_address(serve, make_client, tls, certificate):
    server = serve(PAGE, tls)
    names = []
    tls.sni_callback = lambda _socket, name, _context: names.append(name)
    rules = GuardRules(
        resolve=lambda _host, _port: ("127.0.0.1",),
        allows_address=lambda _address: True,
        allows_port=lambda _scheme, _port: True,
    )
    client = GuardedClient(make_client(ca_file=str(certificate[0])), rules)
    assert client.fetch(f"https://localhost:{server.port}/", HTML).body == b"hello"
    assert names == ["localhost"]


def test_second_lookup_cannot_lead_elsewhere(serve, guarded):
    """A name that turns to another address after the check (rebinding) is not asked again."""
    server = serve(PAGE)
    asked = []

    def resolve(host, _port):
        asked.append(host)
        return ("127.0.0.1",) if len(asked) == 1 else ("10.0.0.1",)

    guarded(resolve=resolve).fetch(f"http://rebind.example:{server.port}/", HTML)
    assert asked == ["rebind.example"]


def test_one_inner_address_among_several_refuses_the_host(guarded):
    def resolve(_host, _port):
        return ("127.0.0.1", "10.0.0.1")

    with pytest.raises(FetchRefused, match=r"10\.0\.0\.1"):
        guarded(resolve=resolve).fetch("http://page.example/", HTML)


def test_next_address_is_tried_when_the_first_does_not_answer(serve, guarded):
    server = serve(PAGE)
    client = guarded(
        resolve=lambda _host, _port: ("127.0.0.2", "127.0.0.1"),
        allows_address=lambda _address: True,
    )
    assert client.fetch(f"http://page.example:{server.port}/", HTML).body == b"hello"


def test_host_without_address_is_refused(guarded):
    with pytest.raises(FetchRefused, match="DNS"):
        guarded(resolve=lambda _host, _port: ()).fetch("http://page.example/", HTML)


def test_redirect_is_followed_to_an_allowed_host(serve, guarded):
    page = serve(PAGE)
    start = serve(redirect_to(f"http://other.example:{page.port}/target"))
    fetched = guarded(hosts=("page.example", "other.example")).fetch(
        f"http://page.example:{start.port}/", HTML
    )
    assert fetched.url == f"http://other.example:{page.port}/target"
    assert page.requests[0].startswith(b"GET /target ")


@pytest.mark.parametrize(
    "location",
    ["http://10.0.0.1/", "http://[::1]/", "file:///etc/passwd", "http://a:b@page.example/"],
)
def test_redirect_to_a_forbidden_place_is_refused(serve, guarded, location):
    server = serve(redirect_to(location))
    with pytest.raises(FetchRefused):
        guarded().fetch(f"http://page.example:{server.port}/", HTML)


def test_fourth_redirect_is_refused(serve, guarded):
    server = serve(redirect_to("/again"))
    with pytest.raises(FetchRefused, match="more than 3"):
        guarded().fetch(f"http://page.example:{server.port}/", HTML)
    assert len(server.requests) == 4


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"HTTP/1.1 404 Gone\r\nContent-Type: text/html\r\n", "404"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n", "application/pdf"),
        (b"HTTP/1.1 200 OK\r\n", "unknown"),
        (b"HTTP/1.1 302 Found\r\n", "302"),
    ],
    ids=["missing", "other type", "no type", "redirect to nowhere"],
)
def test_answer_that_is_no_page_is_refused(serve, guarded, head, reason):
    server = serve(head + b"Content-Length: 0\r\n\r\n")
    with pytest.raises(FetchRefused, match=reason):
        guarded().fetch(f"http://page.example:{server.port}/", HTML)


def test_page_above_the_bound_is_not_taken(serve, guarded):
    server = serve(PAGE)
    with pytest.raises(OutcomeUnknown):
        guarded().fetch(f"http://page.example:{server.port}/", HTML, Bounds(body_bytes=4))


def test_proxy_of_the_environment_is_not_used(serve, guarded, monkeypatch, closed_port):
    client, server = guarded(), serve(PAGE)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port}")
    assert client.fetch(f"http://page.example:{server.port}/", HTML).body == b"hello"


def test_server_that_is_down_is_said(guarded, closed_port):
    with pytest.raises(TryLater):
        guarded().fetch(f"http://page.example:{closed_port}/", HTML)
