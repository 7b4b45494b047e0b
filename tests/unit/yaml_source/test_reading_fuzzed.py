# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever stands in a file: never a traceback, and no word is lost unsaid."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.yaml_source import read_yaml
from scheduler.yaml_source.fitting import plain

_PIECES = st.sampled_from(
    [
        *"abc:#-[]{},&*!|>'\"%@`?~\\ \n\t",
        ": ", " #", "# ", "- ", "\n  ", "\n- ", "key: ", "text: |\n  ", "---\n", "...\n",
        "{{ x }}", "„", "“", "\r\n", "\u2028", "\x00", "\ufeff", "👍🏽", "<<: ", "%YAML 1.1\n",
    ]
)  # fmt: skip
_WORDS = st.text("abcäö", min_size=1, max_size=4)
_YAMLISH = st.lists(_PIECES | _WORDS, max_size=40).map("".join)
_LETTERS = re.compile(r"[a-zäö]+")


def said(node):
    if isinstance(node, dict):
        return [word for pair in node.items() for part in pair for word in said(part)]
    if isinstance(node, list):
        return [word for part in node for word in said(part)]
    return _LETTERS.findall(node)


@given(_YAMLISH)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_told(text):
    source = read_yaml(text.encode("utf-8", "surrogatepass"), "a.yaml")

    assert source.root is not None or source.findings
    for finding in source.findings:
        assert finding.place.line >= 1
        assert finding.place.column >= 1


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_told(content):
    source = read_yaml(content, "a.yaml")

    assert source.root is not None or source.findings


@given(st.lists(st.sampled_from(["a", "bc", "#d", "e:", ": f", "„h“", "-i", "@j"])))
@settings(max_examples=300, deadline=None)
def test_no_word_of_an_unquoted_value_is_lost_without_a_finding(words):
    line = " ".join(words)

    source = read_yaml(f"key: {line}\n".encode(), "a.yaml")

    assert source.findings or said(plain(source.root)) == ["key", *_LETTERS.findall(line)]
