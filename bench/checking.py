# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What checking costs beside reading: `python -m bench.checking [POSTS]`.

Both in one process and one run: read the ratio, not the seconds. Checking reads, renders,
composes for every channel and asks every rule; the house style switches on all of them.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from scheduler.authoring.queue_folder import QueueFolder
from scheduler.bootstrap import open_offline, read_settings

POSTS = 10_000
GOAL = 5.0
_CONFIG = """\
timezone: Europe/Berlin
house_style:
  own_domains: [land.example]
  known_hashtags: [GehtNoch, Zivilcourage]
  link_hosts: [land.example]
  shorteners: [kurz.example]
  cross_media: true
own_rules:
  - {id: X-Haus, words: [Kunden, Hotline], message: So heißt das bei uns nicht.}
  - {id: X-Zahl, pattern: '\\d+ Prozent', message: Schreiben Sie %.}
quiet_days:
  - {name: Gedenktag, on: 11-09}
blackouts:
  - {id: wahl, from: 2097-02-01, until: 2097-02-02, effect: warn}
channels:
  mastodon-land: {platform: mastodon, url: "https://social.example", token: {env: NO_TOKEN}}
  bluesky-land: {platform: bluesky, handle: land.example, app_password: {env: NO_PASSWORD}}
"""
_TEXT = """
wir üben gemeinsam Zivilcourage im Alltag und zeigen wie Menschen aus der Nachbarschaft helfen
können wenn jemand beleidigt wird am Bahnhof in der Schule oder im Verein denn Wegsehen hilft
niemandem außer denen die andere klein machen wollen kommt vorbei und bringt Freundinnen Freunde
Kolleginnen Kollegen Eltern Kinder Nachbarn mit
"""
_WORDS = _TEXT.split()


def write_posts(folder: Path, count: int) -> None:
    """One file for each post, every text another one, 45 minutes apart."""
    chance = random.Random(7)
    begin = datetime(2097, 1, 1, 8)  # noqa: DTZ001 - wall time, as posts have it
    for number in range(count):
        text = _post(number, begin, chance)
        (folder / f"{number:06}.yaml").write_text(text, encoding="utf-8")


def _post(number: int, begin: datetime, chance: random.Random) -> str:
    sentences = [" ".join(chance.choices(_WORDS, k=11)).capitalize() for _ in range(3)]
    text = ". ".join(sentences)
    at = begin + timedelta(minutes=45 * number)
    return (
        f"id: p{number}\nstatus: ready\npublish_at: {at:%Y-%m-%d %H:%M}\n"
        "channels: [mastodon-land, bluesky-land]\nlang: de\n"
        f"text: |\n  {text}.\n\n  Anmeldung: https://land.example/{number}\nhashtags: [GehtNoch]\n"
    )


def measure(count: int) -> tuple[float, float, int]:
    """Seconds to read and to check `count` posts, and how many findings there were."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "posts").mkdir()
        (folder / "config.yaml").write_text(_CONFIG, encoding="utf-8")
        write_posts(folder / "posts", count)
        settings = read_settings(folder / "config.yaml")
        began = time.perf_counter()
        QueueFolder(settings.posts, settings.folder).read(settings.timezone, settings.channels)
        read = time.perf_counter() - began
        began = time.perf_counter()
        with open_offline(settings) as opened:
            survey = opened.sync.survey()
        return read, time.perf_counter() - began, len(survey.findings)


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if sys.argv[1:] and sys.argv[1].isdigit() else POSTS
    read, checked, findings = measure(count)
    print(f"{count:,} posts for two channels, {findings:,} findings:")
    print(f"  read {read:.1f} s, check {checked:.1f} s (reading included)")
    print(f"  check takes {checked / read:.2f} times as long as reading   (goal: at most {GOAL:g})")


if __name__ == "__main__":
    main()
