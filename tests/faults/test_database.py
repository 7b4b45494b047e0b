# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scenarios 9 and 14 to 19: the database is full, locked, away, broken or gone."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import pytest

from scheduler.bootstrap import SystemClock
from tests.conftest import new_database, start_server
from tests.faults.board import late, silence
from tests.faults.line import line_to
from tests.faults.site import Site, dies, ended, once_each, prepared, soon, wait_for

pytestmark = pytest.mark.faults
FULL = 8192


def fill_disk(process):
    """From now on no file of `process` may grow beyond 8 KiB: what a full disk is to it."""
    _, hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (FULL, hard))


def empty_disk(process):
    """There is room again."""
    _, hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (hard, hard))


def test_17_disk_full_before_the_mark_sends_nothing_until_there_is_room(sqlite_site, board):
    site = sqlite_site
    site.configure("neither")
    site.queue(3, soon(8))
    daemon = site.started()
    wait_for(lambda: site.states() == {"planned": 3})
    fill_disk(daemon)
    wait_for(lambda: "store.unusable" in site.log())
    time.sleep(2)
    assert board.posts() == 0
    empty_disk(daemon)
    assert site.settled() == {"published": 3}
    assert board.histogram() == once_each(3)


@pytest.mark.parametrize("killed", [False, True], ids=["room returns", "killed meanwhile"])
def test_18_disk_full_after_the_answer_keeps_the_answer(sqlite_site, board, killed):
    site, released = sqlite_site, threading.Event()
    site.configure("neither", http={"read_seconds": 20, "total_seconds": 20})
    board.plan(late(released))
    site.queue(1, soon(1))
    daemon = site.started()
    wait_for(lambda: board.posts() == 1)
    fill_disk(daemon)
    released.set()
    wait_for(lambda: (site.folder / "litfass.spool").read_bytes()[:1] == b"{")
    if killed:
        daemon.kill()
        dies(daemon)
        site.started()
    else:
        empty_disk(daemon)
    assert site.settled() == {"published": 1}
    assert board.histogram() == once_each(1)
    assert board.posts() == 1


def test_16_lock_held_by_another_process_makes_posts_late_and_loses_none(sqlite_site, board):
    site = sqlite_site
    site.configure("neither")
    site.queue(5, soon(2))
    daemon = site.started()
    wait_for(lambda: site.states() == {"planned": 5})
    intruder = sqlite3.connect(site.folder / "litfass.db", isolation_level=None)
    intruder.execute("BEGIN IMMEDIATE")
    time.sleep(12)  # longer than a write waits
    assert board.posts() == 0
    assert daemon.poll() is None
    intruder.execute("ROLLBACK")
    intruder.close()
    assert site.settled() == {"published": 5}
    assert board.histogram() == once_each(5)
    assert "store.unusable" in site.log()


BROKEN = [
    pytest.param(lambda path: path.write_bytes(b"kein SQLite" * 500), id="overwritten"),
    pytest.param(
        lambda path: path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 40_000), id="corrupted"
    ),
]


@pytest.mark.parametrize("breaking", BROKEN)
def test_19_broken_database_is_refused_in_a_sentence(sqlite_site, board, breaking):
    site = sqlite_site
    site.configure("neither")
    site.queue(1, soon(600))
    assert site.litfass("sync").returncode == 0
    for extra in ("-wal", "-shm"):
        Path(f"{site.folder}/litfass.db{extra}").unlink(missing_ok=True)
    breaking(site.folder / "litfass.db")
    process = site.start()
    assert dies(process) not in (0, None)
    assert "Traceback" not in site.log()
    assert "litfass.db" in site.log()
    assert board.posts() == 0


def test_19_database_deleted_under_a_daemon_ends_it_and_nothing_is_sent(sqlite_site, board):
    site = sqlite_site
    site.configure("neither")
    site.queue(1, soon(6))
    daemon = site.started()
    wait_for(lambda: site.states() == {"planned": 1})
    for path in site.folder.glob("litfass.db*"):
        path.unlink()
    assert dies(daemon) != 0
    assert board.posts() == 0
    assert "litfass.db" in site.log().splitlines()[-1]


def test_19_database_corrupted_under_a_daemon_sends_nothing(sqlite_site, board):
    site = sqlite_site
    site.configure("neither")
    site.queue(1, soon(5))
    daemon = site.started()
    wait_for(lambda: site.states() == {"planned": 1})
    for name in ("litfass.db", "litfass.db-wal"):
        with (site.folder / name).open("r+b") as file:
            file.write(b"\xff" * (site.folder / name).stat().st_size)
    time.sleep(7)
    assert board.posts() == 0
    assert "Traceback" not in site.log()
    del daemon


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write read-only files")
def test_19_read_only_database_is_refused_in_a_sentence(sqlite_site, board):
    site = sqlite_site
    site.configure("neither")
    site.queue(1, soon(1))
    (site.folder / "litfass.db").chmod(0o444)
    assert dies(site.start()) != 0
    assert board.posts() == 0


