# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Proxies of the environment, tunnels, NO_PROXY."""

from __future__ import annotations

import socket
import threading

import pytest

from scheduler.http_client import Request
from scheduler.model.errors import TryLater


def reply(body=b"{}", status="200 OK", *headers):
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def test_proxy_of_the_environment_is_used(serve, make_client, monkeypatch):
    client, proxy = make_client(), serve(reply(b"by proxy"))
    monkeypatch.setenv("http_proxy", proxy.url)
    assert client.call(Request("GET", "http://social.example/api")).body == b"by proxy"
    assert proxy.requests[0].startswith(b"GET http://social.example/api HTTP/1.1")


@pytest.mark.parametrize("listed", ["127.0.0.1", "127.0.0.0/8", "*"])
def test_no_proxy_is_honoured(serve, make_client, monkeypatch, closed_port, listed):
    client, server = make_client(), serve(reply(b"direct"))
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port}")
    monkeypatch.setenv("no_proxy", listed)
    assert client.call(Request("GET", server.url)).body == b"direct"


def test_proxy_that_refuses_the_tunnel_means_nothing_was_sent(serve, make_client, monkeypatch):
    client = make_client()
    proxy = serve(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
    monkeypatch.setenv("https_proxy", proxy.url)
    with pytest.raises(TryLater):
        client.call(Request("POST", "https://social.example/api", data=b"x"))
    assert proxy.requests[0].startswith(b"CONNECT social.example:443")


def test_proxy_that_is_down_means_nothing_was_sent(make_client, monkeypatch, closed_port):
    client = make_client()
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{closed_port}")
    with pytest.raises(TryLater):
        client.call(Request("POST", "https://social.example/api", data=b"x"))


def test_tunnel_through_a_proxy_reaches_the_tls_server(
    serve, make_client, monkeypatch, tls, certificate
):
    server = serve(reply(b"through the tunnel"), tls)
    client = make_client(ca_file=str(certificate[0]))

    def tunnel(connection, _request):
        with socket.create_connection(("127.0.0.1", server.port)) as onward:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=pump, args=(onward, connection))
            back.start()
            pump(connection, onward)
            back.join()

    monkeypatch.setenv("https_proxy", serve(tunnel).url)
    assert client.call(Request("GET", server.url)).body == b"through the tunnel"
    client.call(Request("GET", server.url, fresh=True))


def pump(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
