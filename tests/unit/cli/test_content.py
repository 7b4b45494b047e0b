# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""check, preview and plan: without secrets, without a database, without a network."""

from __future__ import annotations

import re

import pytest
from PIL import Image

pytestmark = pytest.mark.usefixtures("no_network", "workspace")

FAULTY = """\
status: ready
publish_at: soon
channels: [mastodon-lnd]
text: Hallo
"""
CHANNELS = {"mastodon-land", "bluesky-land", "aushang"}


@pytest.mark.parametrize(
    "words",
    [["check"], ["check", "--json"], ["preview"], ["preview", "--json"], ["plan"]],
    ids=" ".join,
)
def test_looking_changes_nothing_in_the_workspace(words, litfass, workspace, files):
    before = files(workspace)
    ran = litfass(*words)
    assert (ran.code, ran.err) == (0, "")
    assert files(workspace) == before


def test_check_of_a_sound_workspace_says_what_it_counted(litfass):
    assert litfass("check").out == "1 posts checked. Errors: 0. Warnings: 0. Infos: 0.\n"


def test_check_names_place_severity_rule_and_the_way_out(litfass, workspace):
    (workspace / "posts" / "b.yaml").write_text(FAULTY, encoding="utf-8")
    ran = litfass("check")
    lines = ran.out.splitlines()
    assert ran.code == 1
    assert lines[0].startswith("posts/b.yaml:2:13: error Y00 ")
    assert lines[1].startswith("posts/b.yaml:3:12: error C01 ")
    assert lines[2] == "    → Did you mean “mastodon-land”?"
    assert lines[3:] == ["2 posts checked. Errors: 2. Warnings: 0. Infos: 0."]


def test_check_lints_what_could_be_read_of_a_faulty_post(litfass, workspace):
    text = FAULTY.replace("mastodon-lnd", "bluesky-land").replace("Hallo", "x" * 301)
    (workspace / "posts" / "b.yaml").write_text(text, encoding="utf-8")
    channels = {each["channel"] for each in litfass("check", "--json").json["findings"]}
    assert channels == {None, "bluesky-land"}


def test_check_gives_the_same_json_by_either_option(litfass, workspace):
    (workspace / "posts" / "b.yaml").write_text(FAULTY, encoding="utf-8")
    ran = litfass("check", "--format", "json")
    assert ran.out == litfass("check", "--json").out
    assert ran.json["summary"] == {"error": 2, "warning": 0, "info": 0, "ignored": 0}


def test_check_of_one_file_is_silent_about_the_others(litfass, workspace):
    (workspace / "posts" / "b.yaml").write_text(FAULTY, encoding="utf-8")
    assert litfass("check", "posts/auftakt.yaml").code == 0
    assert litfass("check", "posts/b.yaml").code == 1
    assert litfass("check", "posts").code == 1


@pytest.mark.parametrize("visibility", ["private", "direct"])
def test_check_refuses_what_the_channel_would_refuse_when_sent(litfass, workspace, visibility):
    post = workspace / "posts" / "auftakt.yaml"
    post.write_text(post.read_text() + f"visibility: {visibility}\n", encoding="utf-8")
    ran = litfass("check")
    assert ran.code == 1
    [line] = [each for each in ran.out.splitlines() if "P02" in each]
    assert "error P02 [bluesky-land] Bluesky has public posts only" in line
    assert "take the channel out or set visibility: public" in line
    assert "Bluesky has public posts only" in litfass("preview").out


