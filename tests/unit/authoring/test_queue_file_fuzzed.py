# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any values under any keys: never a traceback, and a post is sound or its fault is told."""

from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.authoring.post_fields import PostBorder
from scheduler.authoring.queue_file import read_posts
from scheduler.authoring.surroundings import Surroundings
from scheduler.yaml_source import read_yaml

FILE = Path("/workspace/posts/a.yaml")
AROUND = Surroundings(Path("/workspace"), "Europe/Berlin", frozenset({"land"}))
KEYS = sorted(field.alias or name for name, field in PostBorder.model_fields.items())
INNER = ["url", "text", "file", "alt", "media", "land", "title", "card", "image", "publish_within"]
SCALARS = st.sampled_from(
    ["", "x", "0", "-1", "2h", "land", "no", "none", "1e999", "9" * 30, "../x", "/", "{{ x }}",
     "2027-03-28 02:30", "2026-10-25 02:30", "2199-12-31 23:59", "ready", "next_slot", "\U0001f44d"]
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(INNER), inner),
    max_leaves=6,
)
POSTS = st.dictionaries(st.sampled_from([*KEYS, "x-frei", "unbekannt"]), VALUES, max_size=6)


@given(POSTS | st.fixed_dictionaries({"posts": st.lists(POSTS) | VALUES, "defaults": VALUES}))
@settings(max_examples=200, deadline=None)
def test_any_values_make_a_post_or_a_finding(content):
    written = yaml.safe_dump(content, default_style='"', allow_unicode=True).encode()

    reading = read_posts(read_yaml(written, "posts/a.yaml"), FILE, AROUND)

    assert reading.posts or reading.is_broken or content.get("posts") == []
    assert reading.is_broken or not reading.faulty
    assert all(finding.place.line >= 1 for finding in reading.findings)
    if "unbekannt" in content:
        assert reading.posts == ()
        assert reading.is_broken
