# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Templates: what they can do, what they must not, and how faults are said."""

from __future__ import annotations

import pytest

from scheduler.authoring.templates import TemplateFault, Templates, UnknownTemplate

VALUES = {"campaign": {"title": "Da geht noch was", "items": "drei"}, "region": {"name": "Nord"}}


@pytest.fixture
def templates(tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "gruss.txt.j2").write_text("Hallo {{ region.name }}!\n", encoding="utf-8")
    (folder / "kaputt.j2").write_text("eins\nzwei {{ oops\n", encoding="utf-8")
    (folder / "fehlt.j2").write_text("eins\n{% include 'nirgends.j2' %}\n", encoding="utf-8")
    (folder / "leer.j2").write_text("eins\nzwei {{ region.nmae }}\n", encoding="utf-8")
    (folder / "latin.j2").write_bytes("Grüße {{ region.name }}".encode("latin-1"))
    (folder / "rund.j2").write_text("{% include 'rund.j2' %}", encoding="utf-8")
    (tmp_path / "geheim.j2").write_text("geheim", encoding="utf-8")
    (folder / "hinaus.j2").symlink_to(tmp_path / "geheim.j2")
    return Templates(folder)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Kein { Platzhalter }", "Kein { Platzhalter }"),
        ("{{ campaign.title }}", "Da geht noch was"),
        ("{{ campaign.items }}", "drei"),
        ("<b>{{ '&' }}</b>", "<b>&</b>"),
        ("{% if region.name == 'Nord' %}ja{% endif %}", "ja"),
        ("{% for n in range(3) %}{{ n }}{% endfor %}", "012"),
        ("{{ 6 * 7 }} {{ 7 % 4 }}", "42 3"),
        ("{{ region.name | upper }}", "NORD"),
    ],
)
def test_text_is_filled_in(templates, text, filled):
    assert templates.fill_text(text, VALUES) == filled


@pytest.mark.parametrize("name", ["gruss", "gruss.txt", "gruss.txt.j2"])
def test_template_is_found_with_and_without_suffix(templates, name):
    assert templates.fill_file(name, VALUES) == "Hallo Nord!"


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ campaign.__class__ }}",
        "{{ campaign.update({'a': 1}) }}",
        "{{ range.__globals__ }}",
        "{{ 'a' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ 'a'.ljust(1000000000) }}",
        "{{ 'a' | center(1000000000) }}",
        "{% for a in range(1000000) %}{% endfor %}",
        "{% for a in range(999) %}{% for b in range(999) %}xxxxxxxxxx{% endfor %}{% endfor %}",
        "{% for a in 'aa' %}" * 3 + "{% endfor %}" * 3,
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum() }}",
    ],
)
def test_what_leads_out_or_never_ends_is_refused(templates, text):
    with pytest.raises(TemplateFault):
        templates.fill_text(text, VALUES)


@pytest.mark.parametrize("name", ["../geheim", "/etc/passwd", "hinaus", "..\\geheim", ""])
def test_no_name_leads_out_of_the_folder(templates, name):
    with pytest.raises(TemplateFault):
        templates.fill_file(name, VALUES)


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("kaputt", 2, "cannot be filled in"),
        ("leer", 2, "Did you mean “name”?"),
        ("latin", 1, "not in UTF-8"),
        ("rund", 1, "cannot be filled in"),
    ],
)
def test_fault_names_file_line_and_reason(templates, name, line, said):
    with pytest.raises(TemplateFault) as caught:
        templates.fill_file(name, VALUES)
    assert said in caught.value.sentence.en
    if name != "latin":
        assert caught.value.file.endswith(f"{name}.j2")
        assert caught.value.line == line


def test_unknown_template_names_the_nearest(templates):
    with pytest.raises(UnknownTemplate) as caught:
        templates.fill_file("grus", VALUES)
    assert caught.value.sentence.de.endswith("Meinten Sie „gruss“?")


def test_missing_include_is_said(templates):
    with pytest.raises(UnknownTemplate, match=r"nirgends\.j2"):
        templates.fill_file("fehlt", VALUES)


def test_missing_value_in_a_text_has_its_line(templates):
    with pytest.raises(TemplateFault) as caught:
        templates.fill_text("eins\nzwei\n{{ ort }}", VALUES)
    assert (caught.value.file, caught.value.line) == (None, 3)
    assert "„ort“" in caught.value.sentence.de


def test_folder_need_not_exist(tmp_path):
    with pytest.raises(UnknownTemplate):
        Templates(tmp_path / "none").fill_file("gruss", {})
