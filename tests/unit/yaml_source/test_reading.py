# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
import time

import pytest
import yaml

from scheduler.yaml_source import Items, Section, read_file, read_yaml
from scheduler.yaml_source.fitting import plain

MEGABYTE = 1024 * 1024


def read(text):
    return read_yaml(text.encode(), "posts/a.yaml")


def values(source):
    assert isinstance(source.root, Section)
    return plain(source.root)


TRAPS = {
    "text after a hash": ("text: Heute #HessenGeht los\n", "Y01", 1, 13, "after #"),
    "value that is only a hashtag": ("text: #Vielfalt\n", "Y01", 1, 7, "after #"),
    "hashtag on the next line": ("text: Heute\n  #HessenGeht los\n", "Y01", 2, 3, "after #"),
    "hashtag in a list": ("tags:\n  - #Vielfalt\n", "Y01", 2, 5, "after #"),
    "hashtag beside the block sign": ("text: | #Hessen\n  los\n", "Y01", 1, 9, "after #"),
    "text after a hash and a symbol": ("text: Heute #🎉 los\n", "Y01", 1, 13, "after #"),
    "two hashes": ("text: Heute ##HessenGeht los\n", "Y01", 1, 13, "after #"),
    "sign between hash and word": ("text: Heute\n  #:Hessen\n", "Y01", 2, 3, "after #"),
    "hashtag above the text": ("text: #Hessen\n  los\n", "Y01", 1, 7, "after #"),
    "hashtag with a colon above the text": ("text: #Hessen:\n  los\n", "Y01", 1, 7, "after #"),
    "hashtag on a line above the text": ("text:\n  #Hessen\n  los\n", "Y01", 2, 3, "after #"),
    "hashtag above an item": ("tags:\n  - #Hessen\n    los\n", "Y01", 2, 5, "after #"),
    "hashtag behind quotes": ('text: "Heute" #HessenGeht\n', "Y01", 1, 15, "after #"),
    "hashtag behind a list": ("tags: [a] #HessenGeht\n", "Y01", 1, 11, "after #"),
    "escape for a forbidden character": ('a: 1\ntext: "a\\0b"\n', "Y00", 2, 7, "U+0000"),
    "escape for a line separator": ('text: "a\\Lb"\n', "Y00", 1, 7, "U+2028"),
    "tab in a block": ("text: |\n\teins\n", "Y01", 2, 1, "tab"),
    "hashtag below a block": ("text: |\n  eins\n\n#HessenGeht\n", "Y01", 4, 1, "after #"),
    "hashtag indented less than its block": (
        "a:\n  - text: |\n      eins\n    #HessenGeht\n",
        "Y01",
        4,
        5,
        "after #",
    ),
    "hashtags in brackets": ("hashtags: [#A, #B]\nb: 1\n", "Y01", 1, 11, "from # on"),
    "second colon": ("text: a: b: c\n", "Y01", 1, 8, "another colon"),
    "colon on the next line": ("text: Um zehn\n  Ort: Kassel\n", "Y01", 2, 6, "colon"),
    "at sign": ("text: @stadt\n", "Y01", 1, 7, "begin with “@”"),
    "backtick": ("text: `x`\n", "Y01", 1, 7, "begin with “`”"),
    "percent sign": ("text: %x\n", "Y01", 1, 7, "begin with “%”"),
    "star": ("text: *fett*\n", "Y01", 1, 7, "begin with “*”"),
    "alias": ("a: 1\ntext: *fett\n", "Y01", 2, 7, "aliases"),
    "anchor": ("text: &x los\n", "Y01", 1, 7, "anchors"),
    "tag": ("text: !Achtung los\n", "Y01", 1, 7, "tags"),
    "typed tag": ("text: !!python/object:os.system x\n", "Y01", 1, 7, "tags"),
    "duplicate key": ("a: 1\nb: 2\na: 3\n", "Y01", 3, 1, "line 1 and in line 3"),
    "tab": ("a:\n\tb: 1\n", "Y01", 2, 1, "tab"),
    "smart quotes": ("text: „Heute“\n", "Y01", 1, 7, "Typographic quotes"),
    "template without quotes": ("text: {{ ort }}\n", "Y01", 1, 8, "needs quotes"),
    "open quote": ("text: 'Heute\nb: 1\n", "Y01", 1, 7, "never closed"),
    "open bracket": ("tags: [a, b\nb: 1\n", "Y01", 1, 7, "not closed"),
    "text behind quotes": ('text: "Heute" los\n', "Y01", 1, 15, "behind the end"),
    "unknown escape": ('text: "C:\\dir"\n', "Y01", 1, 10, "backslash|special meaning"),
    "text beside the block sign": ("text: | Heute\n  los\n", "Y01", 1, 9, "behind | or >"),
    "line without a colon": ("a: 1\nfoo\nb: 2\n", "Y01", 2, 1, "key: value"),
    "wrong indentation": ("a: 1\n  b: 2\n", "Y01", 2, 4, "indented wrongly"),
    "list among keys": ("- a\nb: 1\n", "Y01", 2, 1, "indented wrongly"),
    "second document": ("a: 1\n---\nb: 2\n", "Y01", 2, 1, "second document"),
    "nested too deeply": ("[" * 5000, "Y01", 1, 31, "nested too deeply"),
    "control character": ("a: b\x00c\n", "Y00", 1, 5, "U+0000"),
    "line separator of the web": ("a: b\u2028c\n", "Y00", 1, 5, "LINE SEPARATOR"),
    "nothing": ("", "Y00", 1, 1, "holds nothing"),
    "only comments": ("# later\n", "Y00", 1, 1, "holds nothing"),
}


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "words"), TRAPS.values(), ids=TRAPS.keys()
)
def test_trap_ends_in_one_sentence_with_its_place(text, rule, line, column, words):
    (finding,) = read(text).findings

    assert finding.rule == rule
    assert str(finding.place) == f"posts/a.yaml:{line}:{column}"
    assert any(word in finding.message.en for word in words.split("|"))
    assert finding.message.de != finding.message.en


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("at: 14:30", "14:30"),
        ("at: 09:00", "09:00"),
        ("lang: no", "no"),
        ("az: 0123", "0123"),
        ("version: 1.10", "1.10"),
        ("at: 2026-03-21 09:00", "2026-03-21 09:00"),
        ("at: 2026-03-21 09:00:05", "2026-03-21 09:00:05"),
        ("at: 2026-03-21 09:00+01:00", "2026-03-21 09:00+01:00"),
        ("a: ~", "~"),
        ("a: null", "null"),
        ("on: x", "x"),
        ("a: 'C#'", "C#"),
        ("a: C# und mehr", "C# und mehr"),
        ("a: x # a real comment", "x"),
        ("a: # a real comment\n  x", "x"),
        ("a: # as of #42\n  x", "x"),
        ("a:\n  #b: 2\n  x", "x"),
        ("a: x ## a real comment", "x"),
        ('a: "x" # a real comment', "x"),
        ("a: x #-- a ruler", "x"),
        ("a: „A“ und „B“", "„A“ und „B“"),
        ("a: '„Heute“'", "„Heute“"),
        ('a: "#Vielfalt"', "#Vielfalt"),
        ("a: https://x.example/#top", "https://x.example/#top"),
        ("a:\tx", "x"),
    ],
)
def test_scalar_means_what_it_looks_like(written, expected):
    source = read(written + "\n")

    assert source.findings == ()
    assert list(values(source).values()) == [expected]


