# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`make bench`: punctuality and throughput, beside what one would do without Litfass.

All in one run on one machine, in turns, the median of each: read the ratios, not the seconds.
`--quick` leaves out 5,000 posts and measures once.
"""

from __future__ import annotations

import statistics
import sys

from bench.arrivals import StubProcess
from bench.litfass import Size, crowd, drain_seconds, first_request_delays, ready_after
from bench.others import WORKERS, bare_pool_seconds, job_store_seconds

SIZES = (100, 1000, 5000)
PUNCTUAL = 20
ROUNDS = 3
CROWD = 1000
SLOW = 0.2
SQLITE = "sqlite:///litfass.db"


def main() -> None:
    """Measure and print."""
    quick = "--quick" in sys.argv
    with StubProcess() as stub:
        _punctuality(stub)
        _drain(stub, SIZES[:2] if quick else SIZES, 1 if quick else ROUNDS)
    with StubProcess(latency=SLOW) as slow:
        _crowd(slow)


def _crowd(stub: StubProcess) -> None:
    size = Size(channels=200, workers=64)
    seconds, resident = crowd(stub, CROWD, SQLITE, size)
    print(
        f"\n{CROWD} posts due in one second on {size.channels} channels, a platform that answers "
        f"after {SLOW * 1000:.0f} ms,\nworkers: {size.workers}: last one out after {seconds:.1f} s "
        f"(goal: 4 s), memory {resident:.0f} MiB (goal: 150)",
        flush=True,
    )


def _punctuality(stub: StubProcess) -> None:
    delays = sorted(first_request_delays(stub, PUNCTUAL, SQLITE))
    print(f"first request after the due second, {PUNCTUAL} posts at idle, SQLite:")
    print(f"  p50 {statistics.median(delays) * 1000:6.1f} ms   (goal: at most 20 ms)")
    print(f"  p99 {statistics.quantiles(delays, n=100, method='inclusive')[98] * 1000:6.1f} ms")
    print(f"  max {delays[-1] * 1000:6.1f} ms\n", flush=True)


def _drain(stub: StubProcess, sizes: tuple[int, ...], rounds: int) -> None:
    print(f"posts due in one second, {WORKERS} workers, loopback stub, SQLite, durable marks,")
    print(f"median of {rounds}:")
    print("  posts   bare pool      Litfass   ratio    job store   ratio (goal: at least 0.9)")
    for size in sizes:
        measured = [_rates(stub, size) for _ in range(rounds)]
        bare, ours, jobs = (statistics.median(column) for column in zip(*measured, strict=True))
        print(
            f"  {size:5}  {bare:7.0f} /s   {ours:7.0f} /s   {ours / bare:5.2f}"
            f"   {jobs:7.0f} /s   {jobs / bare:5.2f}",
            flush=True,
        )


def _rates(stub: StubProcess, size: int) -> tuple[float, float, float]:
    """Posts a second: the bare pool, Litfass, the job store."""
    return (
        size / bare_pool_seconds(stub, size),
        size / drain_seconds(stub, size, SQLITE, ready_after(size)),
        size / job_store_seconds(stub, size),
    )


if __name__ == "__main__":
    main()
