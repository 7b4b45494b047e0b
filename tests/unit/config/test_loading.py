# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
import dataclasses
from datetime import timedelta
from typing import Annotated, Literal

import jsonschema
import pytest
import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from scheduler.config import ConfigError, config_schema, load_settings
from scheduler.credentials import Secret
from scheduler.model.engagement import DEFAULT_CADENCE
from scheduler.model.errors import UsageError
from scheduler.yaml_source.fields import wrong

SMALLEST = """\
timezone: Europe/Berlin
database: sqlite:///litfass.db
posts: posts
templates: templates
channels:
  mastodon-land: {platform: mastodon, url: "https://social.example", token: {env: MASTODON_TOKEN}}
"""


def _short(value):
    if len(value) > 10:
        raise wrong("Zu lang.", "Too long.")
    return value


class Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    token: Secret
    retries: int = Field(default=3, ge=0)
    ratio: float = 1.0
    bot: bool = False
    kind: Literal["a", "b"] = "a"
    hosts: tuple[str, ...] = ()
    note: Annotated[str, AfterValidator(_short)] = ""


def _https(value):
    if not value.startswith("https://"):
        raise ValueError("must begin with https://")
    return value


class StrictKeys(BaseModel):
    url: Annotated[str, AfterValidator(_https)]


@dataclasses.dataclass(frozen=True)
class Kind:
    settings: type = Keys
    open: object = print


KINDS = {"mastodon": Kind(), "x": Kind(open=None)}


@pytest.fixture
def load(tmp_path):
    def of(text):
        path = tmp_path / "config.yaml"
        path.write_text(text, encoding="utf-8")
        return load_settings(path, KINDS)

    return of


@pytest.fixture
def faults(load):
    def of(text):
        with pytest.raises(ConfigError) as caught:
            load(text)
        return [
            (finding.place.line, finding.place.column, finding.message.en)
            for finding in caught.value.findings
        ]

    return of


def channel(keys):
    return f"channels:\n  land:\n    platform: mastodon\n{keys}"


SOUND = '    url: "https://social.example"\n    token: {env: TOKEN}\n'


def test_smallest_configuration_has_everything_else_by_default(load, tmp_path):
    settings = load(SMALLEST)

    land = settings.channels["mastodon-land"]
    assert (land.id, land.platform, land.late_window) == (
        "mastodon-land",
        "mastodon",
        timedelta(minutes=15),
    )
    assert land.settings.token == Secret("env", ("MASTODON_TOKEN",))
    assert settings.database_url() == f"sqlite:///{tmp_path}/litfass.db"
    assert (settings.posts, settings.templates) == (tmp_path / "posts", tmp_path / "templates")
    assert (settings.folder, settings.path) == (tmp_path, tmp_path / "config.yaml")
    assert (settings.language, settings.workers) == (None, 20)
    assert settings.cadence == DEFAULT_CADENCE
    assert settings.catch_up == timedelta(seconds=5)


def test_every_key_arrives_typed(load, tmp_path):
    (tmp_path / "ca.pem").touch()
    settings = load(
        "language: de\nlate_window: 1h\nsampling: [1h, 15m, 1h]\nworkers: '5'\ncatch_up: 0s\n"
        "encryption_key: {file: key}\n"
        "http: {ca_file: ca.pem, connect_seconds: 1, read_seconds: 0.5, total_seconds: 2}\n"
        "timing: {lease: 2s, settle: 0.1s, between_looks: 0.2s}\nx-note: free\n"
        + channel(SOUND + "    late_window: 2h\n    retries: '7'\n    bot: no\n    hosts: [a]\n")
    )

    assert settings.language == "de"
    assert settings.late_window == timedelta(hours=1)
    assert settings.cadence == (timedelta(minutes=15), timedelta(hours=1))
    assert (settings.workers, settings.catch_up) == (5, timedelta())
    assert settings.encryption_key == Secret("file", ("key",))
    assert settings.http.ca_file == tmp_path / "ca.pem"
    assert settings.http.read_seconds == pytest.approx(0.5)
    assert settings.timing.settle == timedelta(seconds=0.1)
    land = settings.channels["land"]
    assert land.late_window == timedelta(hours=2)
    assert (land.settings.retries, land.settings.bot, land.settings.hosts) == (7, False, ("a",))


def test_channel_without_a_window_takes_the_general_one(load):
    settings = load("late_window: 3h\n" + channel(SOUND))

    assert settings.channels["land"].late_window == timedelta(hours=3)


