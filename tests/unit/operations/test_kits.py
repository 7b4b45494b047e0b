# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Share-kits: what partners get, and what must never leave in one."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import timedelta

import pytest
from PIL import Image, PngImagePlugin
from sqlalchemy import update

from scheduler.bootstrap import make_sync
from scheduler.media.staging import PassingStage
from scheduler.model.delivery import State
from scheduler.model.errors import UsageError
from scheduler.model.pause import Pause
from scheduler.operations.kit_archive import write_kit
from scheduler.operations.kit_page import Setting, kit_page
from scheduler.operations.kits import make_kit
from scheduler.operations.preview import previews
from scheduler.operations.surety import Surety
from scheduler.store import schema
from scheduler.store.database import open_database
from tests.support.newsroom import Newsroom
from tests.support.workspace import CONFIG, Office, post

PICTURE = '[{file: a.png, alt: "Vier Menschen im Gespräch.", rights: r1}]'
RIGHT = "r1: {holder: Agentur, licence: Nutzungsrecht, credit: 'Foto: Agentur', %s}\n"
FOREVER = "valid_until: unlimited"
BLACKOUT = """
blackouts:
  - {id: wahl, from: 2027-03-01, until: 2027-03-31, effect: block, tags: [wahl]}
"""
ENGLISH = """variants:
  en: {text: "Looking away? We can do better."}
"""


@pytest.fixture
def office(tmp_path, sqlite_template):
    database = open_database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'own.db')}")
    made = Office(tmp_path, database)
    made.draw("a.png", "navy")
    yield made
    database.close()


def kit_of(office, *pauses: Pause):
    """The kit of all posts; with a pause, as if somebody had stopped everything."""
    sync = make_sync(office.workspace, online=False, stage=PassingStage(office.folder / "scratch"))
    survey = sync.survey()
    shown = previews(survey, "Europe/Berlin")
    with office.database.read() as connection:
        surety = Surety(connection, office.settings, survey.known, pauses, office.clock.now())
        return make_kit(shown, surety)


@pytest.fixture
def kit(office):
    def make(*pauses: Pause):
        office.restarted()
        return kit_of(office, *pauses)

    return make


def with_right(office, **fields):
    """A post with a picture whose record says `fields`."""
    terms = fields.pop("terms", FOREVER)
    office.write("_rights.yaml", RIGHT % terms)
    office.write("eins.yaml", post(media=PICTURE, **fields))


def reasons(made):
    return [each.reason.en for each in made.left_out]


def test_post_goes_in_with_text_picture_alt_text_and_credit(office, kit):
    with_right(office, hashtags="[GehtNoch]")
    (only,) = kit().posts
    (message,) = only.versions[0].messages
    (text,) = message.texts
    assert text.part.text == "Wegschauen? Da geht noch was.\n\n#GehtNoch"
    assert text.length.limit == 500
    (file,) = text.files
    assert file.name == "media/001-eins-a.png"
    assert (file.credit, file.attachment.alt) == ("Foto: Agentur", "Vier Menschen im Gespräch.")


def test_languages_are_sections_of_one_post_and_channels_with_the_same_text_are_one(office, kit):
    office.write("eins.yaml", post() + ENGLISH)
    (only,) = kit().posts
    assert [version.lang for version in only.versions] == ["de", "en"]
    assert only.title == "Wegschauen? Da geht noch was."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"status": "draft"}, "still a draft", id="draft"),
        pytest.param({"status": "cancelled"}, "is cancelled", id="cancelled"),
        pytest.param({"text": '""'}, "is faulty", id="faulty"),
        pytest.param({"visibility": "private"}, "not for the public", id="not public"),
        pytest.param(
            {"embargo_until": "2027-03-08 10:00"},
            "Embargo until 2027-03-08 10:00 CET",
            id="embargo",
        ),
        pytest.param({"not_after": "2027-04-09 10:00"}, None, id="still in time"),
        pytest.param({"tags": "[wahl]"}, "Blackout “wahl”", id="blackout"),
        pytest.param({"tags": "[anderes]"}, None, id="blackout of others"),
        pytest.param({"embargo_until": "2027-03-08 09:30"}, None, id="embargo is over"),
    ],
)
def test_post_that_may_not_leave_is_left_out_with_its_reason(office, kit, fields, said):
    (office.folder / "config.yaml").write_text(CONFIG + BLACKOUT, encoding="utf-8")
    office.write("eins.yaml", post(**{"publish_at": "2027-04-09 09:30"} | fields))
    made = kit()
    assert len(made.posts) == (said is None)
    assert said is None or said in reasons(made)[0]


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        pytest.param(FOREVER, None, id="no bounds"),
        pytest.param(f"{FOREVER}, channels: [mastodon-land]", "partners", id="our channels only"),
        pytest.param(f"{FOREVER}, channels: [mastodon-land, partners]", None, id="partners, too"),
        pytest.param("valid_from: 2027-03-09, valid_until: 2028-12-31", "begins", id="not yet"),
        pytest.param(f"{FOREVER}, people: identifiable", "faulty", id="nobody agreed"),
        pytest.param(f"{FOREVER}, revoked: true", "faulty", id="revoked"),
    ],
)
def test_picture_leaves_only_under_a_right_that_covers_partners_now(office, kit, terms, said):
    with_right(office, terms=terms, publish_at="2027-03-10 09:30")
    made = kit()
    assert len(made.posts) == (said is None)
    assert said is None or said in reasons(made)[0]


