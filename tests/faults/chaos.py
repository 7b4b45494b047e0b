# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kill -9 at random in a stream of posts: `make chaos N=200`, and scenario 8.

Prints for each class of platform how often posts arrived, how many were in doubt after each kill,
and how long a new daemon took until something arrived again.
"""

from __future__ import annotations

import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from scheduler.bootstrap import SystemClock
from tests.faults.board import Board, serving
from tests.faults.site import Site, dies, ended, prepared, soon, wait_for

KINDS = ("look", "keyed", "neither")
CHANNELS = 20
POSTS_PER_KILL = 10
LATENCY = 0.02


@dataclass
class Toll:
    """What the kills did: deliveries each put in doubt, seconds until the next arrival."""

    doubts: list[int] = field(default_factory=list)
    recoveries: list[float] = field(default_factory=list)


def chaos(site: Site, board: Board, *, kills: int, posts: int, seed: int) -> Toll:
    """Kill daemons at random while `posts` posts come due; the last one is left alive."""
    dice = random.Random(seed)
    board.latency = LATENCY
    for batch in range(4):
        site.queue(posts // 4, soon(2 + batch), name=f"batch{batch}")
    toll = Toll()
    share = max(2, posts // (kills + 1))
    for _ in range(kills):
        before, begun = len(board.live), time.monotonic()
        daemon = site.start()
        _progress(board, before + 1)
        if len(board.live) > before:
            toll.recoveries.append(time.monotonic() - begun)
        _progress(board, before + dice.randint(1, share))
        time.sleep(dice.random() * LATENCY)
        daemon.send_signal(signal.SIGKILL)
        dies(daemon)
        toll.doubts.append(site.states()["sending"])
    site.started()
    return toll


def _progress(board: Board, wanted: int) -> None:
    end = time.monotonic() + 4
    while len(board.live) < wanted and time.monotonic() < end:
        time.sleep(0.002)


def main() -> None:
    """Run the long version for each class of platform, and print what came of it."""
    kills = int(sys.argv[1])
    posts = 4 * (kills * POSTS_PER_KILL // 4)
    failed = False
    for kind in KINDS:
        failed |= not _run(kind, kills, posts)
    sys.exit(1 if failed else 0)


def _run(kind: str, kills: int, posts: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="litfass-chaos-") as name, serving(Board()) as board:
        folder = Path(name)
        database = prepared(f"sqlite:///{folder / 'litfass.db'}", SystemClock().now())
        with ended(Site(folder, board, database)) as site:
            site.configure(kind, channels=CHANNELS)
            toll = chaos(site, board, kills=kills, posts=posts, seed=kills)
            wait_for(lambda: set(site.states()) <= {"published", "review"}, 600)
            states = site.states()
    arrivals = Counter(board.histogram().values())
    arrivals[0] = posts - sum(arrivals.values())
    _print(kind, kills, posts, arrivals, states, toll)
    lost = arrivals[0] - (states["review"] if kind == "neither" else 0)
    return max(arrivals) <= 1 and lost <= 0 and (kind == "neither" or not states["review"])


def _print(  # noqa: PLR0917 - one value for each line
    kind: str, kills: int, posts: int, arrivals: Counter[int], states: Counter[str], toll: Toll
) -> None:
    print(f"{kind}: {kills} kills over {posts} posts")
    print("  arrivals per post: " + ", ".join(f"{n}x {arrivals[n]}" for n in sorted(arrivals)))
    print("  states at the end: " + ", ".join(f"{name} {n}" for name, n in states.items()))
    print(f"  in doubt per kill: mean {statistics.mean(toll.doubts):.1f}, most {max(toll.doubts)}")
    if toll.recoveries:
        print(
            f"  seconds from start to the next arrival: p50 "
            f"{statistics.median(toll.recoveries):.2f}, most {max(toll.recoveries):.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