FAULTS = {
    "unknown key": ("timezon: Europe/Berlin\n", 1, 1, "no key “timezon”"),
    "unknown zone": ("timezone: Europe/Kassel\n", 1, 11, "no such time zone"),
    "zone that is a path": ("timezone: ../../etc/passwd\n", 1, 11, "no such time zone"),
    "other language": ("language: fr\n", 1, 11, "Allowed are: 'de' or 'en'"),
    "no duration": ("late_window: 3 hours\n", 1, 14, "no duration"),
    "no cadence": ("sampling: []\n", 1, 11, "At least 1"),
    "no workers": ("workers: 0\n", 1, 10, "at least 1"),
    "workers in words": ("workers: viele\n", 1, 10, "whole number"),
    "no wait": ("http: {read_seconds: 0}\n", 1, 22, "greater than 0"),
    "no lease": ("timing: {lease: 0s}\n", 1, 17, "longer than 0"),
    "missing authority": ("http: {ca_file: no.pem}\n", 1, 7, "ca_file is missing"),
    "other database": ("database: mysql://host/db\n", 1, 11, "sqlite:///FILE"),
    "database in memory": ("database: 'sqlite:///:memory:'\n", 1, 11, "needs a file"),
    "database without a file": ("database: sqlite://\n", 1, 11, "needs a file"),
    "password in the address": ("database: postgresql://a:hunter2@h/d\n", 1, 11, "password"),
    "password as a parameter": ("database: postgresql:///d?password=hunter2\n", 1, 11, "password"),
    "no reference": ("database: {env: A, file: hunter2}\n", 1, 11, "No secret may stand here"),
    "literal key": ("encryption_key: hunter2\n", 1, 17, "No secret may stand here"),
    "empty key": ("posts:\n", 1, 1, "has no value"),
    "channels as text": ("channels: land\n", 1, 11, "lines of the form"),
    "channel as text": ("channels: {land: mastodon}\n", 1, 18, "key: value"),
    "channel name with a space": ("channels: {'a b': {platform: x}}\n", 1, 12, "name of a channel"),
    "channel name with an umlaut": (
        "channels: {übung: {platform: x}}\n",
        1,
        12,
        "name of a channel",
    ),
    "channel name in capitals": ("channels: {Land: {platform: x}}\n", 1, 12, "name of a channel"),
    "channel name too long": (f"channels: {{{'a' * 64}: {{platform: x}}}}\n", 1, 12, "at most 63"),
    "unknown platform": ("channels: {a: {platform: mastodn}}\n", 1, 26, "“mastodn” is unknown"),
    "platform that only counts": ("channels: {a: {platform: x}}\n", 1, 26, "only count"),
    "no platform": ("channels: {a: {url: x}}\n", 1, 15, "“platform” is missing"),
    "missing key": (channel("    token: {env: T}\n"), 3, 5, "“url” is missing"),
    "literal secret": (
        channel("    url: https://a.example\n    token: hunter2\n"),
        5,
        12,
        "No secret may stand here",
    ),
    "plain http": (
        channel("    url: http://a.example\n    token: {env: T}\n"),
        4,
        10,
        "https://",
    ),
    "password in an address": (
        channel("    url: https://u:hunter2@a.example\n    token: {env: T}\n"),
        4,
        10,
        "No password",
    ),
    "unknown channel key": (channel(SOUND + "    late_windw: 1h\n"), 6, 5, "“late_windw”"),
    "channel key of a wrong type": (channel(SOUND + "    ratio: viel\n"), 6, 12, "A number"),
    "no truth value": (channel(SOUND + "    bot: vielleicht\n"), 6, 10, "true or false"),
    "other choice": (channel(SOUND + "    kind: c\n"), 6, 11, "'a' or 'b'"),
    "text for a list": (channel(SOUND + "    hosts: a\n"), 6, 12, "A list"),
    "list for a text": (channel(SOUND + "    note: [a]\n"), 6, 11, "A text"),
    "validator of its own": (channel(SOUND + "    note: abcdefghijklm\n"), 6, 11, "Too long"),
    "list for the file": ("- a\n", 1, 1, "key: value"),
    "broken YAML": ("posts: a: b\n", 1, 9, "another colon"),
}


