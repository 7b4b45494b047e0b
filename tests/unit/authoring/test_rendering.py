# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A post as a channel gets it."""

from __future__ import annotations

import dataclasses

import pytest

from scheduler.authoring.rendering import CampaignValues, Renderer, Target, tidy
from scheduler.authoring.templates import Templates
from scheduler.model.errors import LitfassError
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Attachment, Card, Link, Medium, Override, Passage, Post
from scheduler.model.sentence import Place, Sentence

MASTODON = Target("mastodon-land", "mastodon")
BLUESKY = Target("bluesky-land", "bluesky", takes_card=True)
PLACE = Place("posts/auftakt.yaml", 3, 1)
CAMPAIGN = CampaignValues({"title": "Da geht noch was"}, {"nord": {"name": "Nordhessen"}})
PICTURE = Medium("/w/posts/media/a.png", "media/a.png", alt=" Ein\r\nBild ", place=PLACE)


def attach(medium):
    if "none" in medium.file:
        return Finding("M01", Severity.ERROR, medium.place or PLACE, Sentence("Fehlt.", "Missing."))
    return Attachment(medium.file, "0" * 64, "image/png", 9, medium.kind, medium.alt, 4, 3)


@pytest.fixture
def renderer(tmp_path):
    (tmp_path / "gruss.j2").write_text(
        "Hallo {{ region.name }}!\n\n\n\n{{ text }}\n", encoding="utf-8"
    )
    return Renderer(Templates(tmp_path), attach, lambda url: Card(url, "Seite"))


def post(**values):
    return Post("auftakt", PLACE, **{"text": "Hallo", "campaign": "da-geht", **values})


def rendered(renderer, wanted, target=MASTODON):
    rendering = renderer.render(wanted, target, CAMPAIGN)
    assert rendering.findings == ()
    return rendering.post


def texts(channel_post):
    return [passage.text for passage in channel_post.passages]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\n\n", "a\nb\nc"),
        ("\n\na  \n  b\t\n", "a\n  b"),
        ("u\u0308ber", "über"),
        ("a\n\n\n\nb", "a\n\n\n\nb"),
        ("   ", ""),
    ],
)
def test_white_space_is_tidied(text, expected):
    assert tidy(text) == expected


def test_plain_post_goes_through(renderer):
    got = rendered(
        renderer,
        post(
            text="Hallo\n",
            lang="en",
            hashtags=("#Eins", "Zwei"),
            media=(PICTURE,),
            content_warning="Achtung",
            visibility="unlisted",
        ),
    )
    assert texts(got) == ["Hallo"]
    assert (got.post_id, got.channel, got.lang) == ("auftakt", "mastodon-land", "en")
    assert got.hashtags == ("Eins", "Zwei")
    assert (got.content_warning, got.visibility) == ("Achtung", "unlisted")
    assert got.passages[0].attachments[0].alt == " Ein\nBild"


def test_text_is_filled_with_campaign_region_and_post(renderer):
    wanted = post(
        text="{{ campaign.title }} in {{ region.name }} am {{ post.tag }} ({{ post.platform }})",
        regions=("nord", "sued"),
        variables={"tag": "8. März"},
    )
    assert texts(rendered(renderer, wanted)) == [
        "Da geht noch was in Nordhessen am 8. März (mastodon)"
    ]


def test_template_gets_the_text_and_loses_empty_lines(renderer):
    wanted = post(template="gruss", text="Kommen Sie!", regions=("nord",))
    assert texts(rendered(renderer, wanted)) == ["Hallo Nordhessen!\n\nKommen Sie!"]


def test_own_text_of_a_channel_wins_over_the_template(renderer):
    wanted = post(template="gruss", overrides={"mastodon-land": Override(text="Kurz")})
    assert texts(rendered(renderer, wanted)) == ["Kurz"]


def test_braces_without_meaning_stay(renderer):
    assert texts(rendered(renderer, post(text="{Satz} 100 %"))) == ["{Satz} 100 %"]


def test_thread_follows_the_text(renderer):
    wanted = post(thread=(Passage("Zwei", (PICTURE,)), Passage("Drei")), media=(PICTURE,))
    got = rendered(renderer, wanted)
    assert texts(got) == ["Hallo", "Zwei", "Drei"]
    assert [len(passage.attachments) for passage in got.passages] == [1, 1, 0]


def test_thread_alone_has_no_empty_beginning(renderer):
    assert texts(rendered(renderer, post(text="", thread=(Passage("Eins"), Passage("Zwei"))))) == [
        "Eins",
        "Zwei",
    ]


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        (Override(text="Kurz"), ["Kurz"]),
        (Override(thread=(Passage("A"), Passage("B"))), ["A", "B"]),
        (Override(thread=()), ["Hallo"]),
        (Override(text="Kurz", thread=(Passage("B"),)), ["Kurz", "B"]),
    ],
)
def test_override_replaces_text_and_thread(renderer, override, expected):
    wanted = post(thread=(Passage("Zwei"),), overrides={"mastodon-land": override})
    assert texts(rendered(renderer, wanted)) == expected


