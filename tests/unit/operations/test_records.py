# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Records of published posts: what is in them, and that no change to them stays hidden."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import zipfile
from datetime import timedelta

import pytest

from scheduler.model.delivery import State
from scheduler.model.engagement import Counts, Sample
from scheduler.model.errors import UsageError
from scheduler.operations.record_bundle import MANIFEST, PAGE, bundle, write_bundle
from scheduler.operations.record_check import differences, look
from scheduler.operations.record_page import record_page
from scheduler.operations.records import Request, collect
from scheduler.store import audit, samples
from scheduler.store.audit import Act
from scheduler.store.database import open_database
from scheduler.store.record_rows import Scope
from tests.support.newsroom import Newsroom
from tests.support.press import EditablePlatform, Press
from tests.support.workspace import post

OLD, NEW = "Wegschauen? Da geht noch was.", "Hinsehen! Da geht noch was."
CASE = "LPR-12.3-4/2027"
PICTURE = '[{file: bild.png, alt: "Ein Plakat"}]'


@pytest.fixture(scope="module")
def press(tmp_path_factory, sqlite_template):
    """One post that went out with a picture, was counted, edited and taken down again."""
    folder = tmp_path_factory.mktemp("office")
    database = open_database(f"sqlite:///{shutil.copy(sqlite_template, folder / 'litfass.db')}")
    made = Press(folder, database, EditablePlatform())
    made.office.draw("bild.png", "red")
    made.publish("eins.yaml", post(OLD, media=PICTURE))
    keep_sample(made, reactions=3, views=250)
    made.before_edit = made.office.clock.now()
    made.office.clock.jump(timedelta(hours=1))
    made.office.write("eins.yaml", post(NEW, media=PICTURE))
    made.office.sync()
    made.amend("eins")
    made.office.clock.jump(timedelta(hours=1))
    made.retract("eins")
    made.office.clock.jump(timedelta(hours=1))
    made.as_of = made.office.clock.now()
    yield made
    database.close()


def keep_sample(press, **counts):
    delivery = press.office.delivery("eins")
    taken = Sample(delivery.channel, press.office.clock.now(), Counts(counts), delivery=delivery.id)
    press.database.run(lambda connection: samples.add_samples(connection, [taken]))


def records(press, as_of=None, **more):
    scope = Scope(as_of or press.as_of, posts=("eins",))
    request = Request(CASE, scope, press.office.settings.posts, **more)
    with press.database.read() as connection:
        return collect(connection, request)


def made(press, found=None):
    found = found or records(press)
    return bundle(found, record_page(found, "de", "Europe/Berlin"))


def export(press, target, found=None):
    write_bundle(made(press, found), target, press.database, "anna", press.office.clock.now())
    return target


def said(press, path):
    with press.database.read() as connection:
        return [each.en for each in differences(connection, look(path))]


def delivery_of(found):
    (one,) = found.posts
    (delivery,) = one["deliveries"]
    return delivery


@pytest.fixture(scope="module")
def exported(press, tmp_path_factory):
    return export(press, tmp_path_factory.mktemp("akte") / "akte")


@pytest.fixture
def copy(exported, tmp_path):
    """A copy of the export that a test may spoil."""
    return shutil.copytree(exported, tmp_path / "akte")


# What is in them -----------------------------------------------------------------------------


def test_each_wording_that_was_ever_live_is_in_it(press):
    texts = [each["parts"][0]["text"] for each in delivery_of(records(press))["wordings"]]
    assert texts == [OLD, NEW]


def test_what_was_only_known_later_is_left_out(press):
    then = delivery_of(records(press, press.before_edit))
    assert [each["parts"][0]["text"] for each in then["wordings"]] == [OLD]
    assert (then["orders"], [each["deleted_at"] for each in then["parts"]]) == ([], [None])


def test_attempts_addresses_deletions_orders_and_figures_are_in_it(press):
    delivery = delivery_of(records(press))
    assert [each["outcome"] for each in delivery["attempts"]] == ["published"]
    assert all(each["deleted_at"] for each in delivery["parts"])
    assert [(each["kind"], each["actor"]) for each in delivery["orders"]] == [
        ("edit", "presse"),
        ("retract", "presse"),
    ]
    figures = [(each["metric"], each["value"]) for each in delivery["figures"]]
    assert figures == [("reactions", 3), ("views", 250)]


@pytest.fixture
def newsroom(tmp_path, sqlite_template):
    """A post under a policy that was approved and went out."""
    database = open_database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'litfass.db')}")
    made = Newsroom(tmp_path, database)
    made.approve()
    made.wait()
    yield made
    database.close()


