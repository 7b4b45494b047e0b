# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`variants` on the command line, and how previews and lives show languages."""

from __future__ import annotations

from tests.unit.cli.conftest import POST

VARIANTS = """\
languages: [de, en, tr]
variants:
  en:                # from the agency
    text: The campaign begins today.
  ar:
    mode: thread
    text: "تبدأ الحملة اليوم #GehtNoch هنا"
"""


def write(workspace, text=POST + VARIANTS):
    (workspace / "posts" / "auftakt.yaml").write_text(text, encoding="utf-8")


def states(ran):
    return {row["lang"]: row["state"] for row in ran.json["variants"]}


def test_languages_are_listed_with_their_state(litfass, workspace):
    write(workspace)
    shown = litfass("variants")
    assert "The" not in shown.out
    assert states(litfass("variants", "auftakt", "--json")) == {
        "en": "unmarked",
        "ar": "unmarked",
        "tr": "missing",
    }


def test_stamp_changes_nothing_but_the_hash(litfass, workspace):
    write(workspace)
    before = (workspace / "posts" / "auftakt.yaml").read_text(encoding="utf-8")
    ran = litfass("variants", "--stamp", "auftakt", "--json")
    assert (ran.code, states(ran)["en"], states(ran)["ar"]) == (0, "current", "current")
    after = (workspace / "posts" / "auftakt.yaml").read_text(encoding="utf-8")
    kept = [line for line in after.splitlines() if "source_hash" not in line]
    assert kept == before.splitlines()
    assert [path.name for path in (workspace / "posts").iterdir()] == ["auftakt.yaml"]


def test_changed_text_makes_the_translations_older(litfass, workspace):
    write(workspace)
    litfass("variants", "--stamp", "auftakt")
    path = workspace / "posts" / "auftakt.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Heute", "Morgen"), encoding="utf-8")
    assert states(litfass("variants", "--json"))["en"] == "older"
    assert "V01 Translation en is older than the German text." in litfass("check").out


def test_stamp_wants_to_know_which_posts(litfass, workspace, files):
    write(workspace)
    before = files(workspace)
    ran = litfass("variants", "--stamp")
    assert (ran.code, "--stamp POST" in ran.err, files(workspace)) == (2, True, before)


def test_unknown_post_is_said_with_the_nearest(litfass, workspace):
    write(workspace)
    ran = litfass("variants", "auftackt")
    assert (ran.code, "Did you mean “auftakt”?" in ran.err) == (2, True)


def test_workspace_without_variants_says_so(litfass, workspace):
    del workspace
    assert litfass("variants").out == "No post has language versions.\n"


def test_preview_of_a_post_shows_its_variants_in_their_direction(litfass, workspace):
    write(workspace)
    page = litfass("preview", "auftakt", "--format", "html").out
    assert 'lang="ar" dir="rtl">تبدأ' in page
    assert 'lang="en" dir="ltr">The campaign' in page
    assert "\u2068#GehtNoch\u2069" in page


def test_show_tells_the_variants_of_a_post(litfass, workspace):
    write(workspace)
    litfass("sync")
    assert "auftakt@en" in litfass("show", "auftakt").out
    assert [each["post"] for each in litfass("show", "auftakt", "--json").json["variants"]] == [
        "auftakt@en"
    ]
