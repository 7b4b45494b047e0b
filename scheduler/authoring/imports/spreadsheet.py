# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""An editorial plan as CSV → drafts. The first row names the columns, in German or English."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from scheduler.authoring.draft_file import DraftMedium, DraftPost
from scheduler.authoring.imports.harvest import Harvest, first_words, text_of
from scheduler.model.sentence import Place
from scheduler.planning.schedule import parse_time

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "name"),
    "date": ("date", "datum", "tag", "publish_at", "termin"),
    "time": ("time", "uhrzeit", "zeit"),
    "text": ("text", "beitrag", "post"),
    "channels": ("channels", "kanal", "kanäle", "channel"),
    "campaign": ("campaign", "kampagne"),
    "lang": ("lang", "sprache", "language"),
    "link": ("link", "url", "adresse"),
    "hashtags": ("hashtags", "hashtag", "schlagworte"),
    "media": ("media", "bild", "image", "datei", "file"),
    "alt": ("alt", "alternativtext", "alt text", "alt-text"),
    "notes": ("notes", "notizen", "bemerkung", "notiz"),
}
_KEY_OF = {word: key for key, spellings in COLUMNS.items() for word in spellings}
_DATES = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?:[:.]\d\d)?(?:\s*Uhr)?", re.IGNORECASE | re.ASCII)


def read_csv(content: bytes, name: str) -> Harvest:
    """The posts of a CSV file in UTF-8, with `;`, `,` or tabs between the cells. Never raises."""
    harvest = Harvest()
    if _is_windows(content):
        _say_windows(harvest, name)
        return harvest
    text = text_of(content, name, harvest)
    rows = _rows(text or "", name, harvest)
    header = next(rows, None)
    if header is None:
        if text is not None:
            harvest.refused(Place(name), "Die Datei ist leer.", "The file is empty.")
        return harvest
    keys = _keys(header[1], name, harvest)
    if "text" not in keys.values():
        harvest.refused(
            Place(name, header[0]),
            "Keine Spalte heißt „text“. Die erste Zeile muss die Spalten nennen.",
            "No column is called “text”. The first row must name the columns.",
        )
        return harvest
    for line, cells in rows:
        _take(Place(name, line), cells, keys, harvest)
    return harvest


def _rows(text: str, name: str, harvest: Harvest) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line it begins in."""
    first = text.split("\n", 1)[0]
    between = max(";,\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=between, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        harvest.refused(
            Place(name, line),
            f"Ab hier ist die Tabelle nicht lesbar ({error}); meist fehlt ein Anführungszeichen.",
            f"From here the table cannot be read ({error}); usually a quote is missing.",
        )


def _keys(header: list[str], name: str, harvest: Harvest) -> dict[int, str]:
    """Which column holds what; a column nobody knows, or a second one, is told."""
    keys: dict[int, str] = {}
    for index, title in enumerate(header):
        key = _KEY_OF.get(title.strip().casefold())
        if key is not None and key not in keys.values():
            keys[index] = key
        elif title.strip():
            place = Place(name, 1, index + 1)
            harvest.left_out(
                place,
                f"Die Spalte „{title.strip()}“ wird als Notiz übernommen.",
                f"The column “{title.strip()}” is taken over as a note.",
            )
            keys[index] = f"+{title.strip()}"
    return keys


def _take(place: Place, cells: list[str], keys: Mapping[int, str], harvest: Harvest) -> None:
    row = {keys.get(at, "+"): cell.strip() for at, cell in enumerate(cells) if cell.strip()}
    if len(cells) > len(keys) and any(
        cell.strip() for at, cell in enumerate(cells) if at not in keys
    ):
        beyond = [cell.strip() for at, cell in enumerate(cells) if at not in keys and cell.strip()]
        row["+"] = " ".join(beyond)
    if not row.get("text"):
        said = "; ".join(row.values())
        harvest.refused(place, f"Die Zeile hat keinen Text: {said}", f"The row has no text: {said}")
        return
    notes = [f"{key[1:]}: {cell}".removeprefix(": ") for key, cell in row.items() if key[0] == "+"]
    harvest.posts.append(
        DraftPost(
            id=harvest.name(row.get("id") or first_words(row["text"])),
            text=row["text"],
            campaign=row.get("campaign"),
            publish_at=_instant(place, row, notes, harvest),
            channels=tuple(_words(row.get("channels", ""))),
            lang=row.get("lang"),
            link=row.get("link"),
            hashtags=tuple(word.lstrip("#") for word in _words(row.get("hashtags", ""))),
            media=_media(row, notes),
            notes="\n".join([*filter(None, [row.get("notes")]), *notes]),
        )
    )


def _media(row: Mapping[str, str], notes: list[str]) -> tuple[DraftMedium, ...]:
    if row.get("media"):
        return (DraftMedium(row["media"], row.get("alt", "")),)
    if row.get("alt"):
        notes.append(f"alt: {row['alt']}")
    return ()


def _words(cell: str) -> list[str]:
    return re.split(r"[\s,;|]+", cell.strip()) if cell.strip() else []


def _instant(
    place: Place, row: Mapping[str, str], notes: list[str], harvest: Harvest
) -> str | None:
    """The time as the format writes it; what is no time goes to the notes, and is told."""
    said = " ".join(filter(None, (row.get("date"), row.get("time"))))
    if not said:
        return None
    found = local_time(said)
    if found is None:
        notes.append(said)
        harvest.left_out(
            place,
            f"„{said}“ ist kein Termin mit Tag und Uhrzeit; der Beitrag wird Entwurf ohne Termin.",
            f"“{said}” is no day with a time; the post becomes a draft without a time.",
        )
    return found


def local_time(said: str) -> str | None:
    """A German or ISO date with a time, as `2027-03-08 09:30`; None for anything else."""
    if parse_time(said.replace("T", " ")) is not None:
        return said.replace("T", " ")
    day, _, clock = said.replace(",", " ").partition(" ")
    match = _CLOCK.fullmatch(clock.strip().removeprefix("um ").strip())
    if match is None:
        return None
    for form in _DATES:
        try:
            found = datetime.strptime(day, form)  # noqa: DTZ007 - a wall time; its zone is the post's
            found = found.replace(hour=int(match[1]), minute=int(match[2] or 0))
        except ValueError:
            continue
        return f"{found:%Y-%m-%d %H:%M}"
    return None


def _is_windows(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return not content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return False


def _say_windows(harvest: Harvest, name: str) -> None:
    harvest.refused(
        Place(name),
        "Die Datei ist nicht als UTF-8 gespeichert, wohl als Windows-1252. In Excel: Speichern "
        "unter, Dateityp „CSV UTF-8 (durch Trennzeichen getrennt)“.",
        "The file is not saved as UTF-8, but probably as Windows-1252. In Excel: Save As, type "
        "“CSV UTF-8 (Comma delimited)”.",
    )