def test_override_replaces_media_hashtags_and_link(renderer):
    override = Override(media=(), hashtags=("Kurz",), link=Link("https://b.example/"))
    wanted = post(
        media=(PICTURE,),
        hashtags=("Lang",),
        link=Link("https://a.example/"),
        overrides={"mastodon-land": override},
    )
    got = rendered(renderer, wanted)
    assert (got.passages[0].attachments, got.hashtags) == ((), ("Kurz",))
    assert got.link == Link("https://b.example/")
    assert rendered(renderer, wanted, BLUESKY).hashtags == ("Lang",)


def test_override_can_drop_the_link(renderer):
    wanted = post(
        link=Link("https://a.example/"), overrides={"mastodon-land": Override(no_link=True)}
    )
    assert rendered(renderer, wanted).link is None


def test_skipped_channel_gets_nothing(renderer):
    wanted = post(overrides={"mastodon-land": Override(skip=True)})
    assert renderer.render(wanted, MASTODON, CAMPAIGN).post is None


@pytest.mark.parametrize(("campaign", "named"), [("da-geht", "da-geht"), (None, "auftakt")])
def test_utm_names_platform_and_campaign(renderer, campaign, named):
    wanted = post(campaign=campaign, link=Link("https://a.example/x", utm=True))
    assert rendered(renderer, wanted).link.url == (
        f"https://a.example/x?utm_source=mastodon&utm_medium=social&utm_campaign={named}"
    )


def test_card_shows_the_page_and_leads_to_the_link_as_sent(renderer):
    wanted = post(link=Link("https://a.example/x", utm=True))
    got = rendered(renderer, wanted, BLUESKY)
    assert got.card == Card(got.link.url, "Seite")
    assert rendered(renderer, wanted, MASTODON).card is None


def test_own_card_replaces_the_fetched_one(renderer):
    own = Card("", "Eigener Titel")
    got = rendered(renderer, post(link=Link("https://a.example/", card=own)), BLUESKY)
    assert got.card == dataclasses.replace(own, url="https://a.example/")


def test_picture_of_an_own_card_is_probed(renderer):
    own = Card("https://a.example/", "Eigene")
    wanted = post(link=Link("https://a.example/", card=own, card_image=PICTURE))

    assert rendered(renderer, wanted, BLUESKY).card.image.path == PICTURE.file


def test_missing_picture_of_an_own_card_is_told_and_the_card_stays(renderer):
    own = Card("https://a.example/", "Eigene")
    gone = dataclasses.replace(PICTURE, file="/w/none.png")

    rendering = renderer.render(
        post(link=Link("https://a.example/", card=own, card_image=gone)), BLUESKY
    )

    assert [finding.rule for finding in rendering.findings] == ["M01"]
    assert rendering.post.card == own


def test_card_that_cannot_be_fetched_is_a_warning(tmp_path):
    def fetch(url):
        raise LitfassError(Sentence(f"Nicht da: {url}", f"Not there: {url}"))

    rendering = Renderer(Templates(tmp_path), attach, fetch).render(
        post(link=Link("https://a.example/")), BLUESKY
    )
    assert rendering.post.card is None
    (found,) = rendering.findings
    assert (found.rule, found.severity, found.channel) == ("L03", Severity.WARNING, "bluesky-land")


def test_missing_medium_is_found_and_the_rest_is_rendered(renderer):
    broken = Medium("/w/none.png", "none.png", place=Place("posts/auftakt.yaml", 9, 5))
    rendering = renderer.render(post(media=(broken, PICTURE)), MASTODON, CAMPAIGN)
    assert len(rendering.post.passages[0].attachments) == 1
    (found,) = rendering.findings
    assert (found.rule, found.place.line, found.post) == ("M01", 9, "auftakt")


def test_missing_variable_is_a_finding_and_no_post(renderer):
    rendering = renderer.render(post(text="eins\n{{ post.datum }}"), MASTODON, CAMPAIGN)
    assert rendering.post is None
    (found,) = rendering.findings
    assert (found.rule, found.place, found.channel) == ("Y00", PLACE, "mastodon-land")
    assert "Zeile 2 des Textes" in found.message.de


def test_template_stays_where_only_the_thread_is_taken_away(renderer):
    wanted = post(
        template="gruss",
        text="Kommen Sie!",
        regions=("nord",),
        thread=(Passage("Zwei"),),
        overrides={"mastodon-land": Override(thread=())},
    )
    [text] = texts(rendered(renderer, wanted))
    assert "Kommen Sie!" in text
    assert text != "Kommen Sie!"


def test_unknown_template_is_finding_c01(renderer):
    rendering = renderer.render(post(template="grus"), MASTODON, CAMPAIGN)
    assert [found.rule for found in rendering.findings] == ["C01"]
