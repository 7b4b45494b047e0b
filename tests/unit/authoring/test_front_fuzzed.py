# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole front, fuzzed: whatever stands in a file is read, checked and tidied.

No traceback; and no lost text: what is accepted stands unchanged in the message, everything else
has a finding with its place. `make fuzz N=100000` says how many inputs; 2,000 without.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.authoring.formatting import formatted
from scheduler.authoring.key_order import post_order
from scheduler.authoring.queue_file import read_posts
from scheduler.authoring.rendering import Renderer, tidy
from scheduler.authoring.surroundings import Surroundings
from scheduler.authoring.templates import Templates, is_template
from scheduler.media.probing import MediaProber
from scheduler.media.staging import PassingStage
from scheduler.operations.composing import ChannelTerms, Composer, Knowledge
from scheduler.registry import platforms, rules
from scheduler.yaml_source import read_yaml
from scheduler.yaml_source.fitting import plain

COUNT = int(os.environ.get("LITFASS_FUZZ", "2000"))
SHARDS = 4
NOW = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
CHANNELS = {"land": "mastodon", "himmel": "bluesky", "hand": "manual"}
AROUND = Surroundings(Path("/workspace"), "Europe/Berlin", frozenset(CHANNELS))
FILE = Path("/workspace/posts/a.yaml")
WORD = "wort"  # and a number: each stands once in a document, so that a lost one is missed
_TOKEN = re.compile(r"wort\d+x")
# What YAML takes for a comment, and people do, too: a # with nothing but signs up to a space, or
# in column 1 (a line that begins behind another sign than \n is not indented here).
_COMMENT = re.compile(r"(?:^|\s)#[!-/:-@\[-`{-~]*(?:\s|$)|[\r\x85\u2028]\s*#")
# A block whose first line is indented deeper ends where a later line is not.
_BLOCK_ENDS = re.compile(r"\A\s*[ \t].*\n\s*#|[\r\x85\u2028]\s*#", re.DOTALL)
_ISOLATES = re.compile("[\u2068\u2069]")
_BLOCKS = frozenset({"literal", "folded", "keep"})

TRAPS = [
    *"#:-'\"|>&*!%@`{}[],?\\~=.",
    " ", "  ", "\n", "\n\n", "\t", "\r\n", "\r", ": ", " #", "- ", "? ", "\n- ", "\n#", "\n  ",
    "---", "...", "<<", "{{", "}}", "{%", "{# ", "null", "no", "ja", "12:30", "0x1F", "1e999",
    "2027-01-01", "„", "“", "\u2028", "\x85", "\u00a0", "\ufeff", "\u202e", "e\u0301", "\x1b",
    "\x00", "\U0001d405", "👩🏽\u200d🦽", "العربية", "a" * 120,
]  # fmt: skip
PIECES = st.lists(st.just(WORD) | st.sampled_from(TRAPS), min_size=1, max_size=10)
STYLES = st.sampled_from(["plain", "single", "double", "literal", "folded", "keep"])
FIELDS = ("text", "content_warning", "thread", "override", "hashtags", "notes", "variant")


@dataclass(frozen=True)
class Written:
    """A document as somebody typed it; `texts` are what was meant to go public, by field."""

    document: str
    texts: dict[str, tuple[str, str]]


@st.composite
def documents(draw):
    """A post with a few texts in one of YAML's ways of writing them."""
    count = 0
    texts = {}
    names = {"text", *draw(st.sets(st.sampled_from(FIELDS), max_size=3))}
    lines = {
        "id": "id: a", "status": "status: ready", "at": "publish_at: 2097-03-08 09:30",
        "channels": "channels: [land, himmel, hand]",
        "lang": "lang: " + draw(st.sampled_from(["de", "en", "de-leicht", "ar"])),
    }  # fmt: skip
    for name in sorted(names):
        text = ""
        for piece in draw(PIECES):
            count += piece == WORD
            text += f"{WORD}{count}x" if piece == WORD else piece
        style = draw(STYLES)
        texts[name] = (text, style)
        lines[name] = field(name, text, style)
    order = draw(st.permutations(sorted(lines)))
    end = draw(st.sampled_from(["\n", "", "\r\n"]))
    return Written(end.join(["\n".join(lines[name] for name in order), ""]), texts)


def field(name, text, style):
    """The lines of one field."""
    if name == "thread":
        return f"thread:\n  - text: {scalar(text, style, 6)}"
    if name == "override":
        return f"overrides:\n  land:\n    text: {scalar(text, style, 6)}"
    if name == "variant":
        return f"variants:\n  en:\n    text: {scalar(text, style, 6)}"
    if name == "hashtags":
        return f"hashtags:\n  - {scalar(text, style, 4)}"
    return f"{name}: {scalar(text, style, 2)}"


def scalar(text, style, depth):
    """`text` as YAML, its lines indented by `depth`."""
    indented = f"\n{' ' * depth}".join(text.split("\n"))
    if style == "plain":
        return indented
    if style == "single":
        return "'" + indented.replace("'", "''") + "'"
    if style == "double":
        return json.dumps(text, ensure_ascii=False)
    sign = {"literal": "|", "folded": ">", "keep": "|+"}[style]
    return f"{sign}\n{' ' * depth}{indented}"


@st.composite
def damaged(draw):
    """A document with something typed into it, or deleted."""
    text = draw(documents()).document
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 6))
        text = text[:at] + draw(st.sampled_from(["", *TRAPS])) + text[at + cut :]
    return text