def test_strict_check_fails_on_a_warning(litfass, workspace):
    post = workspace / "posts" / "auftakt.yaml"
    post.write_text(post.read_text() + "visibility: unlisted\n", encoding="utf-8")
    assert litfass("check").code == 0
    assert litfass("check", "--strict").code == 1


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["check", "--format", "xml"], id="a form that is unknown"),
        pytest.param(["check", "posts/nowhere.yaml"], id="a file that is not there"),
        pytest.param(["preview", "auftkt"], id="a post that is not there"),
        pytest.param(["preview", "-o", "/nowhere/page.html"], id="a folder that is not there"),
        pytest.param(["plan", "-c", "nowhere.yaml"], id="a workspace that is not there"),
    ],
)
def test_wrong_call_is_one_sentence_and_exit_code_2(words, litfass):
    ran = litfass(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
    assert "Traceback" not in ran.err


def test_unreadable_database_is_said_and_done_without(litfass, workspace):
    (workspace / "litfass.db").write_text("This is no database." * 100, encoding="utf-8")
    ran = litfass("check")
    assert ran.code == 0
    assert ran.err.startswith("Without the database: ")


def test_preview_shows_each_channel_its_own_text_and_time(litfass):
    ran = litfass("preview", "auftakt", "--json")
    (post,) = ran.json["posts"]
    shown = {each["channel"]: each for each in post["channels"]}
    assert shown.keys() == CHANNELS
    assert {each["due_at"] for each in shown.values()} == {"2097-03-08T08:30:00Z"}
    assert {each["due_local"] for each in shown.values()} == {"2097-03-08T09:30:00+01:00"}
    (part,) = shown["bluesky-land"]["parts"]
    assert "https://kampagne.example/auftakt" in {facet["target"] for facet in part["facets"]}
    assert part["length"] < part["limit"] == 300
    assert part["visibility"] == "public"


def test_preview_says_what_a_channel_cannot_carry(litfass, workspace):
    post = workspace / "posts" / "auftakt.yaml"
    post.write_text(post.read_text() + "visibility: unlisted\n", encoding="utf-8")
    text = litfass("preview").out
    bluesky = text[text.index("bluesky-land (bluesky)") :]
    assert "    ! " in bluesky.partition("\n\n")[0]


def test_preview_in_text_gives_due_time_length_and_full_long_lines(litfass, workspace):
    post = workspace / "posts" / "auftakt.yaml"
    post.write_text(post.read_text().replace("Kampagne.", "Kampagne. " * 20), encoding="utf-8")
    lines = litfass("preview").out.splitlines()
    assert "  aushang (manual) — 2097-03-08 09:30:00 CET (08:30:00 UTC)" in lines
    assert max(map(len, lines)) > 200


def test_preview_lets_no_control_character_reach_the_terminal(litfass, workspace):
    post = workspace / "posts" / "auftakt.yaml"
    text = post.read_text().replace(
        "text: Heute beginnt die Kampagne.", 'text: "Rot \\e[31m und \\x07 laut"'
    )
    post.write_text(text, encoding="utf-8")
    out = litfass("preview").out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", out)


def test_preview_page_is_one_file_that_escapes_what_authors_write(litfass, workspace):
    Image.new("RGB", (40, 30), "navy").save(workspace / "posts" / "bild.png")
    post = workspace / "posts" / "auftakt.yaml"
    text = post.read_text().replace("Heute beginnt", "'<script>alert(1)</script> Heute beginnt")
    text = text.replace("die Kampagne.", "die Kampagne.'")
    alt = 'Ein "blaues" Feld & mehr'
    text += f"media:\n  - file: bild.png\n    alt: '{alt}'\n"
    post.write_text(text, encoding="utf-8")
    page = workspace / "preview.html"
    ran = litfass("preview", "--format", "html", "-o", page)
    html = page.read_text(encoding="utf-8")
    assert (ran.code, ran.out) == (0, "")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert 'src="data:image/png;base64,' in html
    assert 'alt="Ein &#34;blaues&#34; Feld &amp; mehr"' in html
    assert not re.search(r'(?:src|href)="(?!data:|#)', html)
    assert '<html lang="en">' in html


def test_plan_without_a_database_plans_everything_anew(litfass):
    ran = litfass("plan", "--json")
    changes = ran.json["changes"]
    assert {each["channel"] for each in changes} == CHANNELS
    assert {each["change"] for each in changes} == {"new"}
    assert {each["due_at"] for each in changes} == {"2097-03-08T08:30:00Z"}


def test_plan_with_a_faulty_post_exits_1_and_says_how_many(litfass, workspace):
    (workspace / "posts" / "b.yaml").write_text(FAULTY, encoding="utf-8")
    ran = litfass("plan")
    assert ran.code == 1
    assert ran.out.splitlines()[-1].startswith("Faulty and therefore not planned: 1.")


def test_a_preview_of_one_campaign_or_channel_shows_nothing_else(litfass, workspace):
    litfass("new", "campaign", "sommer")
    litfass("new", "post", "fest", "--campaign", "sommer", "--channel", "aushang")
    found = litfass("preview", "--campaign", "sommer", "--json").json["posts"]
    assert [each["post"] for each in found] == ["fest"]
    found = litfass("preview", "--channel", "bluesky-land", "--json").json["posts"]
    assert [[each["channel"] for each in post["channels"]] for post in found] == [["bluesky-land"]]
    assert litfass("preview", "--campaign", "wintr").code == 2
    page = workspace / "page.html"
    assert litfass("preview", "--campaign", "sommer", "--html", page).code == 0
    assert ("fest" in page.read_text(encoding="utf-8"), "auftakt" in page.read_text("utf-8")) == (
        True,
        False,
    )


X_CHANNEL = """\
  x-land:
    platform: x
    api_key: {env: LITFASS_TEST_ABSENT}
    api_secret: {env: LITFASS_TEST_ABSENT}
    access_token: {env: LITFASS_TEST_ABSENT}
    access_secret: {env: LITFASS_TEST_ABSENT}
"""


@pytest.mark.parametrize(
    ("text", "price"),
    [
        pytest.param("Heute beginnt die Kampagne.", "Costs 0.015 US$ on X", id="text"),
        pytest.param("Mehr: kampagne.de", "Costs 0.200 US$ on X, 1 × 0.20 of it", id="link"),
    ],
)
def test_preview_says_what_a_post_costs_where_posts_are_paid_for(litfass, workspace, text, price):
    config = workspace / "config.yaml"
    config.write_text(config.read_text() + X_CHANNEL, encoding="utf-8")
    post = workspace / "posts" / "teuer.yaml"
    post.write_text(f"channels: [x-land, aushang]\ntext: '{text}'\n", encoding="utf-8")
    assert f"    $ {price}" in litfass("preview", "teuer").out
    assert price in litfass("preview", "teuer", "--format", "html").out
    (shown,) = litfass("preview", "teuer", "--json").json["posts"]
    prices = {each["channel"]: each["price"] for each in shown["channels"]}
    assert prices["x-land"].startswith(price)
    assert prices["aushang"] is None
