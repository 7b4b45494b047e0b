# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
import time
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.authoring.queue_file import MOST_FINDINGS
from scheduler.authoring.surroundings import Surroundings
from scheduler.model.post import Link, OnMissed, Passage, PostStatus
from tests.support.posts import AROUND, CAMPAIGN, WORKSPACE, read, ready


def only_post(text, around=AROUND):
    reading = read(text, around)
    assert reading.findings == ()
    (post,) = reading.posts
    return post


def test_smallest_post_takes_the_rest_from_its_campaign():
    post = only_post(
        "campaign: geht-noch\nstatus: ready\npublish_at: 2027-03-08 09:30\ntext: |\n  Hallo\n"
    )

    assert (post.id, post.id_from_file) == ("auftakt", True)
    assert post.status is PostStatus.READY
    assert post.publish_at == datetime(2027, 3, 7, 22, 30, tzinfo=UTC)
    assert post.publish_local.zone == "Australia/Lord_Howe"
    assert (post.channels, post.lang, post.tone) == (("land",), "en", "sachlich")
    assert (post.topics, post.regions) == (("rassismus",), ("nord",))
    assert (post.tags, post.audience) == (("auftakt",), ("vereine",))
    assert post.text == "Hallo\n"


def test_own_values_win_over_the_campaigns():
    post = only_post(
        "campaign: geht-noch\nchannels: [kanal]\ntimezone: Europe/Berlin\nlang: de\n"
        "topics: []\nregions: [sued]\ntags: eins\ntone: festlich\npublish_at: 2027-03-08 09:30\n"
        "text: x\n"
    )

    assert (post.channels, post.lang, post.tone) == (("kanal",), "de", "festlich")
    assert (post.topics, post.regions, post.tags) == ((), ("sued",), ("eins",))
    assert post.publish_at == datetime(2027, 3, 8, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ("DaGehtNochWas",)),
        ("hashtags: [Kassel]\n", ("Kassel",)),
        ("hashtags: []\n", ()),
    ],
    ids=["the campaign's", "own instead", "none"],
)
def test_post_takes_the_campaigns_hashtags_unless_it_says_its_own(written, expected):
    assert only_post(ready(f"campaign: geht-noch\n{written}")).hashtags == expected


def test_post_without_a_campaign_needs_none():
    post = only_post(ready())

    assert post.campaign is None
    assert (post.lang, post.visibility) == ("de", "public")
    assert post.on_missed == OnMissed("hold")


def test_post_that_names_nothing_takes_the_only_campaign():
    around = Surroundings(WORKSPACE, "Europe/Berlin", frozenset({"land"}), {"geht-noch": CAMPAIGN})

    post = only_post("status: ready\npublish_at: 2027-03-08 09:30\ntext: x\n", around)

    assert (post.campaign, post.channels) == ("geht-noch", ("land",))


def test_every_field_arrives_typed():
    post = only_post(
        """\
schema: 1
id: iwgr-2027
campaign: andere
status: ready
publish_at: 2027-03-08 09:30:05
embargo_until: 2027-03-08 09:00
not_after: 2027-03-08 18:00+01:00
on_missed: {publish_within: 2h}
channels: [land, bluesky-land]
lang: no
text: Hallo
template: ankündigung.j2
variables: {ort: Kassel, plaetze: 012}
link: {url: "https://a.example", label: Mehr, utm: true,
       card: {title: Titel, description: Text, image: media/karte.png, alt: Eine Karte}}
hashtags: ["#DaGehtNochWas", Zwei]
media:
  - {file: media/a.png, kind: sharepic, alt: Weiße Schrift, image_text: x,
     colors: {fg: "#fff", bg: "#000"}, rights: a-1, ai: none}
  - {file: /bilder/b.jpg, decorative: true}
thread:
  - {text: Zweiter Teil, media: [{file: media/c.png, alt: c}]}
content_warning: Gewalt
visibility: unlisted
audience: [vereine]
notes: intern
owner: presse
file_reference: VI-12/2027
lint_ignore: [{rule: A02, reason: kurz}]
x-eigenes: {beliebig: [1]}
"""
    )

    assert (post.id, post.id_from_file, post.campaign) == ("iwgr-2027", False, "andere")
    assert post.publish_at == datetime(2027, 3, 8, 8, 30, 5, tzinfo=UTC)
    assert post.embargo_until == datetime(2027, 3, 8, 8, 0, tzinfo=UTC)
    assert post.not_after == datetime(2027, 3, 8, 17, 0, tzinfo=UTC)
    assert post.on_missed == OnMissed("publish_within", timedelta(hours=2))
    assert (post.lang, post.template) == ("no", "ankündigung.j2")
    assert dict(post.variables) == {"ort": "Kassel", "plaetze": "012"}
    assert (post.link.url, post.link.label, post.link.utm) == ("https://a.example", "Mehr", True)
    assert (post.link.card.title, post.link.card.description) == ("Titel", "Text")
    assert post.link.card_image.file == "/workspace/posts/media/karte.png"
    assert post.link.card_image.alt == "Eine Karte"
    assert post.hashtags == ("DaGehtNochWas", "Zwei")
    sharepic, decorative = post.media
    assert (sharepic.file, sharepic.named) == ("/workspace/posts/media/a.png", "media/a.png")
    assert (sharepic.kind, sharepic.alt) == ("sharepic", "Weiße Schrift")
    assert str(sharepic.place) == "posts/auftakt.yaml:18:5"
    assert (decorative.file, decorative.decorative) == ("/workspace/bilder/b.jpg", True)
    assert [part.text for part in post.thread] == ["Zweiter Teil"]
    assert post.thread[0].media[0].file == "/workspace/posts/media/c.png"
    assert (post.content_warning, post.visibility) == ("Gewalt", "unlisted")
    assert (post.audience, post.notes) == (("vereine",), "intern")


