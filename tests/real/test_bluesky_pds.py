# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Bluesky adapter against the reference PDS and AppView."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected
from scheduler.model.message import Message, Part
from scheduler.model.platform import Absent, Found, ReplyTo, Sought
from scheduler.model.post import Attachment, Card, ChannelPassage, ChannelPost, Link
from scheduler.platforms.bluesky.account import BlueskyAccount
from scheduler.platforms.bluesky.composing import LIMITS, compose
from scheduler.platforms.bluesky.facets import detect
from scheduler.platforms.bluesky.session import Session
from scheduler.simulator.dialects.bluesky.content_ids import record_cid
from tests.platform_stands import MemoryArtefacts, MemoryVault
from tests.real.lossy_proxy import LossyProxy
from tests.real.reference_network import (
    HERE,
    Account,
    Network,
    connect,
    expired,
    new_account,
    records,
    xrpc,
)

pytestmark = pytest.mark.real


def composed(text: str, **fields: object) -> Message:
    passage = ChannelPassage(text, fields.pop("attachments", ()))  # type: ignore[arg-type]
    return compose(ChannelPost("p", "bluesky-land", "de", (passage,), **fields), LIMITS)  # type: ignore[arg-type]


def picture(folder: Path, alt: str = "Ein blaues Rechteck", *, noise: bool = False) -> Attachment:
    stream = io.BytesIO()
    if noise:
        Image.effect_noise((1600, 1600), 200).save(stream, "PNG")
    else:
        Image.new("RGB", (40, 30), "navy").save(stream, "PNG")
    content = stream.getvalue()
    path = folder / f"{hashlib.sha256(content).hexdigest()[:8]}.png"
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return Attachment(str(path), digest, "image/png", len(content), "photo", alt, 40, 30)


def publish(bluesky: BlueskyAccount, part: Part, artefacts: MemoryArtefacts | None = None):
    return bluesky.publish(part, key="k-1", reply_to=None, artefacts=artefacts or MemoryArtefacts())


