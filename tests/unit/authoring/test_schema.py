# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from scheduler.authoring.schema import campaign_schema, post_schema

ROOT = Path(__file__).parents[3]
SAMPLES = [
    path
    for path in sorted((ROOT / "posts").rglob("*.yaml"))
    if not any(part.startswith("_") for part in path.relative_to(ROOT / "posts").parts)
]
CAMPAIGNS = sorted((ROOT / "posts" / "_campaigns").glob("*.yaml"))
BASE = {"status": "ready", "publish_at": "2027-03-08 09:30", "text": "Hallo"}


def as_json(value):
    """What an editor hands to its schema: dates as they were written."""
    if isinstance(value, dict):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    if isinstance(value, dt.datetime):
        return re.sub(r"T", " ", value.isoformat())
    return value.isoformat() if isinstance(value, dt.date) else value


@pytest.mark.parametrize("schema", [post_schema(), campaign_schema()], ids=["post", "campaign"])
def test_schema_is_one(schema):
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    "written",
    [
        "text: 14:30",
        "text: 2027",
        "text: no",
        "lang: no",
        "fold: 1",
        "fold: '1'",
        "file_reference: 0123",
        "variables: {plaetze: 20, frei: yes, preis: 1.10}",
        "hashtags: [2027, Ja]",
        "tags: eins",
        "publish_at: 2027-03-08 09:30",
        "publish_at: 2027-03-08 09:30:05",
        "publish_at: 2027-03-08 09:30:05+01:00",
        "on_missed: {publish_within: 2h}",
        "link: https://a.example",
        "link: {url: 'https://a.example', utm: true}",
        "overrides: {land: {link: none, publish_offset: +30m}}",
        "media: [{file: a.png, alt: 12, decorative: false}]",
        "schema: 1",
        "x-eigenes: {a: [1]}",
    ],
)
def test_what_the_reading_takes_the_schema_takes(written):
    post = {**BASE, **as_json(yaml.safe_load(written))}

    jsonschema.validate(post, post_schema())
    jsonschema.validate({"defaults": {"lang": "de"}, "posts": [post]}, post_schema())


@pytest.mark.parametrize(
    "written",
    [
        "publish: 1",
        "publish_at: morgen",
        "status: fertig",
        "media: [{alt: x}]",
        "media: [{file: a.png, alt_text: x}]",
        "overrides: {land: {txt: x}}",
        "overrides: {land: {publish_offset: bald}}",
        "on_missed: bald",
        "fold: 2",
        "text: [a]",
        "text: ' '",
        "poll: {options: [a, b]}",
        "media: [{file: a.mp4, captions: [a.vtt]}]",
    ],
)
def test_what_the_reading_refuses_the_schema_refuses(written):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**BASE, **as_json(yaml.safe_load(written))}, post_schema())


def test_unknown_key_beside_a_list_is_refused():
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"posts": [BASE], "default": {}}, post_schema())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_sample_post_fits_the_schema(path):
    jsonschema.validate(as_json(yaml.safe_load(path.read_text("utf-8"))), post_schema())


@pytest.mark.parametrize("path", CAMPAIGNS, ids=lambda path: path.name)
def test_sample_campaign_fits_the_schema(path):
    jsonschema.validate(as_json(yaml.safe_load(path.read_text("utf-8"))), campaign_schema())
