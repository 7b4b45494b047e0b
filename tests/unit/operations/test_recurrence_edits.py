# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever somebody writes into a repeating post: no time of it has two deliveries."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select, update

from scheduler.model.delivery import State
from scheduler.store import schema
from scheduler.store.database import open_database
from scheduler.store.upgrade import upgrade
from tests.support.clock import START
from tests.support.workspace import Office

CRONS = ("0 9 * * mon", "0 10 * * mon", "0 9 * * mon,thu", "30 2 * * sun", "0 9 1 * *")
TEMPLATE: list[Path] = []


def template() -> Path:
    """A database to copy, made once."""
    if not TEMPLATE:
        file = Path(tempfile.mkdtemp()) / "litfass.db"
        made = open_database(f"sqlite:///{file}")
        upgrade(made, START)
        made.close()
        TEMPLATE.append(file)
    return TEMPLATE[0]


class Edits(RuleBasedStateMachine):
    """Edits, syncs, restarts and time, in any order; what is due goes out at once."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(template(), self.folder / "litfass.db")
        self.database = open_database(f"sqlite:///{self.folder / 'litfass.db'}")
        self.office = Office(self.folder, self.database)
        self.numbers: dict[str, int] = {}

    @rule(
        cron=st.sampled_from(CRONS),
        until=st.sampled_from(("", ", until: 2027-03-20", ", until: 2027-04-30")),
        skipped=st.sampled_from(("", ", except: [2027-03-15]")),
        most=st.sampled_from(("", ", max: 2", ", max: 9")),
        start=st.sampled_from(("", "publish_at: 2027-03-16 09:00\n")),
        status=st.sampled_from(("ready", "ready", "draft")),
    )
    def repeat(self, cron, until, skipped, most, start, status) -> None:  # noqa: PLR0917
        rule_text = f'repeat: {{cron: "{cron}"{until}{skipped}{most}}}\n'
        self.write(start + rule_text, status)

    @rule(at=st.sampled_from(("2027-03-15 09:00", "2027-03-16 09:00", "2027-03-22 10:00")))
    def once(self, at) -> None:
        self.write(f"publish_at: {at}\n", "ready")

    @rule()
    def break_file(self) -> None:
        self.office.write("woche.yaml", "status: [\n")
        self.office.sync()

    @rule()
    def restart(self) -> None:
        self.office.restarted()
        self.office.sync()

    @rule(hours=st.sampled_from((1, 25, 24 * 7)))
    def live_on(self, hours) -> None:
        for _ in range(hours):
            self.office.clock.jump(timedelta(hours=1))
            with self.database.write() as connection:
                table = schema.deliveries
                due = (table.c.state == State.PLANNED) & (table.c.due_at <= self.office.clock.now())
                values = {"state": State.PUBLISHED, "wake_at": None}
                connection.execute(update(table).where(due).values(**values))
        self.office.sync()

    @invariant()
    def each_time_has_one_number_and_each_number_one_delivery(self) -> None:
        if not hasattr(self, "database"):
            return
        table = schema.occurrences
        with self.database.read() as connection:
            rows = connection.execute(select(table)).all()
            columns = (schema.deliveries.c.state, schema.deliveries.c.due_at)
            deliveries = connection.execute(select(*columns)).all()
        assert len({row.local_time for row in rows}) == len(rows)
        out = [each.due_at for each in deliveries if each.state == State.PUBLISHED]
        assert len(set(out)) == len(out)
        for row in rows:
            if not row.single:
                assert self.numbers.setdefault(row.local_time, row.n) == row.n

    def write(self, lines: str, status: str) -> None:
        self.office.write(
            "woche.yaml",
            f"status: {status}\nchannels: [mastodon-land]\ntext: Jede Woche\n{lines}",
        )
        self.office.sync()

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            shutil.rmtree(self.folder)


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=12,
    stateful_step_count=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
