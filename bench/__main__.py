# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`make bench`: punctuality and throughput, beside what one would do without Litfass.

All in one run on one machine, in turns, the median of each: read the ratios, not the seconds.
`--quick` leaves out 5,000 posts and the long queue, and measures once. A name of a part measures
only that: punctuality, drain, postgres, queue, sync, check, report, crowd, several.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Mapping

from bench.arrivals import StubProcess
from bench.checking import main as checking
from bench.litfass import (
    SQLITE,
    Size,
    crowd,
    drain_seconds,
    first_request_delays,
    ready_after,
    shared_drain_seconds,
)
from bench.others import WORKERS, bare_pool_seconds, job_store_seconds
from bench.postgres import postgres
from bench.queue import measure_queue, measure_sync
from bench.reporting import main as reporting

SIZES = (100, 1000, 5000)
PUNCTUAL = 20
# How often each size is drained: a short run says little by itself.
ROUNDS = {100: 11, 1000: 7, 5000: 3}
CROWD = 1000
SLOW = 0.2
SHARED = 2000
SHORT, LONG = 1_000, 1_000_000
SYNCED = 10_000
LONG_PARTS = frozenset({"queue", "sync", "check", "report", "several"})


def main() -> None:
    """Measure and print."""
    named = [word for word in sys.argv[1:] if not word.startswith("-")]
    quick = "--quick" in sys.argv
    rounds = dict.fromkeys(SIZES[:2], 1) if quick else ROUNDS
    fast: dict[str, Callable[[StubProcess], None]] = {
        "punctuality": _punctuality,
        "drain": lambda stub: _drain(stub, rounds),
        "postgres": lambda stub: _drain_postgres(stub, rounds),
        "queue": _queue,
        "sync": _sync,
        "check": lambda _: checking(),
        "report": lambda _: reporting(),
    }
    slow: dict[str, Callable[[StubProcess], None]] = {"crowd": _crowd, "several": _several}
    for latency, parts in ((0.0, fast), (SLOW, slow)):
        wanted = named or [name for name in parts if name not in LONG_PARTS or not quick]
        with StubProcess(latency=latency) as stub:
            for name in wanted:
                if name in parts:
                    parts[name](stub)


def _queue(stub: StubProcess) -> None:
    short, long = measure_queue(stub, SHORT), measure_queue(stub, LONG)
    claim, probe = long.claim / short.claim, long.probe / short.probe
    memory = long.idle.resident - short.idle.resident
    print(f"\n{LONG:,} queued posts against {SHORT:,}, SQLite:")
    print(f"  claim {claim:.2f} times, probe {probe:.2f} times as long   (goal: at most 1.5)")
    print(f"  memory of an idle daemon: {memory:+.0f} MiB   (goal: at most +20)")
    print(f"  its CPU: {long.idle.cpu:.1%} of a core   (goal: at most 1 %)", flush=True)


def _sync(stub: StubProcess) -> None:
    bare, ours = measure_sync(stub, SYNCED)
    print(f"\nsync of {SYNCED:,} unchanged posts, a new process each time, SQLite:")
    print(
        f"  {ours / bare:.1f} times a bare parse of the same bytes   (goal: at most 2)", flush=True
    )


def _crowd(stub: StubProcess) -> None:
    size = Size(channels=200, workers=64)
    seconds, resident = crowd(stub, CROWD, SQLITE, size)
    print(
        f"\n{CROWD} posts due in one second on {size.channels} channels, a platform that answers "
        f"after {SLOW * 1000:.0f} ms,\nworkers: {size.workers}: last one out after {seconds:.1f} s "
        f"(goal: 4 s), memory {resident:.0f} MiB (goal: 150)",
        flush=True,
    )


def _several(stub: StubProcess) -> None:
    with postgres() as new_database:
        if new_database is None:
            return
        size = Size(channels=200)
        print(
            f"\n{SHARED} posts due in one second on {size.channels} channels of the same platform,"
        )
        print(f"PostgreSQL, {size.workers} workers each:")
        print("  daemons   last one out after   rate against one daemon")
        alone = None
        for daemons in (1, 2, 4):
            seconds = shared_drain_seconds(stub, SHARED, new_database(), daemons=daemons, size=size)
            alone = alone or seconds
            print(f"  {daemons:7}   {seconds:16.1f} s   {alone / seconds:8.2f}", flush=True)


def _punctuality(stub: StubProcess) -> None:
    delays = sorted(first_request_delays(stub, PUNCTUAL, SQLITE))
    print(f"first request after the due second, {PUNCTUAL} posts at idle, SQLite:")
    print(f"  p50 {statistics.median(delays) * 1000:6.1f} ms   (goal: at most 20 ms)")
    print(f"  p99 {statistics.quantiles(delays, n=100, method='inclusive')[98] * 1000:6.1f} ms")
    print(f"  max {delays[-1] * 1000:6.1f} ms\n", flush=True)


def _drain(stub: StubProcess, rounds: Mapping[int, int]) -> None:
    print(f"posts due in one second, {WORKERS} workers, loopback stub, SQLite, durable marks,")
    print(f"median of {_told(rounds)} runs:")
    print("  posts   bare pool      Litfass   ratio    job store   ratio (goal: at least 0.9)")
    for size, times in rounds.items():
        measured = [_rates(stub, size) for _ in range(times)]
        bare, ours, jobs = (statistics.median(column) for column in zip(*measured, strict=True))
        print(
            f"  {size:5}  {bare:7.0f} /s   {ours:7.0f} /s   {ours / bare:5.2f}"
            f"   {jobs:7.0f} /s   {jobs / bare:5.2f}",
            flush=True,
        )


def _drain_postgres(stub: StubProcess, rounds: Mapping[int, int]) -> None:
    with postgres() as new_database:
        if new_database is None:
            print("\nPostgreSQL: not measured, its wheel is not installed here")
            return
        print(f"\nthe same on PostgreSQL, median of {_told(rounds)} runs:")
        print("  posts   bare pool      Litfass   ratio (goal: at least 0.8)")
        for size, times in rounds.items():
            rates = [
                (
                    size / bare_pool_seconds(stub, size),
                    size / drain_seconds(stub, size, new_database(), ready_after(size)),
                )
                for _ in range(times)
            ]
            bare, ours = (statistics.median(column) for column in zip(*rates, strict=True))
            ratio = ours / bare
            print(f"  {size:5}  {bare:7.0f} /s   {ours:7.0f} /s   {ratio:5.2f}", flush=True)


def _told(rounds: Mapping[int, int]) -> str:
    return "/".join(map(str, rounds.values()))


def _rates(stub: StubProcess, size: int) -> tuple[float, float, float]:
    """Posts a second: the bare pool, Litfass, the job store."""
    return (
        size / bare_pool_seconds(stub, size),
        size / drain_seconds(stub, size, SQLITE, ready_after(size)),
        size / job_store_seconds(stub, size),
    )


if __name__ == "__main__":
    main()
