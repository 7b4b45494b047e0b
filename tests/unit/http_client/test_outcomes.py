# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which error a broken call raises, and what that error proves."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import zlib

import pytest
import requests
import responses

from scheduler.http_client import Bounds, Request
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, TryLater


def reply(body=b"{}", status="200 OK", *headers):
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def close_after(content):
    def answer(connection, _request):
        connection.sendall(content)
        connection.shutdown(socket.SHUT_RDWR)

    return answer


def reset(connection, _request):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def drip(head, piece=b"a"):
    """One piece at a time, each soon enough for the read time-out, for ever."""

    def answer(connection, _request):
        pause = threading.Event()
        connection.sendall(head)
        while not pause.wait(0.05):
            connection.sendall(piece)

    return answer


def pour(head, piece):
    def answer(connection, _request):
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return answer


def gzipped(content):
    return reply(content, "200 OK", "Content-Encoding: gzip")


def bomb():
    squeezer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    zeros = b"\0" * 1_000_000
    return b"".join(squeezer.compress(zeros) for _ in range(40)) + squeezer.flush()


def stay_silent(_connection, _request):
    """Take the request and never answer; the client's time-out ends it."""


UNKNOWN = {
    "read time-out": stay_silent,
    "closed after the request": close_after(b""),
    "reset after the request": reset,
    "closed inside the headers": close_after(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "closed between two headers": close_after(b"HTTP/1.1 200 OK\r\nServer: x\r\n"),
    "body shorter than announced": close_after(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
    "chunk cut off": close_after(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
    "last chunk missing": close_after(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"
    ),
    "chunk size is no number": close_after(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n"
    ),
    "a byte at a time in the body": drip(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"),
    "a byte at a time in the headers": drip(b"HTTP/1.1 200 OK\r\nX-Long: "),
    "a byte at a time in a chunk size": drip(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"
    ),
    "interim answers for ever": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body above the bound": close_after(reply(b"x" * 50_001)),
    "endless body": pour(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
    "gzip bomb": close_after(gzipped(bomb())),
    "gzip cut off": close_after(gzipped(gzip.compress(b"hello" * 50)[:-9])),
    "gzip damaged": close_after(gzipped(b"no gzip at all")),
    "gzip with more behind it": close_after(gzipped(gzip.compress(b"{}") + b"more")),
    "compression nobody asked for": close_after(reply(b"x", "200 OK", "Content-Encoding: br")),
    "status line is none": close_after(b"Hello, who is there?\r\n\r\n"),
    "status is no number": close_after(b"HTTP/1.1 OK fine\r\n\r\n"),
    "header line without end": close_after(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000),
}


@pytest.mark.parametrize("answer", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_request_that_left_without_a_complete_answer_is_unknown(serve, make_client, answer):
    server = serve(answer)
    with pytest.raises(OutcomeUnknown) as caught:
        make_client().call(Request("POST", server.url, json={"status": "Hallo"}))
    assert caught.value.sentence.de.startswith("Die Anfrage ging hinaus")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nX-Long: "),
    ],
    ids=["body", "headers"],
)
def test_slow_loris_is_cut_at_the_total_time(serve, make_client, answer, stopwatch):
    server = serve(answer)
    with pytest.raises(OutcomeUnknown):
        make_client().call(Request("GET", server.url))
    assert 0.5 < stopwatch() < 2


def test_server_that_takes_no_more_of_an_upload_is_cut_at_the_total_time(make_client, stopwatch):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(OutcomeUnknown):
            make_client().call(Request("POST", url, data=b"x" * 30_000_000))
        assert stopwatch() < 3


def test_slow_upload_may_take_longer_than_the_connect_time(make_client):
    bounds = Bounds(connect_seconds=0.2, read_seconds=5, total_seconds=10)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=read_late, args=(listener,))
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        response = make_client(bounds=bounds).call(Request("POST", url, data=b"x" * 20_000_000))
        thread.join()
    assert response.ok


def read_late(listener):
    connection, _ = listener.accept()
    with connection:
        threading.Event().wait(0.5)
        seen = 0
        while seen < 20_000_000:
            seen += len(connection.recv(1 << 20))
        connection.sendall(reply())


def test_refused_connection_is_certainly_not_sent(make_client, closed_port):
    with pytest.raises(TryLater) as caught:
        make_client().call(Request("POST", f"http://127.0.0.1:{closed_port}", data=b"x"))
    assert caught.value.sentence.en == "The server could not be reached."


def test_unknown_host_is_certainly_not_sent(make_client):
    with pytest.raises(TryLater):
        make_client().call(Request("POST", "http://nobody.invalid", data=b"x"))


def test_self_signed_certificate_is_refused_before_anything_is_sent(serve, make_client, tls):
    server = serve(reply(), tls)
    with pytest.raises(TryLater) as caught:
        make_client().call(Request("POST", server.url, data=b"x"))
    assert "TLS" in caught.value.sentence.en
    assert server.requests == []


def test_own_ca_file_makes_its_certificate_good(serve, make_client, tls, certificate):
    server = serve(reply(b'{"id": 1}'), tls)
    client = make_client(ca_file=str(certificate[0]))
    assert client.call(Request("POST", server.url, data=b"x")).json() == {"id": 1}


def test_certificate_of_another_host_is_refused_despite_the_ca_file(
    serve, make_client, tls, certificate
):
    server = serve(reply(), tls)
    with pytest.raises(TryLater):
        make_client(ca_file=str(certificate[0])).call_at(
            Request("GET", f"https://other.example:{server.port}"), "127.0.0.1"
        )
    assert server.requests == []


def test_server_without_tls_is_certainly_not_sent_to(make_client):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def speak_no_tls():
            connection, _ = listener.accept()
            with connection:
                connection.recv(10)
                connection.sendall(b"HTTP/1.1 400 no TLS here\r\n\r\n")

        thread = threading.Thread(target=speak_no_tls)
        thread.start()
        with pytest.raises(TryLater):
            make_client().call(
                Request("POST", f"https://127.0.0.1:{listener.getsockname()[1]}", data=b"x")
            )
        thread.join()


def test_silent_handshake_is_certainly_not_sent(make_client):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        bounds = Bounds(connect_seconds=0.2, read_seconds=5, total_seconds=5)
        with pytest.raises(TryLater):
            make_client(bounds=bounds).call(
                Request("POST", f"https://127.0.0.1:{listener.getsockname()[1]}", data=b"x")
            )


@pytest.mark.parametrize(
    "url", ["no address", "http://", "social.example/api", "ftp://files.example/", "http://[::1"]
)
def test_address_that_is_none_blocks_the_channel(make_client, url):
    with pytest.raises(ChannelBlocked) as caught:
        make_client().call(Request("POST", url, data=b"x"))
    assert caught.value.sentence.de


def test_header_with_a_line_break_blocks_the_channel(make_client):
    with pytest.raises(ChannelBlocked):
        make_client().call(Request("GET", "http://a.example", headers={"X": "a\r\nb: c"}))


def test_endless_body_of_a_redirect_is_bounded_too(serve, make_client):
    server = serve(pour(b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n", b"x" * 65536))
    with pytest.raises(OutcomeUnknown):
        make_client().call(Request("POST", server.url, data=b"x"))


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (requests.ReadTimeout("late"), OutcomeUnknown),
        (requests.ConnectionError("gone"), OutcomeUnknown),
        (requests.ConnectTimeout("no answer"), TryLater),
    ],
    ids=["read time-out", "connection error", "connect time-out"],
)
def test_error_of_a_foreign_transport_is_certain_only_where_it_proves_it(
    make_client, raised, expected
):
    with responses.RequestsMock() as transport:
        transport.post("https://social.example/api", body=raised)
        with pytest.raises(expected):
            make_client().call(Request("POST", "https://social.example/api", data=b"x"))