def test_text_arrives_with_its_language_and_facets_on_the_right_bytes(
    bluesky: BlueskyAccount, network: Network, account: Account
) -> None:
    other = new_account(network.pds)
    message = bluesky.resolve(
        composed(f"✨ Grüße an @{other.handle}, nicht an @niemand.test 👨‍❤️‍👨 #Ostern")
    )
    remote = publish(bluesky, message.parts[0])
    [record] = records(network, account)
    assert record["uri"] == remote.id
    assert record["cid"] == record_cid(record["value"])  # the simulator computes as the PDS does
    assert record["value"]["langs"] == ["de"]
    raw = record["value"]["text"].encode()
    clickable = {
        raw[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(): facet["features"][0]
        for facet in record["value"]["facets"]
    }
    assert clickable[f"@{other.handle}"]["did"] == other.did
    assert clickable["#Ostern"]["tag"] == "Ostern"
    assert set(clickable) == {f"@{other.handle}", "#Ostern"}


def test_picture_arrives_with_alt_text_and_aspect_ratio(
    bluesky: BlueskyAccount, network: Network, account: Account, tmp_path: Path
) -> None:
    part = composed("Mit Bild", attachments=(picture(tmp_path),)).parts[0]
    artefacts = MemoryArtefacts()
    bluesky.prepare(part, key="k-1", artefacts=artefacts)
    publish(bluesky, part, artefacts)
    [record] = records(network, account)
    [image] = record["value"]["embed"]["images"]
    assert image["alt"] == "Ein blaues Rechteck"
    assert image["aspectRatio"] == {"width": 40, "height": 30}
    assert image["image"]["mimeType"] == "image/png"


def test_upload_that_the_server_has_dropped_is_repeated_with_the_same_record(
    bluesky: BlueskyAccount, network: Network, account: Account, tmp_path: Path
) -> None:
    part = composed("Mit Bild", attachments=(picture(tmp_path),)).parts[0]
    donor, artefacts = MemoryArtefacts(), MemoryArtefacts()
    bluesky.prepare(part, key="k-1", artefacts=donor)
    remote = publish(bluesky, part, donor)
    bluesky.delete(remote)  # its only record gone, the server drops the picture
    artefacts.keep("blobs", donor.get("blobs"))
    assert publish(bluesky, part, artefacts).id == records(network, account)[0]["uri"]
    assert artefacts.history == ["blobs", "record", "blobs"]
    assert artefacts.get("blobs") == donor.get("blobs")


def test_link_card_arrives_with_its_thumb(
    bluesky: BlueskyAccount, network: Network, account: Account, tmp_path: Path
) -> None:
    card = Card("https://kampagne.example/t", "Trainings", "Alle Termine", picture(tmp_path))
    link = Link("https://kampagne.example/t?utm_source=bluesky", "Anmeldung")
    publish(bluesky, composed("Los geht es", link=link, card=card).parts[0])
    value = records(network, account)[0]["value"]
    assert value["text"] == "Los geht es\n\nAnmeldung: kampagne.example/t"
    assert value["facets"][0]["features"][0]["uri"] == link.url
    external = value["embed"]["external"]
    assert (external["title"], external["uri"]) == ("Trainings", card.url)
    assert external["thumb"]["mimeType"] == "image/png"


def test_thread_hangs_together(bluesky: BlueskyAccount, network: Network, account: Account) -> None:
    message = compose(
        ChannelPost("p", "c", "de", tuple(ChannelPassage(text) for text in ("1", "2", "3"))),
        LIMITS,
    )
    remotes = []
    for number, part in enumerate(message.parts):
        reply_to = ReplyTo(remotes[0], remotes[-1]) if remotes else None
        remotes.append(
            bluesky.publish(part, key=f"k-{number}", reply_to=reply_to, artefacts=MemoryArtefacts())
        )
    by_text = {record["value"]["text"]: record["value"] for record in records(network, account)}
    assert "reply" not in by_text["1"]
    assert by_text["3"]["reply"]["root"]["uri"] == remotes[0].id
    assert by_text["3"]["reply"]["parent"]["uri"] == remotes[1].id


def test_lost_answer_and_repeat_leave_exactly_one_record(  # noqa: PLR0917 - fixtures
    network: Network,
    account: Account,
    vault: MemoryVault,
    proxy: LossyProxy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REAL_APP_PASSWORD", account.app_password)
    bluesky = connect(network, account, vault, tmp_path, proxy.url)
    part, artefacts = composed("Nur einmal").parts[0], MemoryArtefacts()
    proxy.drops = 1
    with pytest.raises(OutcomeUnknown):
        publish(bluesky, part, artefacts)
    look = bluesky.find([Sought("k-1", part, Event, artefacts=artefacts.kept)])["k-1"]  # type: ignore[arg-type]
    assert isinstance(look, Found)
    assert publish(bluesky, part, artefacts) == look.remote
    assert proxy.writes == 2
    assert len(records(network, account)) == 1


def test_part_that_never_left_is_absent(bluesky: BlueskyAccount) -> None:
    part, artefacts = composed("Nie gesendet").parts[0], MemoryArtefacts()
    bluesky._sending(part, "k-1", None, artefacts)
    sought = Sought("k-1", part, Event, artefacts=artefacts.kept)  # type: ignore[arg-type]
    assert bluesky.find([sought]) == {"k-1": Absent()}


def test_expired_access_token_is_refreshed_once_and_kept_before_use(
    bluesky: BlueskyAccount, network: Network, account: Account, vault: MemoryVault
) -> None:
    bluesky.check()
    old = _lapse(bluesky, vault)
    publish(bluesky, composed("Nach dem Ablauf").parts[0])
    assert len(records(network, account)) == 1
    assert json.loads(vault.secrets["session"])["refresh"] != old.refresh
    assert len(vault.saved) == 2


def test_session_that_cannot_be_refreshed_is_replaced_by_a_login(
    bluesky: BlueskyAccount, network: Network, account: Account, vault: MemoryVault
) -> None:
    bluesky.check()
    old = _lapse(bluesky, vault)
    xrpc(network.pds, "com.atproto.server.deleteSession", {}, old.refresh)
    publish(bluesky, composed("Neu angemeldet").parts[0])
    assert len(records(network, account)) == 1


def _lapse(bluesky: BlueskyAccount, vault: MemoryVault) -> Session:
    session = bluesky._sessions.current()
    lapsed = replace(session, access=expired(session.access))
    vault.secrets["session"] = json.dumps(asdict(lapsed))
    bluesky._sessions._held = lapsed
    return lapsed


def test_eight_sends_at_once_make_one_record(
    bluesky: BlueskyAccount, network: Network, account: Account
) -> None:
    part, artefacts = composed("Achtmal zugleich").parts[0], MemoryArtefacts()
    bluesky._sending(part, "k-1", None, artefacts)
    with ThreadPoolExecutor(8) as pool:
        tries = [pool.submit(publish, bluesky, part, artefacts) for _ in range(8)]
    assert len({each.result() for each in tries}) == 1
    assert len(records(network, account)) == 1


def test_another_post_under_our_key_is_never_overwritten(
    bluesky: BlueskyAccount, network: Network, account: Account
) -> None:
    artefacts = MemoryArtefacts()
    publish(bluesky, composed("Das Erste").parts[0], artefacts)
    artefacts.kept["record"]["record"]["text"] = "Das Zweite"  # type: ignore[index,call-overload]
    with pytest.raises(Rejected, match="Another post"):
        publish(bluesky, composed("Das Zweite").parts[0], artefacts)
    assert [record["value"]["text"] for record in records(network, account)] == ["Das Erste"]


def test_too_long_text_is_refused_by_the_server(bluesky: BlueskyAccount) -> None:
    with pytest.raises(Rejected, match="grapheme"):
        publish(bluesky, composed("ä" * 301).parts[0])
    publish(bluesky, composed("ä" * 300).parts[0])


def test_wrong_app_password_blocks_the_channel(
    network: Network, account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REAL_APP_PASSWORD", "wrong-wrong-wrong")
    with pytest.raises(ChannelBlocked, match="app password"):
        connect(network, account, MemoryVault(), tmp_path).check()


def test_delete_twice_succeeds(bluesky: BlueskyAccount, network: Network, account: Account) -> None:
    remote = publish(bluesky, composed("Gleich wieder weg").parts[0])
    bluesky.delete(remote)
    bluesky.delete(remote)
    assert records(network, account) == []


def test_check_names_the_account_and_finds_nothing_amiss(
    bluesky: BlueskyAccount, account: Account
) -> None:
    health = bluesky.check()
    assert health.account == f"@{account.handle}"
    assert health.problems == ()
    assert health.scopes == ("com.atproto.appPass",)


def test_check_warns_of_the_main_password(
    network: Network, account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REAL_APP_PASSWORD", "main-password")
    health = connect(network, account, MemoryVault(), tmp_path).check()
    assert "main password" in str(health.problems[0])


def test_appview_counts_a_like_and_leaves_missing_posts_out(
    bluesky: BlueskyAccount, network: Network, account: Account
) -> None:
    if network.appview is None:
        pytest.skip("no PostgreSQL for the AppView")
    reader = new_account(network.pds)
    remote = publish(bluesky, composed("Zählt mich").parts[0])
    _create(
        network,
        reader,
        "app.bsky.feed.like",
        subject={"uri": remote.id, "cid": dict(remote.extra)["cid"]},
    )
    _create(network, reader, "app.bsky.graph.follow", subject=account.did)
    gone = replace(remote, id=remote.id[:-1] + "2")
    counts = _until(
        lambda: bluesky.measure_posts([remote, gone]),
        lambda seen: remote.id in seen and seen[remote.id].get("reactions"),
    )
    assert set(counts) == {remote.id}
    assert counts[remote.id].values == {
        "reactions": 1,
        "shares": 0,
        "comments": 0,
        "quotes": 0,
        "saves": 0,
    }
    assert _until(bluesky.measure_account, lambda seen: seen.get("followers")).get("followers") == 1


def _create(network: Network, account: Account, collection: str, **fields: object) -> None:
    record = {"$type": collection, "createdAt": "2026-11-22T10:00:00.000Z", **fields}
    body = {"repo": account.did, "collection": collection, "record": record}
    xrpc(network.pds, "com.atproto.repo.createRecord", body, account.access)


def _until(ask, is_there):
    """What `ask` gives once it is there: the AppView follows the PDS within a second."""
    for _ in range(100):
        seen = ask()
        if is_there(seen):
            return seen
        Event().wait(0.1)
    return seen


@pytest.mark.usefixtures("network")
def test_facets_equal_those_of_the_official_client() -> None:
    texts = [*SAMPLES, *("".join(pair) for pair in zip(SAMPLES, reversed(SAMPLES), strict=True))]
    script = (
        "import {RichText} from '@atproto/api';"
        "const texts=JSON.parse(await new Response(process.stdin).text());"
        "console.log(JSON.stringify(texts.map(text=>{const rich=new RichText({text});"
        "rich.detectFacetsWithoutResolution();return rich.facets??[]})))"
    )
    done = subprocess.run(
        [str(HERE / "node22/node_modules/.bin/node"), "--input-type=module", "-e", script],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        cwd=HERE,
    )
    for text, official in zip(texts, json.loads(done.stdout), strict=True):
        theirs = sorted(
            (each["index"]["byteStart"], each["index"]["byteEnd"], *_target(each["features"][0]))
            for each in official
        )
        ours = [(each.byte_start, each.byte_end, each.kind, each.target) for each in detect(text)]
        assert sorted(ours) == theirs, text


def _target(feature: dict) -> tuple[str, str]:
    kind = feature["$type"].rpartition("#")[2]
    return kind, feature[{"link": "uri", "mention": "did", "tag": "tag"}[kind]]


SAMPLES = [
    "✨ example mentioning @atproto.com to share the URL 👨‍❤️‍👨 https://en.wikipedia.org/wiki/CBOR.",
    "@alice.bsky.social am Anfang, (@bob.test) in Klammern, mail@hessen.de nicht",
    "@kein-handle @auch.keins9 @hessen.de. @hessen.dex @HESSEN.DE @a.deü",
    "hessen.de und kampagne.example/x und a.b.co.uk/pfad?x=1#y, (https://x.org/a_(b)) (hessen.de)",
    "HTTPS://gross.de Hessen.de hessen.DE https://x.de/ü!! https://x.de/a), 1.de x..de",
    "#Tag #123 #1a #ü #a-b! #a.b.c... #️⃣ #😀 \uff03voll #\u200bleer ##doppelt # leer a#nein (#nein",
    "#" + "x" * 64 + " #" + "y" * 65 + " #" + "👨‍❤️‍👨" * 64,
    "$ABC $abcde $abcdef ($XY) $1A $A, x$AB $ÄB $AB’s $T\n$U.",
    "Zeile\n#zwei\nhttps://drei.de\n@vier.de\u00a0#fünf\u2028#sechs\ufeff#sieben\x1c#acht\x85#neun",
    "",
]