@pytest.fixture
def socket_folder():
    """A folder with a short name."""
    with tempfile.TemporaryDirectory(prefix="lf", dir="/tmp") as name:
        yield Path(name)


@pytest.fixture
def line(postgres_site, socket_folder):
    """The daemon's way to its database; the test itself goes past it."""
    with line_to(socket_folder, postgres_site.database) as line:
        yield line


@pytest.mark.postgres
@pytest.mark.parametrize("break_line", ["cut", "stall"])
def test_14_partition_after_the_answer_spools_the_outcome(postgres_site, board, line, break_line):
    site, released = postgres_site, threading.Event()
    site.configure(
        "neither",
        http={"read_seconds": 30, "total_seconds": 30},
        timing={"settle": "1s", "between_looks": "1s", "lease": "60s"},
    )
    board.plan(late(released))
    site.queue(1, soon(1))
    site.started(LITFASS_TEST_DATABASE=line.url)
    wait_for(lambda: board.posts() == 1)
    getattr(line, break_line)()
    released.set()
    wait_for(lambda: (site.folder / "litfass.spool").read_bytes()[:1] == b"{")
    line.mend()
    assert site.settled() == {"published": 1}
    assert board.histogram() == once_each(1)


@pytest.mark.postgres
def test_15_connections_lost_in_a_burst_cost_time_and_nothing_else(postgres_site, board, line):
    site = postgres_site
    board.latency = 0.05
    site.configure("look", channels=20)
    site.queue(200, soon(2))
    site.started(LITFASS_TEST_DATABASE=line.url)
    wait_for(lambda: len(board.live) > 40)
    line.cut()
    time.sleep(2)
    line.mend()
    assert site.settled(60) == {"published": 200}
    assert board.histogram() == once_each(200)


@pytest.fixture
def own_server():
    """A PostgreSQL server of this test alone, which may be harmed."""
    with tempfile.TemporaryDirectory(prefix="litfass-own-pg-") as folder:
        server = start_server(Path(folder))
        yield server
        server.cleanup()


@pytest.mark.postgres
@pytest.mark.parametrize("how", ["restarted", "killed"])
def test_15_server_that_restarts_in_a_burst_costs_time_and_nothing_else(
    own_server, tmp_path, board, how
):
    url = prepared(new_database(own_server.get_uri()), SystemClock().now())
    board.latency = 0.05
    with ended(Site(tmp_path, board, url)) as site:
        site.configure("look", channels=20)
        site.queue(200, soon(2))
        site.started()
        wait_for(lambda: len(board.live) > 40)
        end_server(own_server, how)
        time.sleep(2)
        own_server.ensure_postgres_running()
        assert site.settled(60) == {"published": 200}
        assert board.histogram() == once_each(200)


def end_server(server, how):
    """An administrator's restart, or the end of the machine's memory."""
    if how == "restarted":
        server.stop()
    else:
        os.kill(server.get_pid(), signal.SIGKILL)
        wait_for(lambda: server.get_pid() is None or not Path(f"/proc/{server.get_pid()}").exists())


SHIM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* After each sync, keep what would survive a power cut: a copy of the file as it is now. */
static void keep(int fd) {
    char link[64], path[4096], copy[4200], buffer[65536];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return;
    path[length] = 0;
    if (!strstr(path, "litfass.db")) return;
    snprintf(copy, sizeof copy, "%s.synced", path);
    int in = open(path, O_RDONLY), out = open(copy, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    while (in >= 0 && out >= 0 && (length = read(in, buffer, sizeof buffer)) > 0)
        if (write(out, buffer, length) != length) break;
    if (in >= 0) close(in);
    if (out >= 0) close(out);
}

int fsync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    int result = real(fd);
    keep(fd);
    return result;
}

int fdatasync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    int result = real(fd);
    keep(fd);
    return result;
}
"""


@pytest.fixture
def shim(tmp_path):
    """A library that keeps a copy of the database as it was at its last sync."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler to build the shim with")
    source, library = tmp_path / "shim.c", tmp_path / "shim.so"
    source.write_text(SHIM, encoding="ascii")
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return library


def test_9_power_cut_after_the_mark_leaves_a_row_that_is_being_sent(sqlite_site, board, shim):
    site, never = sqlite_site, threading.Event()
    site.configure("neither", http={"read_seconds": 20, "total_seconds": 20})
    board.plan(silence(never))
    site.queue(1, soon(2))
    site.started(LD_PRELOAD=str(shim))
    wait_for(lambda: board.posts() == 1)
    survived = site.folder / "survived.db"
    synced = site.folder / "litfass.db.synced"  # only there if the daemon wrote to the file itself
    shutil.copy(synced if synced.exists() else site.folder / "litfass.db", survived)
    shutil.copy(site.folder / "litfass.db-wal.synced", f"{survived}-wal")
    never.set()
    with sqlite3.connect(survived) as kept:
        assert kept.execute("SELECT state FROM deliveries").fetchall() == [("sending",)]
        assert kept.execute("SELECT count(*) FROM attempts").fetchone() == (1,)
    kept.close()
