# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the program has, the docs name: commands, keys, rules, tables and states."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from apprise import Apprise
from pydantic import BaseModel

from scheduler import registry
from scheduler.authoring.approval_field import ApprovalBorder
from scheduler.authoring.campaign_file import CampaignBorder, GoalBorder
from scheduler.authoring.event import Event, event_values
from scheduler.authoring.post_fields import (
    CardBorder,
    ColorsBorder,
    LinkBorder,
    MediumBorder,
    OverrideBorder,
    PassageBorder,
    PostBorder,
    VariantBorder,
    WaiverBorder,
)
from scheduler.authoring.recurrence_fields import EvergreenBorder, RepeatBorder, SeasonBorder
from scheduler.authoring.rights_file import RightsBorder
from scheduler.authoring.series_fields import EventBorder, StepBorder
from scheduler.cli.commands import COMMANDS
from scheduler.config.approval import PersonBorder, PolicyBorder, SensitiveBorder
from scheduler.config.border import ChannelBorder, ConfigBorder, HttpBorder, TimingBorder
from scheduler.config.health import HealthBorder
from scheduler.config.linting import HouseStyleBorder, OwnRuleBorder
from scheduler.config.notices import NoticeBorder
from scheduler.config.pools import PoolBorder
from scheduler.config.retention import KeepBorder, RetentionBorder
from scheduler.config.windows import BlackoutBorder, QuietDayBorder
from scheduler.model.delivery import NEEDS_PERSON, TRANSITIONS, GateName, State
from scheduler.model.notice import NoticeEvent
from scheduler.model.retention import CLASSES
from scheduler.platforms.manual.settings import Notify
from scheduler.store.retention import NEVER
from scheduler.store.schema import METADATA

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
FORMAT_PAGES = ("post_format.md", "beitragsformat.md")
START_PAGES = ("start.md", "start.de.md")
CONFIG_MODELS = (
    (ConfigBorder, ""),
    (HealthBorder, "health."),
    (RetentionBorder, "retention."),
    (KeepBorder, "retention.CLASS."),
    (HttpBorder, "http."),
    (TimingBorder, "timing."),
    (PoolBorder, "pools."),
    (NoticeBorder, "notices."),
    (PersonBorder, "people."),
    (PolicyBorder, "approval_policies."),
    (SensitiveBorder, "sensitive."),
    (HouseStyleBorder, "house_style."),
    (OwnRuleBorder, "own_rules."),
    (BlackoutBorder, "blackouts."),
    (QuietDayBorder, "quiet_days."),
)
FORMAT_MODELS = (
    (PostBorder, ""),
    (ApprovalBorder, ""),
    (LinkBorder, ""),
    (CardBorder, "card."),
    (MediumBorder, ""),
    (ColorsBorder, ""),
    (PassageBorder, ""),
    (OverrideBorder, ""),
    (VariantBorder, ""),
    (WaiverBorder, "lint_ignore."),
    (CampaignBorder, ""),
    (GoalBorder, "goals."),
)
SERIES_PAGES = ("series.md", "serien.de.md")
SERIES_MODELS = (
    (RepeatBorder, "repeat."),
    (EvergreenBorder, "evergreen."),
    (SeasonBorder, "season."),
    (EventBorder, "event."),
    (StepBorder, ""),
)
_DAY = datetime(2027, 4, 23, 10, tzinfo=UTC)
EVENT = Event(
    id="kassel",
    id_from_file=False,
    title="Training",
    starts=_DAY,
    ends=_DAY,
    zone="UTC",
    place="Kassel",
    region=None,
    status="planned",
    registration="",
)
# Ids of findings stand in the source as such texts, wherever the finding is made.
RULE_ID = re.compile(r'"([A-Z]\d\d)"')


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def sections(text: str, level: str = "##") -> dict[str, str]:
    """The text below each heading of `level`, by the heading."""
    pieces = re.split(rf"(?m)^{level} (.+)$", text)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def keys_of(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield prefix + (field.alias or name)


def first_cells(text: str) -> list[list[str]]:
    """The cells of each row of each table."""
    return [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in text.splitlines()
        if line.startswith("| ")
    ]


def row_of(text: str, key: str) -> list[str] | None:
    return next((row for row in first_cells(text) if f"`{key}`" in row[0]), None)


# Commands --------------------------------------------------------------------------------------

COMMAND_SECTIONS = sections(page("commands.md"))


def click_commands() -> Iterator[tuple[str, str, object]]:
    """Each command: the section it belongs to, its full name, and the object with its options."""
    for command in COMMANDS:
        module = importlib.import_module(f"scheduler.cli.{command.module}")
        group = getattr(module, "GROUPS", {}).get(command.name)
        if group is None:
            app = typer.Typer(add_completion=False)
            app.command()(module.COMMANDS[command.name])
            yield command.name, command.name, typer.main.get_command(app)
        else:
            for name, inner in typer.main.get_command(group).commands.items():
                yield command.name, f"{command.name} {name}", inner


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_each_command_has_its_section_and_stands_in_both_readmes(name):
    assert name in COMMAND_SECTIONS
    for readme in ("README.md", "README.de.md"):
        assert f"`{name}`" in (REPOSITORY / readme).read_text(encoding="utf-8"), readme


@pytest.mark.parametrize(
    ("section", "name", "command"), [pytest.param(*each, id=each[1]) for each in click_commands()]
)
def test_each_command_is_shown_with_all_its_options(section, name, command):
    assert f"litfass {name}" in COMMAND_SECTIONS[section]
    said = COMMAND_SECTIONS[section] + COMMAND_SECTIONS["Everywhere"]
    options = [param for param in command.params if param.param_type_name == "option"]
    unsaid = [
        param.opts
        for param in options
        if not any(name in said for name in (*param.opts, *param.secondary_opts))
    ]
    assert unsaid == []


def test_no_section_explains_a_command_that_is_gone():
    assert set(COMMAND_SECTIONS) == {"Everywhere", *(command.name for command in COMMANDS)}


# Keys ------------------------------------------------------------------------------------------

CONFIG_PAGE = page("configuration.md")
CONFIG_KEYS = [key for model, prefix in CONFIG_MODELS for key in keys_of(model, prefix)]
ABLE = [kind for kind in registry.platforms().values() if kind.open is not None]
PLATFORM_KEYS = [(kind.name, key) for kind in ABLE for key in keys_of(kind.settings, "")]
PLATFORM_KEYS += [("manual", key) for key in keys_of(Notify, "notify.")]


@pytest.mark.parametrize("key", [*CONFIG_KEYS, *keys_of(ChannelBorder, "")])
def test_each_key_of_the_configuration_is_described(key):
    assert row_of(CONFIG_PAGE, key) is not None


@pytest.mark.parametrize(("platform", "key"), PLATFORM_KEYS)
def test_each_key_of_a_channel_is_described_under_its_platform(platform, key):
    assert row_of(sections(CONFIG_PAGE, "###")[platform], key) is not None


def plain_defaults() -> Iterator[tuple[str, str, str]]:
    """Where a key has a plain text or number as its default: section, key, default."""
    named = [("", model, prefix) for model, prefix in CONFIG_MODELS]
    named += [(kind.name, kind.settings, "") for kind in ABLE] + [("manual", Notify, "notify.")]
    for section, model, prefix in named:
        for name, field in model.model_fields.items():
            if field.default != "" and isinstance(field.default, str | int | float):
                yield section, prefix + name, as_written(field.default)


def as_written(default: str | float) -> str:
    """How YAML writes it."""
    if isinstance(default, bool):
        return str(default).lower()
    return default if isinstance(default, str) else f"{default:g}"


@pytest.mark.parametrize(("section", "key", "default"), list(plain_defaults()))
def test_the_default_in_the_docs_is_the_one_in_the_code(section, key, default):
    text = sections(CONFIG_PAGE, "###")[section] if section else CONFIG_PAGE
    assert row_of(text, key)[1] == f"`{default}`"


@pytest.mark.parametrize("name", FORMAT_PAGES)
@pytest.mark.parametrize(
    "key", sorted({key for model, prefix in FORMAT_MODELS for key in keys_of(model, prefix)})
)
def test_each_key_of_posts_and_campaigns_is_described_in_both_languages(name, key):
    assert f"`{key}`" in page(name)


@pytest.mark.parametrize("name", SERIES_PAGES)
@pytest.mark.parametrize(
    "key", [key for model, prefix in SERIES_MODELS for key in keys_of(model, prefix)]
)
def test_each_key_of_series_and_repetitions_is_described_in_both_languages(name, key):
    assert row_of(page(name), key) is not None


@pytest.mark.parametrize("name", SERIES_PAGES)
@pytest.mark.parametrize("value", event_values(EVENT, "en"))
def test_each_word_about_an_event_is_named_in_both_languages(name, value):
    assert f"`event.{value}`" in page(name)


# Rules, tables, states, platforms --------------------------------------------------------------


def finding_ids() -> set[str]:
    sources = [
        path
        for path in (REPOSITORY / "scheduler").rglob("*.py")
        if "simulator" not in path.parts and "_sample" not in path.parts
    ]
    texts = [path.read_text(encoding="utf-8") for path in sources]
    return {found for text in texts for found in RULE_ID.findall(text)}


@pytest.mark.parametrize("rule", list(registry.rules().values()), ids=lambda rule: rule.id)
def test_each_rule_stands_in_the_table_under_its_id_and_name(rule):
    rows = first_cells(sections(page("rules.md"))["Rules"])
    assert [rule.id, rule.title] in [row[:2] for row in rows]


def test_the_docs_name_exactly_the_findings_that_the_program_makes():
    rows = first_cells(page("rules.md"))
    assert {row[0] for row in rows if re.fullmatch(r"[A-Z]\d\d", row[0])} == finding_ids()


@pytest.mark.parametrize("table", list(METADATA.tables.values()), ids=lambda table: table.name)
def test_each_table_and_column_is_described(table):
    described = sections(page("data_model.md"))[table.name]
    names = {name for row in first_cells(described) for name in re.findall(r"`(\w+)`", row[0])}
    assert names == set(table.columns.keys())


@pytest.mark.parametrize("state", list(State), ids=lambda state: state.value)
def test_each_state_is_described_with_exactly_its_transitions(state):
    row = row_of(sections(page("architecture.md"))["States"], state.value)
    assert row is not None
    assert set(re.findall(r"`(\w+)`", row[2])) == set(TRANSITIONS[state])


@pytest.mark.parametrize("name", START_PAGES)
@pytest.mark.parametrize("state", NEEDS_PERSON, ids=lambda state: state.value)
def test_what_a_person_does_about_a_state_is_said_in_both_languages(name, state):
    assert row_of(page(name), state.value) is not None


@pytest.mark.parametrize("name", list(registry.platforms()))
def test_each_platform_has_its_page_and_stands_in_the_comparison(name):
    assert (DOCS / "platforms" / f"{name}.md").is_file()
    assert f"({name}.md)" in page("platforms/README.md")


@pytest.mark.parametrize(
    "gate",
    [
        GateName.LATE,
        GateName.UNASKABLE,
        GateName.BLOCKED,
        GateName.EMBARGO,
        GateName.PAUSED,
        GateName.APPROVAL,
        GateName.RIGHTS,
        GateName.FINDINGS,
        GateName.BLACKOUT,
        GateName.QUIET_DAY,
        GateName.HOURS,
    ],
)
def test_each_gate_that_closes_is_explained(gate):
    assert f"`{gate}`" in page("architecture.md")
    assert f"`{gate}`" in page("data_model.md")


@pytest.mark.parametrize("name", ["notices.md", "notices.de.md"])
@pytest.mark.parametrize("event", list(NoticeEvent), ids=lambda event: event.value)
def test_each_event_of_notices_is_described_in_both_languages(name, event):
    assert row_of(page(name), event.value) is not None
    assert f"`{event}`" in row_of(CONFIG_PAGE, "notices.events")[2]


@pytest.mark.parametrize("name", ["notices.md", "notices.de.md"])
def test_addresses_in_the_docs_are_understood_by_apprise(name):
    addresses = re.findall(r"(?m)^```text\n(\w+://.+)$", page(name))
    assert [Apprise().add(address) for address in addresses] == [True] * 3


@pytest.mark.parametrize("name", ["rights.md", "rights.de.md"])
@pytest.mark.parametrize("key", list(keys_of(RightsBorder, "")))
def test_each_key_of_a_right_is_described_in_both_languages(name, key):
    assert row_of(page(name), key) is not None


@pytest.mark.parametrize("name", ["records.md", "akten.md"])
@pytest.mark.parametrize("key", list(CLASSES))
def test_each_class_of_records_is_described_in_both_languages(name, key):
    assert row_of(page(name), key) is not None


@pytest.mark.parametrize("name", ["records.md", "akten.md"])
def test_each_table_that_is_never_purged_is_named_in_both_languages(name):
    assert [table for table in NEVER if f"`{table}`" not in page(name)] == []


GUARANTEES = re.compile(r"^\| (\d+) \|.*\| ([^|]*) \|$", re.MULTILINE)
SCENARIOS = 41


def guarantees():
    return {int(number): tests for number, tests in GUARANTEES.findall(page("guarantees.md"))}


def test_every_fault_scenario_is_promised():
    assert set(guarantees()) == set(range(1, SCENARIOS + 1))


@pytest.mark.parametrize("number", range(1, SCENARIOS + 1))
def test_every_promise_names_tests_that_exist(number):
    written = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("faults", "unit/store")
        for path in (REPOSITORY / "tests" / folder).glob("test_*.py")
    )
    named = re.findall(r"`(test_\w+)`", guarantees()[number])
    assert named
    assert [name for name in named if f"def {name}(" not in written] == []
