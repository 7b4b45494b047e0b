# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""One's own text is known again in the HTML of each server of the family."""

from __future__ import annotations

import pytest

from scheduler.platforms.fediverse.fingerprint import fingerprint, html_fingerprint

TEXT = (
    "„Wegschauen?“ Da geht noch was & mehr 👩‍🚒.\n\n"
    "Anmeldung: https://kampagne.example/trainings/2027/nord?utm_source=mastodon&utm_medium=social"
    "\nFragen an @presse@land.example\n\n#Zivilcourage #DaGehtNochWas"
)
URL = "https://kampagne.example/trainings/2027/nord?utm_source=mastodon&amp;utm_medium=social"
MASTODON = (
    "<p>„Wegschauen?“ Da geht noch was &amp; mehr 👩‍🚒.</p>"
    f'<p>Anmeldung: <a href="{URL}" target="_blank" rel="nofollow noopener" translate="no">'
    '<span class="invisible">https://</span>'
    '<span class="ellipsis">kampagne.example/trainings/202</span>'
    '<span class="invisible">7/nord?utm_source=mastodon&amp;utm_medium=social</span></a><br />'
    'Fragen an <span class="h-card" translate="no"><a href="https://land.example/@presse" '
    'class="u-url mention">@<span>presse</span></a></span></p>'
    '<p><a href="https://social.example/tags/zivilcourage" class="mention hashtag" rel="tag">'
    '#<span>Zivilcourage</span></a> <a href="https://social.example/tags/dagehtnochwas" '
    'class="mention hashtag" rel="tag">#<span>DaGehtNochWas</span></a></p>'
)
GOTOSOCIAL = (
    "<p>„Wegschauen?“ Da geht noch was &amp; mehr 👩‍🚒.</p><p>Anmeldung: "
    f'<a href="{URL}" rel="nofollow noreferrer noopener" target="_blank">{URL}</a><br>'
    'Fragen an <span class="h-card"><a href="https://land.example/@presse" class="u-url mention" '
    'rel="nofollow noreferrer noopener" target="_blank">@<span>presse</span></a></span></p>'
    '<p><a href="https://social.example/tags/zivilcourage" class="mention hashtag" rel="tag '
    'nofollow noreferrer noopener" target="_blank">#<span>Zivilcourage</span></a> '
    '<a href="https://social.example/tags/dagehtnochwas" class="mention hashtag" rel="tag">'
    "#<span>DaGehtNochWas</span></a></p>"
)
SNAC = (
    "„Wegschauen?“ Da geht noch was &amp; mehr 👩‍🚒.<br><br>Anmeldung: "
    f'<a href="{URL}" target="_blank">{URL}</a><br>'
    'Fragen an <a href="https://land.example/presse" class="u-url mention">'
    "@presse@land.example</a><br><br>"
    '<a href="https://social.example?t=zivilcourage" class="mention hashtag" rel="tag">'
    '#Zivilcourage</a> <a href="https://social.example?t=dagehtnochwas" class="mention hashtag" '
    'rel="tag">#DaGehtNochWas</a><br>'
)
SHORTENED = SNAC.replace(f">{URL}</a>", ">kampagne.example/trainings/2…</a>")
TYPOGRAPHIC = MASTODON.replace("„Wegschauen?“", "&#8220;Wegschauen?&#8221;")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(MASTODON, id="Mastodon"),
        pytest.param(GOTOSOCIAL, id="GoToSocial"),
        pytest.param(SNAC, id="snac"),
        pytest.param(SHORTENED, id="link shown shortened"),
        pytest.param(TYPOGRAPHIC, id="other quotation marks"),
        pytest.param(MASTODON.replace("👩‍🚒", "👩🚒"), id="emoji taken apart"),
    ],
)
def test_the_html_of_a_server_is_known_again(content: str) -> None:
    assert html_fingerprint(content) == fingerprint(TEXT)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(TEXT.replace("noch", "nicht"), id="another word"),
        pytest.param(TEXT.replace("2027/nord", "2027/sued"), id="another address"),
        pytest.param(TEXT.replace("utm_medium=social", "utm_medium=mail"), id="another UTM"),
        pytest.param(TEXT.replace("#DaGehtNochWas", ""), id="a hashtag less"),
        pytest.param(TEXT.replace("👩‍🚒", "👨‍🌾"), id="another emoji"),
        pytest.param(TEXT + " 2", id="a number more"),
    ],
)
def test_another_text_is_not_taken_for_it(other: str) -> None:
    assert html_fingerprint(MASTODON) != fingerprint(other)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        pytest.param("", "", id="media only"),
        pytest.param("1 < 2 > 0", "<p>1 &lt; 2 &gt; 0</p>", id="angle brackets"),
        pytest.param(
            "https://a.example/über",
            '<p><a href="https://a.example/%C3%BCber">a.example/über</a></p>',
            id="address that the server encodes",
        ),
        pytest.param("Gruß", "<p>Gruß", id="unclosed"),
        pytest.param("Gru\u0308n", "<p>Grün</p>", id="decomposed"),
        pytest.param("Ja :)", '<p>Ja <img alt=":)" src="x"></p>', id="emoji as a picture"),
    ],
)
def test_texts_of_another_form_are_the_same(text: str, content: str) -> None:
    assert html_fingerprint(content) == fingerprint(text)