def test_escape_for_a_forbidden_character_leaves_a_space():
    assert values(read('text: "a\\0b"\n')) == {"text": "a b"}


def test_commented_out_keys_are_comments():
    source = read("a: 1\n#b: 2\nc:\n  d: 1\n  #e: 3\n")

    assert source.findings == ()
    assert values(source) == {"a": "1", "c": {"d": "1"}}


def test_comments_below_a_block_are_comments():
    source = read("a: |\n  eins\n# zwei\nb: |\n  drei\n#d-e: 4\n#f:\n#\ng: |\n  vier\n  #fünf\n")

    assert source.findings == ()


def test_reading_goes_on_behind_each_fault():
    source = read("a: x: y\nb: @z\nc: |\n  gut\nd: 'offen\ne: los #Ziel\n")

    assert [finding.place.line for finding in source.findings] == [1, 2, 5, 6]
    assert values(source)["c"] == "gut\n"


def test_sentence_never_quotes_a_value():
    source = read("token: hunter2: geheim\nb: @hunter2\nc: 'hunter2\n")

    assert source.findings
    assert "hunter2" not in repr(source.findings)


def test_byte_order_mark_is_taken_off():
    source = read_yaml(b"\xef\xbb\xbfa: 1\n", "a.yaml")

    assert source.findings == ()
    assert values(source) == {"a": "1"}