def test_votes_say_who_approved_which_wording_and_outsiders_learn_no_names(newsroom):
    scope = Scope(newsroom.clock.now(), posts=("eins",))
    requests = [Request(CASE, scope, newsroom.office.settings.posts, each) for each in (None, 5)]
    with newsroom.database.read() as connection:
        whole, public = [collect(connection, each) for each in requests]
    votes = whole.posts[0]["approvals"]
    assert [(each["person"], each["vote"]) for each in votes] == [
        ("autorin", "submit"),
        ("anna", "approve"),
        ("ben", "approve"),
    ]
    (wording,) = delivery_of(whole)["wordings"]
    assert all(wording["digest"] in each["wordings"] for each in votes)
    assert {each["person"] for each in public.posts[0]["approvals"]} == {None}
    assert "anna" in record_page(whole, "de", "Europe/Berlin")
    assert "anna" not in record_page(public, "de", "Europe/Berlin")


def test_public_version_names_no_person_and_no_small_number(press):
    found = records(press, threshold=5)
    whole = json.dumps(found.posts)
    figures = [each["value"] for each in delivery_of(found)["figures"]]
    assert figures == ["<5", 250]
    assert "presse" not in whole
    assert delivery_of(found)["journal"] == []


def test_medium_is_kept_under_its_hash_and_named_without_the_folders_above(press):
    found = records(press)
    (medium,) = delivery_of(found)["wordings"][0]["parts"][0]["media"]
    assert (medium["alt"], medium["standing"]) == ("Ein Plakat", "kept")
    assert medium["kept_as"] == f"media/{medium['sha256']}.png"
    assert str(press.office.folder) not in json.dumps(found.posts)


@pytest.mark.parametrize(
    ("spoil", "standing"),
    [
        pytest.param(lambda file: file.write_bytes(b"other"), "changed", id="changed"),
        pytest.param(lambda file: file.unlink(), "missing", id="gone"),
    ],
)
def test_medium_that_is_no_longer_what_was_sent_is_said_and_not_kept(press, spoil, standing):
    (file,) = records(press).media.values()
    before = file.read_bytes()
    spoil(file)
    found = records(press)
    file.write_bytes(before)
    (medium,) = delivery_of(found)["wordings"][0]["parts"][0]["media"]
    assert (medium["standing"], medium["kept_as"], found.media) == (standing, None, {})


@pytest.mark.parametrize("language", ["de", "en"])
def test_page_shows_the_texts_and_says_its_language(press, language):
    page = record_page(records(press), language, "Europe/Berlin")
    assert f'<html lang="{language}">' in page
    assert all(text in page for text in (OLD, NEW, CASE, "Ein Plakat"))


# The same time, the same bytes -----------------------------------------------------------------


def test_same_time_gives_the_same_bytes_even_after_other_exports(press, tmp_path):
    files = [export(press, tmp_path / f"{n}.zip").read_bytes() for n in range(2)]
    assert files[0] == files[1]


def test_same_time_gives_the_same_bytes_after_the_file_was_moved_and_says_something_else(
    press, tmp_path
):
    before = export(press, tmp_path / "before.zip").read_bytes()
    press.office.clock.jump(timedelta(hours=1))
    (press.office.folder / "posts" / "eins.yaml").unlink()
    press.office.write("andernorts.yaml", post(NEW, media=PICTURE, id="eins", campaign="neu"))
    press.office.write("_campaigns/neu.yaml", "title: Neu\n")
    press.office.sync()
    assert press.office.states("eins") == {State.RETRACTED}
    assert export(press, tmp_path / "after.zip").read_bytes() == before
    (now,) = records(press, press.office.clock.now()).posts
    assert now["campaign"] == "neu"


@pytest.mark.parametrize("name", ["akte", "akte.zip"])
def test_export_never_takes_the_place_of_another_one(press, tmp_path, name):
    export(press, tmp_path / name)
    with pytest.raises(UsageError, match="never overwritten"):
        export(press, tmp_path / name)


def test_audit_log_names_case_actor_and_manifest(press, exported):
    with press.database.read() as connection:
        rows = [row for row in audit.entries(connection) if row.act == "records.exported"]
    assert {(row.actor, row.object) for row in rows} == {("anna", CASE)}
    assert {json.loads(row.detail)["manifest"] for row in rows} == {made(press).manifest}
    assert exported.is_dir()


# Nothing can be changed unseen -----------------------------------------------------------------


def test_untouched_export_is_sound_as_folder_and_as_zip(press, exported, tmp_path):
    assert said(press, exported) == []
    assert said(press, export(press, tmp_path / "akte.zip")) == []


def flip(file):
    """Another last byte."""
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def test_one_other_byte_in_any_file_is_found(press, copy):
    names = [file for file in sorted(copy.rglob("*")) if file.is_file()]
    for file in names:
        before = file.read_bytes()
        flip(file)
        assert any(
            file.relative_to(copy).as_posix() in sentence for sentence in said(press, copy)
        ), file
        file.write_bytes(before)
    assert (len(names), said(press, copy)) == (4, [])


def swap(folder):
    one, other = folder / PAGE, folder / "posts" / "eins" / "record.json"
    texts = one.read_bytes(), other.read_bytes()
    one.write_bytes(texts[1])
    other.write_bytes(texts[0])