def test_override_says_what_one_channel_gets_instead():
    post = only_post(
        """\
status: ready
publish_at: 2027-03-08 09:30
channels: [land, bluesky-land, kanal]
text: Lang
link: {url: "https://a.example", label: Mehr, utm: true}
overrides:
  bluesky-land:
    text: Kurz
    hashtags: []
    media: [{file: media/b.png, alt: b}]
    link: {label: Link im Profil}
    thread: [{text: Teil}]
  kanal: {publish_offset: +30m, link: none}
  land: {skip: true, publish_offset: -1h}
"""
    )

    bluesky, kanal, land = (post.overrides[name] for name in ("bluesky-land", "kanal", "land"))
    assert (bluesky.text, bluesky.hashtags, bluesky.no_link) == ("Kurz", (), False)
    assert bluesky.link == Link("https://a.example", "Link im Profil", utm=True)
    assert [medium.named for medium in bluesky.media] == ["media/b.png"]
    assert bluesky.thread == (Passage("Teil"),)
    assert (kanal.publish_offset, kanal.no_link, kanal.media) == (timedelta(minutes=30), True, None)
    assert (land.skip, land.publish_offset) == (True, timedelta(hours=-1))


def test_link_may_be_just_its_address():
    assert only_post(ready("link: https://a.example\n")).link == Link("https://a.example")


@pytest.mark.parametrize(
    ("fold", "expected"),
    [
        (0, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (1, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_fold_chooses_in_the_hour_that_comes_twice(fold, expected):
    post = only_post(f"publish_at: 2026-10-25 02:30\nfold: {fold}\nchannels: [land]\ntext: x\n")

    assert post.publish_at == expected
    assert post.publish_local.fold == fold


def test_limits_in_the_hour_that_comes_twice_publish_less():
    post = only_post(
        "publish_at: 2026-10-24 09:30\nchannels: [land]\ntext: x\n"
        "embargo_until: 2026-10-25 02:30\nnot_after: 2026-10-25 02:30\n"
    )

    assert post.embargo_until == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert post.not_after == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


LIST = """\
schema: 1
defaults:
  campaign: geht-noch
  status: ready
  publish_at: 2027-03-08 09:30
  hashtags: [Eins]
posts:
  - id: a
    text: Erster
  - id: b
    text: Zweiter
    hashtags: [Zwei]
"""


def test_list_file_holds_several_posts_with_shared_values():
    first, second = read(LIST).posts

    assert (first.id, first.text, first.hashtags) == ("a", "Erster", ("Eins",))
    assert (second.id, second.text, second.hashtags) == ("b", "Zweiter", ("Zwei",))
    assert (first.campaign, first.status) == ("geht-noch", PostStatus.READY)
    assert (str(first.place), str(second.place)) == (
        "posts/auftakt.yaml:8:5",
        "posts/auftakt.yaml:10:5",
    )


@pytest.mark.parametrize(
    "broken",
    ["text: Heute #Los", "text: a: b", "text: @stadt", "txt: x", "lang: deutsch_", "text: *x"],
)
def test_broken_post_of_a_list_costs_only_itself(broken):
    reading = read(LIST + f"  - id: c\n    {broken}\n  - id: d\n    text: Vierter\n")

    assert [post.id for post in reading.posts] == ["a", "b", "d"]
    assert {finding.post for finding in reading.findings} == {"c"}
    assert reading.is_broken


def test_fault_in_the_defaults_costs_all_and_is_told_once():
    reading = read(LIST.replace("hashtags: [Eins]", "lang: deutsch_"))

    (finding,) = reading.findings
    assert (finding.place.line, finding.post) == (6, None)
    assert reading.posts == ()


def test_post_of_a_list_needs_an_id():
    (finding,) = read("posts:\n  - channels: [land]\n    text: x\n").findings

    assert "needs an id" in finding.message.en


def test_unknown_key_beside_a_list_is_told_and_holds_back_all_its_posts():
    reading = read(LIST + "default: {not_after: 2027-03-09 09:30}\n")

    (finding,) = reading.findings
    assert finding.suggestion.en == "Did you mean “defaults”?"
    assert (len(reading.posts), len(reading.faulty)) == (0, 2)


def test_defaults_that_cannot_be_read_hold_back_all_posts_of_the_list():
    reading = read("defaults: spaeter\nposts:\n  - {id: a, text: x, channels: [land]}\n")

    assert len(reading.findings) == 1
    assert (len(reading.posts), len(reading.faulty)) == (0, 1)


def test_list_of_a_later_format_is_not_guessed_at():
    reading = read(LIST.replace("schema: 1", "schema: 2"))

    (finding,) = reading.findings
    assert (finding.place.line, finding.place.column) == (1, 9)
    assert reading.posts == ()


def test_variable_may_be_called_like_a_key_that_is_not_built_yet():
    assert only_post(ready("variables: {poll: ja}\nx-poll: nein\n"))


def test_second_document_costs_the_whole_file():
    reading = read(ready() + "---\ntext: noch einer\n")

    assert reading.posts == ()
    assert reading.is_broken


def test_file_name_that_cannot_be_an_id_asks_for_one():
    reading = read(ready(), file=WORKSPACE / "posts" / "mein beitrag.yaml")

    (finding,) = reading.findings
    assert "needs an id" in finding.message.en


def test_file_of_endless_faults_is_told_in_bounds_and_soon():
    begun = time.process_time()
    overrides = "".join(f"  k{number}: {{text: x}}\n" for number in range(20_000))

    reading = read(ready(f"overrides:\n{overrides}"))

    assert reading.posts == ()
    assert len(reading.findings) == MOST_FINDINGS
    assert time.process_time() - begun < 20
