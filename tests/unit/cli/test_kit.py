# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`kit`: a ZIP for partners, and a sentence for whatever stays here."""

from __future__ import annotations

import zipfile

import pytest

DRAFT = 'id: entwurf\nchannels: [mastodon-land]\ntext: "Noch nicht."\ncampaign: winter\n'


def test_kit_is_a_zip_with_one_page(litfass, workspace):
    ran = litfass("kit", "auftakt", "-o", "paket.zip")
    assert (ran.code, ran.out) == (0, "Written: paket.zip (posts: 1)\n")
    with zipfile.ZipFile(workspace / "paket.zip") as archive:
        assert archive.namelist() == ["index.html"]
        page = archive.read("index.html").decode()
    assert "Heute beginnt die Kampagne." in page
    assert "Mastodon (mastodon-land)" in page


def test_what_stays_here_is_said_and_makes_exit_code_1(litfass, workspace):
    (workspace / "posts" / "entwurf.yaml").write_text(DRAFT, encoding="utf-8")
    ran = litfass("kit", "auftakt", "entwurf", "-o", "paket", "--lang", "de")
    assert ran.code == 1
    assert ran.out.splitlines()[0] == "entwurf: nicht im Paket. Er ist noch ein Entwurf."
    assert (workspace / "paket" / "index.html").is_file()


def test_nothing_is_written_where_nothing_may_leave(litfass, workspace, files):
    (workspace / "posts" / "entwurf.yaml").write_text(DRAFT, encoding="utf-8")
    before = files(workspace)
    ran = litfass("kit", "--campaign", "winter", "--json")
    assert (ran.code, ran.json["file"], ran.json["posts"]) == (1, None, [])
    assert ran.json["left_out"] == [{"post": "entwurf", "reason": "It is still a draft."}]
    assert files(workspace) == before


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param([], "Name posts or a campaign", id="nothing named"),
        pytest.param(["auftackt"], "Did you mean “auftakt”?", id="unknown post"),
        pytest.param(["--campaign", "herbst"], "No post fits", id="unknown campaign"),
        pytest.param(["auftakt", "-o", "posts"], "stays as it is", id="folder in use"),
    ],
)
def test_call_that_cannot_be_carried_out_is_answered_with_a_sentence(litfass, words, said):
    ran = litfass("kit", *words)
    assert (ran.code, said in ran.err) == (2, True)
