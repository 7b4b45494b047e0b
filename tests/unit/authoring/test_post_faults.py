# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from scheduler.authoring.surroundings import Surroundings
from scheduler.model.finding import Severity
from tests.support.posts import WORKSPACE, read, ready

FAULTS = {
    "gap": ("publish_at: 2027-03-28 02:30\nchannels: [land]\ntext: x\n", "T01", 1, 13, "not exist"),
    "gap at Lord Howe": (
        "publish_at: 2027-10-03 02:15\ntimezone: Australia/Lord_Howe\nchannels: [land]\ntext: x\n",
        "T01",
        1,
        13,
        "not exist",
    ),
    "overlap": (
        "publish_at: 2026-10-25 02:30\nchannels: [land]\ntext: x\n",
        "T01",
        1,
        13,
        "exists twice",
    ),
    "limit in the gap": (ready("not_after: 2027-03-28 02:30\n"), "T01", 5, 12, "not exist"),
    "date without time": (
        "publish_at: 2027-03-08\nchannels: [land]\ntext: x\n",
        "Y00",
        1,
        13,
        "time",
    ),
    "date with a T": (ready("not_after: 2027-03-08T09:30\n"), "Y00", 5, 12, "no time"),
    "unknown key": (ready("hashtag: [A]\n"), "Y01", 5, 1, "no key “hashtag”"),
    "unknown key inside": (
        ready("media: [{file: a.png, alt_text: x}]\n"),
        "Y01",
        5,
        23,
        "no key “alt_text”",
    ),
    "unknown channel": ("channels: [lant]\ntext: x\n", "C01", 1, 12, "no channel “lant”"),
    "unknown channel in an override": (
        ready("overrides: {lant: {skip: true}}\n"),
        "C01",
        5,
        13,
        "no channel “lant”",
    ),
    "unknown campaign": (ready("campaign: geht-nich\n"), "C01", 5, 11, "“geht-nich”"),
    "unknown status": ("status: fertig\ntext: x\nchannels: [land]\n", "Y00", 1, 9, "'draft'"),
    "unknown format": (ready("schema: 2\n"), "Y00", 5, 9, "'1'"),
    "no id": (ready("id: a b\n"), "Y00", 5, 5, "An id has"),
    "bad language": (ready("lang: deutsch_\n"), "Y00", 5, 7, "language tag"),
    "bad policy": (ready("on_missed: publish\n"), "Y00", 5, 12, "hold, drop"),
    "bad offset": (
        ready("overrides: {land: {publish_offset: 30}}\n"),
        "Y00",
        5,
        36,
        "no duration",
    ),
    "channels in one text": ("channels: land, kanal\ntext: x\n", "Y00", 1, 11, "A list"),
    "hashtag of two words": (ready("hashtags: [Da Geht]\n"), "Y00", 5, 11, "a space"),
    "empty text": ("text: ''\nchannels: [land]\n", "Y00", 1, 7, "text is empty"),
    "text without value": ("text:\nchannels: [land]\n", "Y01", 1, 1, "no value"),
    "text lost": ("text: Heute #Los\nchannels: [land]\n", "Y01", 1, 13, "after #"),
    "nothing to say": ("status: draft\nchannels: [land]\n", "Y01", 1, 1, "neither text nor media"),
    "ready without a time": (
        "status: ready\nchannels: [land]\ntext: x\n",
        "Y00",
        1,
        1,
        "publish_at",
    ),
    "ready without channels": (
        "status: ready\npublish_at: 2027-03-08 09:30\ntext: x\n",
        "Y00",
        1,
        1,
        "channels",
    ),
    "ready with no channel": (
        "status: ready\npublish_at: 2027-03-08 09:30\nchannels: []\ntext: x\n",
        "Y00",
        3,
        11,
        "“channels” is missing",
    ),
    "end before the time": (
        ready("not_after: 2027-03-08 09:00\n"),
        "T01",
        5,
        12,
        "before publish_at",
    ),
    "text that is null": ("text: null\nchannels: [land]\n", "Y01", 1, 1, "no value"),
    "link that is null": (ready("link: ~\n"), "Y01", 5, 1, "no value"),
    "file with a forbidden character": (
        ready('media: [{file: "a\\0.png", alt: x}]\n'),
        "Y00",
        5,
        16,
        "U+0000",
    ),
    "medium outside": (
        ready("media: [{file: ../../../etc/passwd, alt: x}]\n"),
        "M01",
        5,
        9,
        "outside the workspace",
    ),
    "medium outside by the workspace": (
        ready("media: [{file: /../x.png, alt: x}]\n"),
        "M01",
        5,
        9,
        "outside the workspace",
    ),
    "medium without a file": (ready("media: [{alt: x}]\n"), "Y00", 5, 9, "“file” is missing"),
    "link without an address": (ready("link: {label: Mehr}\n"), "Y00", 5, 7, "lacks its address"),
    "empty part of a thread": (ready("thread: [{text: ''}]\n"), "Y01", 5, 10, "neither text"),
    "repeat that is no cron line": (ready("repeat: {cron: x}\n"), "Y00", 5, 16, "no cron line"),
    "repeat that never comes": (
        ready("repeat: {cron: 0 9 31 2 *}\n"),
        "Y00",
        5,
        16,
        "never comes",
    ),
    "repeat each minute": (
        ready("repeat: {cron: '* * * * *'}\n"),
        "Y00",
        5,
        16,
        "more than once an hour",
    ),
    "repeat until no date": (
        ready("repeat: {cron: 0 9 * * mon, until: soon}\n"),
        "Y00",
        5,
        36,
        "no date",
    ),
    "repeat with an unknown exception": (
        ready("repeat: {cron: 0 9 * * mon, except: [ferien]}\n"),
        "Y00",
        5,
        38,
        "no date",
    ),
    "poll": (ready("poll: {options: [a]}\n"), "Y00", 5, 1, "not supported yet"),
    "first comment": (ready("first_comment: x\n"), "Y00", 5, 1, "not supported yet"),
    "quote": (ready("quote: x\n"), "Y00", 5, 1, "not supported yet"),
    "reply": (ready("reply_to: x\n"), "Y00", 5, 1, "not supported yet"),
    "evergreen without a distance": (
        "status: ready\nchannels: [land]\ntext: Hallo\nevergreen: {pool: x}\n",
        "Y00",
        4,
        12,
        "“min_distance” is missing",
    ),
    "season of a day that is none": (
        "text: x\nevergreen: {pool: x, min_distance: 9d, season: {from: 02-30, until: 10-31}}\n",
        "Y00",
        2,
        55,
        "no day of the year",
    ),
    "captions outside": (
        ready("media: [{file: a.mp4, kind: video, captions: ../../a.vtt, alt: x}]\n"),
        "M01",
        5,
        46,
        "outside the workspace",
    ),
    "colour": (
        ready("media: [{file: a.png, alt: x, colors: {fg: blau, bg: '#fff'}}]\n"),
        "Y00",
        5,
        44,
        "That is no colour",
    ),
    "colours in part": (
        ready("media: [{file: a.png, alt: x, colors: {fg: '#fff'}}]\n"),
        "Y00",
        5,
        39,
        "“bg” is missing",
    ),
    "transcript": (
        ready("media: [{file: a.mp4, alt: x, transcript_url: unten}]\n"),
        "Y00",
        5,
        47,
        "must begin with https",
    ),
    "made by": (ready("media: [{file: a.png, alt: x, ai: ja}]\n"), "Y00", 5, 35, "generated"),
    "label": (ready("media: [{file: a.png, alt: x, ai_label: ja}]\n"), "Y00", 5, 41, "in_image"),
    "rights mistyped": (ready("media: [{file: a.png, alt: x, right: a}]\n"), "Y01", 5, 31, "right"),
    "keep online": (ready("keep_online: immer\n"), "Y00", 5, 14, "That is no time"),
    "next slot and repeat": (
        "publish_at: next_slot\nchannels: [land]\ntext: x\nrepeat: {cron: 0 9 * * 1}\n",
        "Y00",
        4,
        9,
        "times of its own",
    ),
    "next slot and offset": (
        (
            "publish_at: next_slot\nstatus: ready\nchannels: [land]\ntext: x\n"
            "overrides: {land: {publish_offset: 1h}}\n"
        ),
        "Y00",
        5,
        36,
        "exclude each other",
    ),
    "no post": ("- a\n- b\n", "Y00", 1, 1, "no post"),
    "list of posts that is none": ("posts: x\n", "Y00", 1, 8, "key: value"),
}


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "words"), FAULTS.values(), ids=FAULTS.keys()
)
def test_fault_is_said_once_and_its_post_not_planned(text, rule, line, column, words):
    reading = read(text)

    (finding,) = reading.findings
    assert (finding.rule, finding.severity) == (rule, Severity.ERROR)
    assert (finding.place.line, finding.place.column) == (line, column)
    assert words in finding.message.en
    assert reading.posts == ()
    assert reading.is_broken


