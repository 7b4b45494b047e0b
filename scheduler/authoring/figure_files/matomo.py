# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Matomo's CSV exports → entries.

Facts (github.com/matomo-org/matomo, core/DataTable/Renderer/Csv.php, seen 2026-11): cells are
separated by commas, the file is UTF-16LE with a byte order mark unless told otherwise; of several
periods the first column is `date`; what belongs to a row beside its figures is in columns that
begin with `metadata_` (`metadata_url` of a page). Column names may be translated.

VisitsSummary.get gives the visits of the whole website. Actions.getPageUrls gives those of each
page; only pages that were opened with campaign parameters tell anything of the posts, and pages
without are passed over, since a visit of three pages would count three times. Of
Referrers.getCampaigns the label is the campaign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from scheduler.authoring.figure_files.cells import Cell, grid_of
from scheduler.authoring.figure_files.entries import Sheet
from scheduler.model.amounts import parse_amount
from scheduler.model.sentence import Place, Sentence

WHOLE, FROM_POSTS = "website_visits", "visits_from_posts"
_VISITS = ("nb_visits", "visits", "besuche")
_DATES = ("date", "datum")
_LABELS = ("label", "bezeichnung", "page url", "seiten-url", "campaign", "kampagne")
_ADDRESSES = ("metadata_url", "url")
_CAMPAIGN_KEYS = ("mtm_campaign", "utm_campaign", "matomo_campaign", "pk_campaign")
_SOURCE_KEYS = ("mtm_source", "utm_source", "matomo_source", "pk_source")
_About = tuple[str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Names:
    """What Litfass writes into links: campaigns, posts, and which platforms have one channel."""

    campaigns: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    channel_of: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Pages:
    """The visits of each day, campaign, post and channel, and where the first line of each is."""

    visits: Counter[_About] = field(default_factory=Counter)
    cells: dict[_About, dict[str, Cell]] = field(default_factory=dict)
    passed_over: int = 0
    strange: dict[str, Place] = field(default_factory=dict)


def read_matomo(content: bytes, name: str, sheet: Sheet, names: Names) -> None:
    """Put the visits of an export into `sheet`. Never raises."""
    grid = grid_of(content, name)
    sheet.findings += grid.findings
    if grid.findings:
        return
    header, *rows = grid.rows or ((Cell("", Place(name, 1, 1)),),)
    at = {title: _column(header, words) for title, words in _TITLES.items()}
    if at["visits"] is None:
        sheet.refuse(header[0].place, _NO_VISITS)
        return
    if at["label"] is None and at["address"] is None:
        for row in rows:
            _take_whole(_cells(row, at), sheet)
        return
    pages = _Pages()
    for row in rows:
        _take_page(_cells(row, at), sheet, names, pages)
    _enter(pages, sheet, Place(name))


def _take_whole(cells: Mapping[str, Cell], sheet: Sheet) -> None:
    place = next(iter(cells.values())).place
    told = {"metric": Cell(WHOLE, place), "value": cells.get("visits", Cell("", place))}
    sheet.take({**told, **_date(cells)}, place)


def _take_page(cells: Mapping[str, Cell], sheet: Sheet, names: Names, pages: _Pages) -> None:
    campaign, source = _tags(cells)
    if not campaign:
        pages.passed_over += 1
        return
    place = next(iter(cells.values())).place
    if campaign not in names.campaigns and campaign not in names.posts:
        if _is_tagged(cells):
            pages.strange.setdefault(campaign, place)
        else:
            pages.passed_over += 1
        return
    visits = cells.get("visits", Cell("", place))
    value = parse_amount(visits.text, FROM_POSTS)
    day = _date(cells).get("date", Cell("", place))
    about = (
        day.text,
        campaign if campaign in names.campaigns else None,
        None if campaign in names.campaigns else campaign,
        names.channel_of.get(source),
    )
    if value is None:
        sheet.refuse(visits.place, _no_number(visits.text))
        return
    pages.visits[about] += value
    pages.cells.setdefault(about, {"metric": Cell(FROM_POSTS, place), "date": day})


def _enter(pages: _Pages, sheet: Sheet, file: Place) -> None:
    for about, cells in pages.cells.items():
        place = cells["metric"].place
        told = dict(zip(("campaign", "post", "channel"), about[1:], strict=True))
        named = {name: Cell(text, place) for name, text in told.items() if text}
        sheet.take({**cells, **named, "value": Cell(str(pages.visits[about]), place)}, place)
    for campaign, place in pages.strange.items():
        sheet.leave_out(place, _strange(campaign))
    if pages.passed_over:
        sheet.leave_out(file, _passed_over(pages.passed_over))


def _tags(cells: Mapping[str, Cell]) -> tuple[str, str]:
    """Campaign and source of a line, lower-cased source; a label without address is a campaign."""
    for name in ("address", "label"):
        query = _query(cells[name].text) if name in cells else {}
        campaign = _first(query, _CAMPAIGN_KEYS)
        if campaign:
            return campaign, _first(query, _SOURCE_KEYS).casefold()
    return (cells["label"].text, "") if "label" in cells and "address" not in cells else ("", "")


def _is_tagged(cells: Mapping[str, Cell]) -> bool:
    queries = [_query(cells[name].text) for name in ("address", "label") if name in cells]
    return any(_first(query, _CAMPAIGN_KEYS) for query in queries)


def _query(address: str) -> Mapping[str, Sequence[str]]:
    try:
        return parse_qs(urlsplit(address).query)
    except ValueError:
        return {}


def _first(query: Mapping[str, Sequence[str]], keys: Sequence[str]) -> str:
    return next((query[key][0] for key in keys if key in query), "")


def _date(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {"date": cells["date"]} if "date" in cells else {}


def _cells(row: Sequence[Cell], at: Mapping[str, int | None]) -> dict[str, Cell]:
    found = {
        title: row[index]
        for title, index in at.items()
        if index is not None and index < len(row) and row[index].text
    }
    return found or {"label": row[0]}


def _column(header: Sequence[Cell], words: Sequence[str]) -> int | None:
    titles = [cell.text.casefold() for cell in header]
    return next((titles.index(word) for word in words if word in titles), None)


_TITLES = {"date": _DATES, "label": _LABELS, "address": _ADDRESSES, "visits": _VISITS}


def _no_number(text: str) -> Sentence:
    return Sentence(
        f"„{text}“ ist keine eindeutige ganze Zahl ab 0.",
        f"“{text}” is no clear whole number from 0 up.",
    )


def _strange(campaign: str) -> Sentence:
    return Sentence(
        f"Die Kampagne „{campaign}“ stammt nicht von Litfass; ihre Besuche werden nicht gezählt.",
        f"The campaign “{campaign}” is not one of Litfass; its visits are not counted.",
    )


def _passed_over(lines: int) -> Sentence:
    return Sentence(
        f"{lines} Zeilen ohne Kampagne von Litfass wurden übergangen.",
        f"{lines} lines without a campaign of Litfass were passed over.",
    )


_NO_VISITS = Sentence(
    "Keine Spalte heißt nb_visits, Visits oder Besuche: Das ist kein Export aus Matomo, den "
    "Litfass kennt (VisitsSummary.get, Actions.getPageUrls, Referrers.getCampaigns).",
    "No column is called nb_visits, Visits or Besuche: this is no export of Matomo that Litfass "
    "knows (VisitsSummary.get, Actions.getPageUrls, Referrers.getCampaigns).",
)