def test_picture_without_any_right_stays_here_even_where_none_are_kept(office, kit):
    office.write("eins.yaml", post(media='[{file: a.png, alt: "Vier Menschen im Gespräch."}]'))
    assert "No right of use is named for “a.png”" in reasons(kit())[0]


def test_right_that_ends_bounds_the_period(office, kit):
    terms = "valid_from: 2027-01-01, valid_until: 2027-06-30"
    with_right(office, terms=terms, keep_online="2027-05-01 12:00")
    made = kit()
    page = kit_page(made, Setting(None, "en", "Europe/Berlin"))
    assert "Publish: since 2027-01-01, until 2027-05-01, 12:00" in page
    assert "Keep online: until 2027-05-01, 12:00, then delete" in page


def test_end_of_a_right_is_said_by_its_last_day(office, kit):
    with_right(office, terms="valid_until: 2027-06-30")
    page = kit_page(kit(), Setting("Auftakt", "de", "Europe/Berlin"))
    assert "Veröffentlichen: ab sofort, bis einschließlich 30.06.2027" in page


def test_post_whose_time_is_over_stays_out(office, kit):
    office.write("eins.yaml", post(not_after="2027-03-09 10:00"))
    office.sync()
    office.clock.jump(timedelta(days=2))
    assert "time is over" in reasons(kit())[0]


@pytest.fixture
def newsroom(tmp_path, sqlite_template):
    """People with a policy, and a ready post without pictures."""
    database = open_database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'own.db')}")
    made = Newsroom(tmp_path, database)
    made.write(media="[]")
    yield made
    database.close()


def test_only_an_approved_post_leaves_and_only_in_the_words_approved(newsroom):
    assert "Approval is missing" in reasons(kit_of(newsroom.office))[0]
    newsroom.approve()
    assert len(kit_of(newsroom.office).posts) == 1
    newsroom.office.write("eins.yaml", post("Wegschauen? Heute nicht."))
    assert "Approval is missing" in reasons(kit_of(newsroom.office))[0]


def test_policy_named_only_after_the_approval_keeps_a_post_here(newsroom):
    newsroom.approve()
    newsroom.office.write("eins.yaml", post(approval="streng"))
    assert "litfass sync" in reasons(kit_of(newsroom.office))[0]


def test_retracted_or_cancelled_post_stays_out(office, kit):
    office.write("eins.yaml", post())
    office.sync()
    for state, by, said in (
        (State.RETRACTED, None, "retracted"),
        (State.CANCELLED, "person", "Somebody cancelled"),
    ):
        with office.database.write() as connection:
            connection.execute(update(schema.deliveries).values(state=state.value, cancelled_by=by))
        assert said in reasons(kit())[0]


def test_nothing_leaves_while_everything_is_paused(office, kit):
    office.write("eins.yaml", post())
    made = kit(Pause("Unglück", "dienst", office.clock.now()))
    assert reasons(made) == ["Paused by dienst: “Unglück”."]


def test_metadata_of_a_picture_do_not_leave(office, kit, tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    noted = PngImagePlugin.PngInfo()
    noted.add_text("comment", "Secret place")
    Image.new("RGB", (40, 20), "navy").save(
        office.folder / "posts" / "a.png", exif=exif, pnginfo=noted
    )
    with_right(office)
    write_kit(kit(), "", tmp_path / "kit.zip")
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        data = archive.read("media/001-eins-a.png")
    assert b"Secret" not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert dict(picture.getexif()) == {}


def test_same_inputs_give_the_same_bytes_and_nothing_else_is_left(office, kit, tmp_path):
    with_right(office)
    made = []
    for name in ("a.zip", "b.zip"):
        each = kit()
        write_kit(each, kit_page(each, Setting(None, "de", "Europe/Berlin")), tmp_path / name)
        made.append((tmp_path / name).read_bytes())
        office.clock.jump(timedelta(seconds=70))
    assert made[0] == made[1]
    assert not list(tmp_path.glob("*.part"))


def test_folder_with_something_in_it_stays_as_it_is(office, kit, tmp_path):
    office.write("eins.yaml", post())
    write_kit(kit(), "<p>", tmp_path / "neu")
    assert (tmp_path / "neu" / "index.html").read_text(encoding="utf-8") == "<p>"
    with pytest.raises(UsageError):
        write_kit(kit(), "<b>", tmp_path / "neu")
    assert (tmp_path / "neu" / "index.html").read_text(encoding="utf-8") == "<p>"


def test_picture_exchanged_since_it_was_checked_does_not_slip_in(office, kit, tmp_path):
    with_right(office)
    made = kit()
    office.draw("a.png", "red")
    with pytest.raises(UsageError):
        write_kit(made, "", tmp_path / "kit.zip")
    assert not (tmp_path / "kit.zip").exists()


def test_page_marks_languages_and_their_direction(office, kit):
    office.write("eins.yaml", post() + "variants:\n  ar: {text: 'انظروا هنا'}\n")
    page = kit_page(kit(), Setting(None, "de", "Europe/Berlin"))
    assert 'lang="ar" dir="rtl">انظروا هنا</p>' in page
    assert '<h3 id="post-1-2" lang="ar">العربية</h3>' in page
