# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""fmt: says what it changes, and changes nothing when only asked."""

from __future__ import annotations

import pytest

UNTIDY = "text: a\nid: b\n"


@pytest.mark.parametrize(("option", "code"), [("--check", 1), ("--diff", 0)], ids=["check", "diff"])
def test_asking_changes_nothing(option, code, litfass, workspace, files):
    (workspace / "posts/b.yaml").write_text(UNTIDY, encoding="utf-8")
    before = files(workspace)
    ran = litfass("fmt", option)
    assert (ran.code, "b.yaml would be tidied" in ran.out) == (code, True)
    assert ("+++" in ran.out) == (option == "--diff")
    assert files(workspace) == before


def test_a_file_is_tidied_in_place_and_a_faulty_one_beside_it_refused(litfass, workspace):
    good, bad = workspace / "posts/b.yaml", workspace / "posts/c.yaml"
    good.write_text(UNTIDY, encoding="utf-8")
    bad.write_text("text: Heute #Tag\n", encoding="utf-8")
    ran = litfass("fmt", good, bad)
    assert (ran.code, "c.yaml:1:13: error Y01" in ran.out) == (1, True)
    assert good.read_text(encoding="utf-8") == "id: b\ntext: a\n"
    assert bad.read_text(encoding="utf-8") == "text: Heute #Tag\n"
    assert litfass("fmt", good, "--check").code == 0