def test_slip_of_the_pen_is_answered_with_the_nearest_word():
    suggestions = [
        finding.suggestion.en
        for finding in read(
            "channels: [lant]\ncampaign: geht-nich\ntext: x\npublsh_at: 2027-03-08 09:30\n"
        ).findings
    ]

    assert suggestions == [
        "Did you mean “land”?",
        "Did you mean “geht-noch”?",
        "Did you mean “publish_at”?",
    ]


def test_whatever_can_be_read_of_a_faulty_post_is_there_for_linting():
    (post,) = read(ready("lang: deutsch_\nmedia: [{file: a.png, alt: x}]\nfoo: 1\n")).faulty

    assert (post.text, post.lang) == ("Hallo", "de")
    assert [medium.named for medium in post.media] == ["a.png"]


def test_override_for_a_channel_the_post_does_not_go_to_is_a_warning():
    reading = read(ready("overrides: {kanal: {text: x}}\n"))

    (finding,) = reading.findings
    assert finding.severity is Severity.WARNING
    assert len(reading.posts) == 1


def test_post_whose_campaign_is_broken_waits():
    around = Surroundings(
        WORKSPACE, "Europe/Berlin", frozenset({"land"}), broken_campaigns=frozenset({"geht-noch"})
    )

    reading = read(ready("campaign: geht-noch\n"), around)

    assert [finding.rule for finding in reading.findings] == ["C01"]
    assert reading.posts == ()


