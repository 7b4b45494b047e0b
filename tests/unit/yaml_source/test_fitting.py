# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field

from scheduler.yaml_source import read_yaml
from scheduler.yaml_source.editor_schema import editor_schema
from scheduler.yaml_source.fields import Duration
from scheduler.yaml_source.fitting import fit


class Leaf(BaseModel):
    model_config = ConfigDict(extra="forbid")

    size: int = 0


class Tree(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = "oak"
    version: int = Field(default=1, alias="schema")
    height: Annotated[float, Field(gt=0, lt=100)] = 1.0
    leaf: Leaf | None = None
    leaves: tuple[Leaf, ...] = ()
    by_name: Mapping[str, Leaf] = Field(default_factory=dict)
    wait: Duration | None = None


class Free(BaseModel):
    model_config = ConfigDict(extra="allow")

    name: str


def fitted(text, model=Tree):
    source = read_yaml(text.encode(), "a.yaml")
    assert source.findings == ()
    return fit(source.root, model)


def told(text):
    return [(str(one.place), one.message.en) for one in fitted(text).findings]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("leaf: {sise: 1}\n", "a.yaml:1:8"),
        ("leaves:\n  - size: 1\n  - sise: 1\n", "a.yaml:3:5"),
        ("by_name: {oak: {sise: 1}}\n", "a.yaml:1:17"),
    ],
)
def test_unknown_key_is_found_however_deep_and_answered_with_the_nearest(text, place):
    (finding,) = fitted(text).findings

    assert str(finding.place) == place
    assert finding.suggestion.en == "Did you mean “size”?"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("leaves: [{size: 1}, {size: klein}]\n", "a.yaml:1:28", "whole number"),
        ("by_name: {oak: {size: klein}}\n", "a.yaml:1:23", "whole number"),
        ("leaves: {size: 1}\n", "a.yaml:1:9", "A list"),
        ("leaves: [klein]\n", "a.yaml:1:10", "key: value"),
        ("height: 200\n", "a.yaml:1:9", "less than 100"),
        ("height: 0\n", "a.yaml:1:9", "greater than 0"),
        ("schema: eins\n", "a.yaml:1:9", "whole number"),
        ("version: 1\n", "a.yaml:1:1", "no key “version”"),
        ("name: [a]\n", "a.yaml:1:7", "A text"),
        ("leaves: [{size: 1}, ]\nname:\n", "a.yaml:2:1", "no value"),
    ],
)
def test_misfit_is_told_at_its_value(text, place, words):
    ((at, said),) = told(text)

    assert at == place
    assert words in said


def test_fields_without_fault_keep_their_values():
    value = fitted("name: Buche\nheight: hoch\nleaf: {size: 3}\nfoo: 1\n").value

    assert (value.name, value.height, value.leaf.size) == ("Buche", 1.0, 3)


def test_all_misfits_are_told_at_once():
    assert len(told("name: [a]\nheight: hoch\nwait: lang\nleaf: 3\nfoo: 1\n")) == 5


def test_keys_with_x_are_free_at_every_level():
    assert told("x-a: 1\nleaf: {x-b: [2], size: 1}\n") == []


def test_model_that_allows_more_keys_gets_them():
    assert fitted("name: a\nfarbe: rot\n", Free).value.model_extra == {"farbe": "rot"}


def test_names_given_by_the_author_may_begin_with_x():
    assert fitted("by_name: {x-land: {size: 2}}\n").value.by_name["x-land"].size == 2


def test_required_field_that_is_missing_leaves_no_value():
    fit_of_nothing = fitted("{}\n", Free)

    assert fit_of_nothing.value is None
    assert "“name” is missing" in fit_of_nothing.findings[0].message.en


def test_parts_of_two_schemas_do_not_meet():
    schema = editor_schema(Tree, "tree", "tree-")

    assert list(schema["$defs"]) == ["tree-Leaf"]
    assert "#/$defs/tree-Leaf" in str(schema["properties"]["leaf"])