def test_windows_line_ends_are_read():
    source = read_yaml(b"a: x\r\ntext: |\r\n  eins\r\n  zwei\r\nb: y: z\r\n", "a.yaml")

    assert values(source)["text"] == "eins\nzwei\n"
    assert [str(finding.place) for finding in source.findings] == ["a.yaml:5:5"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        pytest.param("a: 1\nb: Grüße\n".encode("cp1252"), "a.yaml:2:6", id="windows code page"),
        pytest.param("a: 1\n".encode("utf-16"), "a.yaml:1:1", id="utf-16"),
        pytest.param(b"\xff\xfe\xfd", "a.yaml:1:1", id="no text at all"),
    ],
)
def test_file_that_is_not_utf8_is_told_with_its_place(content, place):
    (finding,) = read_yaml(content, "a.yaml").findings

    assert str(finding.place) == place
    assert "UTF-8" in finding.message.en
    assert finding.suggestion is not None


def test_file_of_ten_megabytes_is_refused_unread():
    source = read_yaml(b"a: " + b"x" * 10 * MEGABYTE, "a.yaml")

    (finding,) = source.findings
    assert "too large" in finding.message.en
    assert source.root is None


@pytest.mark.parametrize(
    "content",
    [b"[" * MEGABYTE, b"{a: " * 200_000, b"- " * 400_000, b"? " * 400_000, b'"' * 300_000],
    ids=["brackets", "braces", "dashes", "questions", "quotes"],
)
def test_hostile_nesting_ends_quickly(content):
    begun = time.process_time()

    source = read_yaml(content, "a.yaml")

    assert source.findings
    assert time.process_time() - begun < 5


def test_file_full_of_faults_is_given_up_quickly():
    begun = time.process_time()

    source = read_yaml(b"- b #c\n" * 149_000, "a.yaml")

    assert source.root is None
    assert len(source.findings) < 1100
    assert any("too many faults" in finding.message.en for finding in source.findings)
    assert time.process_time() - begun < 5


def test_missing_file_is_a_finding(tmp_path):
    (finding,) = read_file(tmp_path / "a.yaml", "a.yaml").findings

    assert "missing" in finding.message.en


def test_folder_in_place_of_a_file_is_a_finding(tmp_path):
    (finding,) = read_file(tmp_path, "a.yaml").findings

    assert "cannot be opened" in finding.message.en


def test_lists_keep_the_place_of_each_item():
    source = read("tags:\n  - a\n  - b\n")

    tags = source.root.get("tags")
    assert isinstance(tags, Items)
    assert [str(item.place) for item in tags.items] == ["posts/a.yaml:2:5", "posts/a.yaml:3:5"]


def test_column_counts_characters_not_bytes():
    source = read("Grüße: 👍🏽 #Ja\n")

    assert source.findings[0].place.column == 11


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS.keys())
def test_python_without_libyaml_finds_the_same(trap):
    text, rule, line, _, _ = trap

    (finding,) = read_yaml(text.encode(), "a.yaml", loader=yaml.BaseLoader).findings

    assert (finding.rule, finding.place.line) == (rule, line)