@pytest.fixture(scope="module")
def composer():
    """What makes messages of posts and asks every rule; no database, no network."""
    kinds = platforms()
    with tempfile.TemporaryDirectory() as scratch:
        yield Composer(
            channels={
                name: ChannelTerms(kinds[kind], kinds[kind].limits, timedelta(minutes=15))
                for name, kind in CHANNELS.items()
            },
            renderer=Renderer(Templates(Path(scratch)), MediaProber().attach),
            stage=PassingStage(Path(scratch)),
            rules=tuple(rules().values()),
        )


def examples(share):
    return settings(
        max_examples=max(1, COUNT * share // (100 * SHARDS)),
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.long
@pytest.mark.parametrize("shard", range(SHARDS))
def test_what_is_accepted_stands_in_the_message_and_all_else_is_told(composer, shard):
    del shard

    @examples(50)
    @given(documents())
    def fuzz(written):
        checked(composer, written)

    fuzz()


@pytest.mark.long
@pytest.mark.parametrize("shard", range(SHARDS))
def test_damaged_document_is_read_or_told(composer, shard):
    del shard

    @examples(40)
    @given(damaged())
    def fuzz(text):
        looked_at(composer, text.encode("utf-8", "surrogatepass"))

    fuzz()


@pytest.mark.long
@pytest.mark.parametrize("shard", range(SHARDS))
def test_any_bytes_are_read_or_told(composer, shard):
    del shard

    @examples(10)
    @given(st.binary(max_size=300))
    def fuzz(content):
        looked_at(composer, content)

    fuzz()


def looked_at(composer, content):
    """The posts that were accepted, each as it was composed, after what holds for any input."""
    source = read_yaml(content, "posts/a.yaml")
    reading = read_posts(source, FILE, AROUND)
    made = [composer.compose(post, None, NOW, Knowledge()) for post in reading.posts]
    spare = [composer.compose(post, None, NOW, Knowledge()) for post in reading.faulty]
    made = composer.compare(made)
    findings = [*reading.findings, *(found for each in (*made, *spare) for found in each.findings)]
    last = content.count(b"\n") + content.count(b"\r") + content.count(b"\x85") + 2
    assert all(1 <= each.place.line <= last + content.count("\u2028".encode()) for each in findings)
    assert all(each.place.column >= 1 and each.message.de and each.message.en for each in findings)
    assert reading.posts or findings or source.root is not None
    if not reading.findings:
        assert words(content) <= words_of(plain(source.root)) | in_comments(content)
    tidied(content, reading)
    return reading, made, findings


def tidied(content, reading):
    """Tidying keeps every post, or refuses and changes nothing."""
    result = formatted(content, "posts/a.yaml", post_order())
    if result.findings:
        assert unified(result.text) == unified(content.decode("utf-8", "replace"))
        return
    again = read_posts(read_yaml(result.text.encode(), "posts/a.yaml"), FILE, AROUND)
    assert [public(post) for post in again.posts] == [public(post) for post in reading.posts]
    assert formatted(result.text.encode(), "posts/a.yaml", post_order()).text == result.text


def unified(text):
    """`text` with one kind of line end, and no mark of its encoding."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def public(post):
    """What of a post does not depend on where in the file it stands."""
    return (
        post.id, post.text, post.hashtags, post.content_warning, post.notes, post.channels,
        post.publish_at, [each.text for each in post.thread],
        {name: each.text for name, each in post.overrides.items()},
        {name: each.text for name, each in post.variants.items()},
    )  # fmt: skip


def checked(composer, written):
    """Each text that is accepted is in the message as it was typed."""
    reading, made, findings = looked_at(composer, written.document.encode())
    if not made:
        assert findings
        return
    if reading.findings:
        return
    by_id = {each.post.id: each for each in made}
    for name, (text, style) in written.texts.items():
        if is_template(text) or has_comment(text, style):
            continue
        if name not in {"notes", "variant"}:
            stands(name, text, style, by_id["a"])
        elif name == "variant":
            stands(name, text, style, by_id["a@en"])


def has_comment(text, style):
    """Whether a part of `text` is a comment when it is written in this way."""
    if style in _BLOCKS:
        return _BLOCK_ENDS.search(text) is not None
    return style == "plain" and _COMMENT.search(text) is not None


def stands(name, text, style, made):
    """The words of `text`, in their order; where nothing is folded, the whole text."""
    overridden = made.post.overrides.keys()
    for channel in made.channels:
        if name == "override" and channel.channel not in overridden:
            continue
        if name in {"text", "thread"} and channel.channel in overridden:
            continue
        parts = channel.message.parts
        said = "\n".join(part.text for part in parts)
        if name == "content_warning":
            said = "\n".join([said, *(part.content_warning or "" for part in parts)])
        # A warning stands above each part of a thread.
        found = list(dict.fromkeys(word for word in _TOKEN.findall(said) if word in text))
        assert found == _TOKEN.findall(text), (name, style, channel.channel, said)
        if style == "double" and name in {"text", "override"} and channel.channel == "land":
            # Right-to-left texts get isolates, which nobody sees.
            assert _ISOLATES.sub("", said).startswith(tidy(text).strip()), (text, said)


def words(content):
    return set(_TOKEN.findall(content.decode("utf-8", "replace")))


def words_of(node):
    if isinstance(node, dict):
        return {word for pair in node.items() for part in pair for word in words_of(part)}
    if isinstance(node, list):
        return {word for part in node for word in words_of(part)}
    return set(_TOKEN.findall(node or ""))


def in_comments(content):
    """The words behind a # that begins a comment."""
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", content.decode("utf-8", "replace"))
    begun = (re.search(r"(?:^|\s)#", line) for line in lines)
    return {
        word for found in begun if found for word in _TOKEN.findall(found.string[found.end() :])
    }