@pytest.mark.parametrize(("text", "line", "column", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_fault_is_said_once_with_its_place(text, line, column, words, faults):
    ((at_line, at_column, said),) = faults(text)

    assert (at_line, at_column) == (line, column)
    assert words in said


def test_all_faults_are_told_at_once_in_the_order_of_the_file(faults):
    found = faults(
        "timezone: X\nlate_window: bald\n" + channel("    token: {env: T}\n") + "worker: 3\n"
    )

    assert [line for line, _, _ in found] == [1, 2, 5, 7]


@pytest.mark.parametrize(
    "text",
    [
        "encryption_key: hunter2\n",
        "database: postgresql://u:hunter2@h/db\n",
        "database: mysql://u:hunter2@h/db\n",
        channel("    url: http://hunter2.example\n    token: hunter2\n    tokn: hunter2\n"),
        channel("    token: hunter2: x\n"),
        channel('    url: "https://a.example"\n    token: {hunter2}\n'),
        channel('    url: "https://a.example"\n    token: {hunter2: hunter2}\n'),
        channel('    url: "https://a.example"\n    token: [hunter2]\n'),
        channel('    url: "https://hunter2:hunter2@a.example"\n    token: hunter2 #hunter2\n'),
        channel(SOUND + "    retries: hunter2\n    kind: hunter2\n    bot: hunter2\n"),
    ],
)
def test_what_may_be_a_secret_is_never_repeated(text, load):
    with pytest.raises(ConfigError) as caught:
        load(text)

    assert "hunter2" not in caught.value.sentence.de + caught.value.sentence.en
    assert "hunter2" not in repr(caught.value.findings)


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("timezon: Europe/Berlin\n", "“timezone”"),
        ("channels: {a: {platform: mastodn}}\n", "“mastodon”"),
        (channel(SOUND + "    tokken: x\n"), "“token”"),
        (channel(SOUND + "    late_windw: 1h\n"), "“late_window”"),
    ],
)
def test_slip_of_the_pen_is_answered_with_the_nearest_word(text, suggested, load):
    with pytest.raises(ConfigError) as caught:
        load(text)

    assert f"Did you mean {suggested}?" in caught.value.sentence.en


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("Mastodon Land", "mastodon-land"),
        ("übung", "uebung"),
        ("Über uns!", "ueber-uns"),
        ("café", "cafe"),
    ],
)
def test_channel_name_that_cannot_be_is_answered_with_one_that_can(written, proposed, load):
    with pytest.raises(ConfigError) as caught:
        load(f"channels: {{'{written}': {{platform: mastodon}}}}\n")

    [finding] = caught.value.findings
    assert finding.suggestion.en == f"For example: {proposed}"


def test_channel_name_of_which_nothing_is_left_gets_no_proposal(load):
    with pytest.raises(ConfigError) as caught:
        load("channels: {'——': {platform: mastodon}}\n")

    [finding] = caught.value.findings
    assert finding.suggestion is None


def test_validator_of_a_platform_does_not_repeat_what_is_said_of_plain_http(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text(
        "channels: {a: {platform: strict, url: 'http://a.example'}}\n", encoding="utf-8"
    )

    with pytest.raises(ConfigError) as caught:
        load_settings(path, {"strict": Kind(settings=StrictKeys)})

    (finding,) = caught.value.findings
    assert "https://" in finding.message.de


@pytest.mark.parametrize("host", ["localhost:3000", "127.0.0.1:3000", "[::1]:3000"])
def test_plain_http_is_taken_for_this_machine(host, load):
    settings = load(channel(f'    url: "http://{host}"\n    token: {{env: T}}\n'))

    assert settings.channels["land"].settings.url == f"http://{host}"


def test_missing_file_is_said_in_a_sentence(tmp_path):
    with pytest.raises(ConfigError, match="is missing"):
        load_settings(tmp_path / "config.yaml", KINDS)


def test_reading_needs_no_secret(load, monkeypatch):
    monkeypatch.delenv("MASTODON_TOKEN", raising=False)

    assert load(SMALLEST).channels


def test_database_may_be_a_reference(load, monkeypatch):
    monkeypatch.setenv("LITFASS_DATABASE", "postgresql://u:hunter2@db.example/litfass")
    settings = load("database: {env: LITFASS_DATABASE}\n")

    assert settings.database_url() == "postgresql+psycopg://u:hunter2@db.example/litfass"
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize("value", ["", "mysql://u:hunter2@h/db"])
def test_database_reference_that_leads_nowhere_is_an_error_of_usage(value, load, monkeypatch):
    monkeypatch.setenv("LITFASS_DATABASE", value)

    with pytest.raises(UsageError) as caught:
        load("database: {env: LITFASS_DATABASE}\n").database_url()

    assert "hunter2" not in caught.value.sentence.en


def test_absolute_path_of_the_database_stays(load):
    settings = load("database: sqlite:////var/lib/litfass/litfass.db\n")

    assert settings.database_url() == "sqlite:////var/lib/litfass/litfass.db"


@pytest.mark.parametrize(
    "text",
    [SMALLEST, channel(SOUND + "    late_window: 1h\n"), "workers: 3\nx-note: free\n", "{}"],
)
def test_schema_for_editors_takes_what_loads(text):
    jsonschema.validate(yaml.safe_load(text), config_schema(KINDS))


@pytest.mark.parametrize(
    "text",
    [
        "timezon: Europe/Berlin\n",
        "channels: {a: {platform: x}}\n",
        channel("    token: {env: T}\n"),
        channel(SOUND + "    tokken: x\n"),
        channel("    url: https://a.example\n    token: hunter2\n"),
        "late_window: bald\n",
    ],
)
def test_schema_for_editors_refuses_what_does_not_load(text):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), config_schema(KINDS))
