# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Complete answers, and the connections that bring them."""

from __future__ import annotations

import gzip
import json
import socket
import threading

import pytest
import responses

from scheduler.http_client import Request
from scheduler.model.errors import OutcomeUnknown, UsageError


def reply(body=b"{}", status="200 OK", *headers):
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def close_after(content):
    def answer(connection, _request):
        connection.sendall(content)
        connection.shutdown(socket.SHUT_RDWR)

    return answer


def gzipped(content):
    return reply(content, "200 OK", "Content-Encoding: gzip")


@pytest.mark.parametrize("content", [None, b"-----BEGIN nothing"], ids=["missing", "no PEM"])
def test_ca_file_that_cannot_be_used_is_said_when_the_client_is_made(
    make_client, tmp_path, content
):
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        make_client(ca_file=str(path))
    assert "ca.pem" in caught.value.sentence.de


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_returned_and_not_followed(serve, make_client, status):
    server = serve(reply(b"", f"{status} Moved", "Location: /elsewhere"))
    response = make_client().call(Request("POST", server.url, data=b"x"))
    assert (response.status, response.headers["location"]) == (status, "/elsewhere")
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [200, 201, 202, 400, 404, 418, 500, 503])
def test_any_status_is_an_answer(serve, make_client, status):
    server = serve(reply(b'{"error": "x"}', f"{status} Something"))
    response = make_client().call(Request("GET", server.url))
    assert response.status == status
    assert response.ok == (status < 300)


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (reply(b"plain"), b"plain"),
        (gzipped(gzip.compress(b"packed" * 1000)), b"packed" * 1000),
        (gzipped(b""), b""),
        (reply(b"x" * 50_000), b"x" * 50_000),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
            b"abc",
        ),
    ],
    ids=["plain", "gzip", "gzip of nothing", "exactly the bound", "no content", "chunked"],
)
def test_complete_body_comes_back_whole(serve, make_client, content, body):
    assert make_client().call(Request("GET", serve(content).url)).body == body


def test_body_without_length_ends_with_the_connection(serve, make_client):
    server = serve(close_after(b"HTTP/1.0 200 OK\r\n\r\nall of it"))
    assert make_client().call(Request("GET", server.url)).body == b"all of it"


def test_request_carries_headers_parameters_and_json(serve, make_client):
    server = serve(reply())
    make_client().call(
        Request(
            "POST",
            f"{server.url}/api",
            headers={"Authorization": "Bearer abc", "accept": "application/json"},
            params=(("a", "1"), ("a", "2")),
            json={"status": "Grüße"},
        )
    )
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /api?a=1&a=2 HTTP/1.1"
    assert "Authorization: Bearer abc" in lines
    assert "User-Agent: Litfass-Test" in lines
    assert "accept: application/json" in lines
    assert not any(line == "Accept: */*" for line in lines)
    assert json.loads(body) == {"status": "Grüße"}


def test_netrc_never_replaces_the_token(serve, make_client, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login nobody password nothing\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server = serve(reply())
    make_client().call(Request("GET", server.url, headers={"Authorization": "Bearer abc"}))
    assert b"Authorization: Bearer abc" in server.requests[0]


def test_cookies_are_not_carried_from_call_to_call(serve, make_client):
    server = serve(reply(b"{}", "200 OK", "Set-Cookie: session=1"))
    client = make_client()
    client.call(Request("GET", server.url))
    client.call(Request("GET", server.url))
    assert b"Cookie" not in server.requests[1]


class Stepping:
    """A clock that moves when told to."""

    def __init__(self):
        self.value = 100.0

    def __call__(self):
        return self.value


@pytest.mark.parametrize(
    ("idle", "connections"), [(4.9, 1), (5.0, 2), (600.0, 2)], ids=["busy", "five", "long"]
)
def test_connection_idle_for_five_seconds_is_not_used_again(serve, make_client, idle, connections):
    server, clock = serve(reply()), Stepping()
    client = make_client(monotonic=clock)
    client.call(Request("POST", server.url, data=b"a"))
    clock.value += idle
    client.call(Request("POST", server.url, data=b"b"))
    assert (server.connections, len(server.requests)) == (connections, 2)


def test_fresh_request_never_uses_an_old_connection(serve, make_client):
    server, client = serve(reply()), make_client()
    for _ in range(3):
        client.call(Request("GET", server.url, fresh=True))
    assert server.connections == 3


def test_many_calls_in_a_row_share_one_connection(serve, make_client):
    server, client = serve(gzipped(gzip.compress(b"{}"))), make_client()
    for _ in range(20):
        client.call(Request("POST", server.url, json={}))
    assert server.connections == 1


def test_threads_do_not_share_connections(serve, make_client):
    server, client = serve(reply()), make_client()
    threads = [
        threading.Thread(target=client.call, args=(Request("GET", server.url),)) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
        thread.join()
    assert server.connections == 3


def test_client_works_again_after_a_broken_call(serve, make_client):
    answers = iter([b"nonsense\r\n\r\n", reply(b"fine")])

    def answer(connection, _request):
        connection.sendall(next(answers))

    server, client = serve(answer), make_client()
    with pytest.raises(OutcomeUnknown):
        client.call(Request("GET", server.url))
    assert client.call(Request("GET", server.url)).body == b"fine"


def test_what_is_no_json_is_unknown(serve, make_client):
    response = make_client().call(Request("GET", serve(reply(b"<html>portal")).url))
    with pytest.raises(OutcomeUnknown) as caught:
        response.json()
    assert caught.value.answer.excerpt == "<html>portal"


def test_secret_in_an_answer_is_not_kept(serve, make_client):
    response = make_client().call(
        Request("GET", serve(reply(b'{"access_token": "verysecretvalue"}')).url)
    )
    assert "verysecretvalue" not in response.answer().excerpt


def test_responses_library_can_stand_in_for_the_network(make_client):
    with responses.RequestsMock() as transport:
        transport.post("https://social.example/api", json={"id": "7"}, status=201)
        response = make_client().call(Request("POST", "https://social.example/api", json={}))
    assert (response.status, response.json()) == (201, {"id": "7"})