def edit_manifest(folder, **changes):
    file = folder / MANIFEST
    file.write_text(json.dumps(json.loads(file.read_text()) | changes), encoding="utf-8")


HOSTILE = [
    (swap, ["index.html was changed.", "posts/eins/record.json was changed."]),
    (
        lambda folder: (folder / "posts" / "zwei.json").write_text("{}"),
        ["posts/zwei.json was added; the manifest does not name it."],
    ),
    (lambda folder: (folder / PAGE).unlink(), ["index.html is missing."]),
    (lambda folder: (folder / MANIFEST).unlink(), ["manifest.json is missing."]),
    (
        lambda folder: (folder / MANIFEST).write_text("[" * 100_000),
        ["manifest.json is no manifest of records, or it was changed."],
    ),
]


@pytest.mark.parametrize(
    ("spoil", "expected"), HOSTILE, ids=["swapped", "added", "removed", "no manifest", "nonsense"]
)
def test_each_difference_is_one_sentence(press, copy, spoil, expected):
    spoil(copy)
    assert said(press, copy) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"posts": 2}, ["manifest.json was changed"], id="manifest edited"),
        pytest.param({"case": "X"}, ["has no export for X"], id="another case"),
        pytest.param(
            {"audit": {"seq": 1, "hash": "0" * 64}},
            ["another one than that which the records refer to", "has no export"],
            id="another chain",
        ),
    ],
)
def test_manifest_that_was_edited_does_not_fit_the_log(press, copy, changes, expected):
    edit_manifest(copy, **changes)
    found = said(press, copy)
    assert [part in sentence for part, sentence in zip(expected, found, strict=True)] == [
        True
    ] * len(expected)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param('{"audit": {"seq": Infinity}}', id="endless number"),
        pytest.param('{"audit": {"seq": "' + "9" * 5000 + '"}}', id="huge number"),
        pytest.param('{"files": []}', id="files are a list"),
        pytest.param('{"files": {"index.html": "x"}}', id="file without a sum"),
        pytest.param('{"audit": null}', id="no log"),
        pytest.param("[]", id="list"),
        pytest.param("\ufffe", id="no text"),
    ],
)
def test_manifest_of_any_nonsense_is_answered_with_a_sentence(press, copy, written):
    file = copy / MANIFEST
    forged = json.loads(file.read_text()) if written.startswith("{") else None
    file.write_text(written if forged is None else json.dumps(forged | json.loads(written)))
    assert said(press, copy) == ["manifest.json is no manifest of records, or it was changed."]


def test_forged_names_are_shown_without_doing_anything_to_the_terminal(press, copy):
    evil = "\x1b[2J\ud800\n"
    files = {evil: {"sha256": "0"}}
    edit_manifest(copy, case=evil, files=files)
    found = said(press, copy)
    assert any("\\x1b[2J\\ud800\\n is missing" in sentence for sentence in found)
    assert all(sentence.isprintable() for sentence in found)


@pytest.mark.parametrize(
    "hide",
    [
        pytest.param(lambda file: file.symlink_to("/etc/hostname"), id="link"),
        pytest.param(os.mkfifo, id="pipe"),
    ],
)
def test_what_is_no_file_is_found_and_never_followed(press, copy, hide):
    (copy / PAGE).unlink()
    hide(copy / PAGE)
    assert said(press, copy) == ["index.html was changed."]


def test_every_single_byte_of_the_manifest_matters(press, copy):
    file = copy / MANIFEST
    data = file.read_bytes()
    for at in range(0, len(data), max(1, len(data) // 40)):
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert said(press, copy) != [], at


def test_log_of_another_database_does_not_know_the_export(
    press, exported, tmp_path, sqlite_template
):
    other = open_database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'other.db')}")
    act = Act(press.as_of, "eve", "post.seen", "eins")
    other.run(lambda connection: audit.record(connection, act))
    with other.read() as connection:
        found = [each.en for each in differences(connection, look(exported))]
    other.close()
    assert len(found) == 2
    assert "another one" in found[0]


def test_name_that_stands_twice_in_a_zip_is_found(press, tmp_path):
    file = export(press, tmp_path / "akte.zip")
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr(PAGE, "other")
    assert f"{PAGE} is contained twice." in said(press, file)


def test_one_other_byte_in_a_zip_is_found_or_it_is_no_zip_any_more(press, tmp_path):
    file = export(press, tmp_path / "akte.zip")
    data = file.read_bytes()
    at = data.index(OLD.encode())
    file.write_bytes(data[:at] + b"X" + data[at + 1 :])
    assert said(press, file) != []


def test_failure_of_the_log_leaves_no_bundle(press, tmp_path):
    unwritable = dataclasses.replace(made(press), content={"index.html": tmp_path / "missing"})
    with pytest.raises(OSError, match="missing"):
        write_bundle(unwritable, tmp_path / "akte", press.database, "anna", press.as_of)
    assert list(tmp_path.iterdir()) == []
