# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Link checks: in small rounds, never before an embargo ends, and told by rule L03."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.http_client import FetchRefused
from scheduler.model.sentence import Sentence
from scheduler.operations.link_checks import AT_A_TIME, LinkChore
from scheduler.store.link_checks import link_checks
from tests.support.workspace import CONFIG, Office, post

GONE = Sentence("der Server antwortet mit 404", "the server answers with 404")


class Web:
    """Pages that can be reached, but for those that are gone."""

    def __init__(self):
        self.gone = set()
        self.asked = []

    def reach(self, url, bounds=None):
        del bounds
        self.asked.append(url)
        if url in self.gone:
            raise FetchRefused(GONE)


@pytest.fixture
def office(tmp_path, database):
    made = Office(tmp_path, database)
    (tmp_path / "config.yaml").write_text("link_checks: true" + CONFIG, encoding="utf-8")
    made.restarted()
    return made


@pytest.fixture
def web():
    return Web()


@pytest.fixture
def chore(office, web):
    return LinkChore(office.database, office.database, office.clock, web)


def write(office, name="eins", path="a", more=""):
    office.write(f"{name}.yaml", post(f"Anmeldung: https://seite.example/{path}") + more)
    return office.sync()


def test_a_link_that_is_gone_becomes_a_warning_and_holds_nothing(office, chore, web):
    web.gone.add("https://seite.example/a")
    write(office)
    chore.run()
    office.clock.jump(timedelta(hours=1))
    (found,) = office.sync().findings
    assert (found.rule, found.severity) == ("L03", "warning")
    assert "the server answers with 404" in found.message.en


def test_a_link_that_is_back_is_silent_again(office, chore, web):
    web.gone.add("https://seite.example/a")
    write(office)
    chore.run()
    web.gone.clear()
    office.clock.jump(timedelta(hours=1))
    chore.run()
    assert office.sync().findings == ()


def test_an_address_is_asked_once_a_day(office, chore, web):
    write(office)
    chore.run()
    office.clock.jump(timedelta(hours=23))
    chore.run()
    assert web.asked == ["https://seite.example/a"]


def test_a_page_under_embargo_is_not_asked_for(office, chore, web):
    write(office, more="embargo_until: 2027-03-09 09:00\n")
    chore.run()
    assert web.asked == []


def test_a_round_is_small_and_the_next_goes_on(office, chore, web):
    for number in range(AT_A_TIME + 2):
        write(office, f"p{number}", str(number))
    chore.run()
    assert len(web.asked) == AT_A_TIME
    chore.run()
    assert len(set(web.asked)) == AT_A_TIME + 2


def test_what_no_coming_post_names_is_forgotten(office, chore):
    write(office)
    chore.run()
    write(office, path="b")
    chore.run()
    with office.database.read() as connection:
        assert set(link_checks(connection)) == {"https://seite.example/b"}