THREAD = "thread: [{text: Zwei}]\n"
FULL = "template: training\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (THREAD + "overrides: {land: {text: Kurz}}\n", "does not get the post's thread"),
        (FULL + "overrides: {land: {text: Kurz}}\n", "does not use the template “training”"),
        (FULL + "overrides: {land: {thread: [{text: A}]}}\n", "does not use the template"),
    ],
    ids=["thread", "template", "template beside a thread of its own"],
)
def test_what_an_override_leaves_out_by_the_way_is_a_warning(written, said):
    [finding] = read(ready(written)).findings
    assert (finding.rule, finding.severity) == ("Y00", Severity.WARNING)
    assert (finding.place.line, finding.suggestion is None) == (6, False)
    assert said in finding.message.en


@pytest.mark.parametrize(
    "written",
    [
        THREAD + "overrides: {land: {text: Kurz, thread: []}}\n",
        THREAD + "overrides: {land: {text: Kurz, thread: [{text: B}]}}\n",
        THREAD + "overrides: {land: {thread: [{text: B}]}}\n",
        THREAD + "overrides: {land: {hashtags: [A]}}\n",
        THREAD + "overrides: {land: {text: Kurz, skip: true}}\n",
        FULL + "overrides: {land: {hashtags: [A], thread: []}}\n",
        "overrides: {land: {text: Kurz}}\n",
    ],
    ids=[
        *("meant", "both", "thread alone", "hashtags", "skipped", "template stays", "plain post"),
    ],
)
def test_override_that_leaves_out_nothing_unsaid_is_no_finding(written):
    assert read(ready(written)).findings == ()
