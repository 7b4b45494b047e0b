# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Approval at the command line: from a token to a released post, and everything in the log."""

from __future__ import annotations

import csv
import io

import pytest

from scheduler.operations.identity import new_token

PEOPLE = """
people:
  autorin: {roles: [author], token: {file: autorin.hash}}
  anna: {roles: [approver], token: {file: anna.hash}}
  ben: {roles: [presse], token: {file: ben.hash}}
  dienst: {roles: [publisher], token: {file: dienst.hash}}
  revision: {roles: [auditor], token: {file: revision.hash}}
approval: vier-augen
approval_policies:
  vier-augen: {count: 2, roles: [approver, presse]}
"""
NAMES = ("autorin", "anna", "ben", "dienst", "revision")


@pytest.fixture(scope="module")
def made():
    """Tokens of everybody; to hash one takes a while, on purpose."""
    return {name: new_token(name) for name in NAMES}


@pytest.fixture
def people(workspace, made, monkeypatch):
    """The workspace with people; returns what makes one of them sit at the keyboard."""
    config = workspace / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8") + PEOPLE, encoding="utf-8")
    for name, token in made.items():
        (workspace / f"{name}.hash").write_text(token.hash, encoding="utf-8")

    def sits(name):
        monkeypatch.setenv("LITFASS_TOKEN", made[name].token)

    return sits


@pytest.fixture
def planned(litfass, people):
    """The workspace's post is in the plan; nobody has voted."""
    assert litfass("sync").code == 0
    return people


def test_post_is_submitted_and_approved_by_two(litfass, planned):
    said = []
    for name, command in (("autorin", "submit"), ("anna", "approve"), ("ben", "approve")):
        planned(name)
        ran = litfass(command, "auftakt")
        assert ran.code == 0, ran.err
        said.append(ran.out.splitlines()[-1])
    assert said[1].startswith("Approval is missing: 1 more (policy “vier-augen”, role approver,")
    assert said[2] == "All approvals are there; the post goes out on its time."


def test_what_waits_is_listed_with_whom_it_waits_for(litfass, planned):
    planned("autorin")
    litfass("submit", "auftakt")
    ran = litfass("approvals", "--json")
    (waiting,) = ran.json["waiting"]
    assert (waiting["post"], waiting["who"], waiting["missing"]) == ("auftakt", ["anna", "ben"], 2)
    assert "auftakt" in litfass("approvals", "--plain").out


@pytest.mark.usefixtures("planned")
def test_status_says_how_many_wait_and_doctor_which_policy_holds(litfass):
    assert "Waiting for approval: 1 (litfass approvals)." in litfass("status").out
    assert "Approval policies: vier-augen; for all holds: vier-augen." in litfass("doctor").out


@pytest.mark.parametrize(
    ("who", "command", "said"),
    [
        pytest.param("dienst", ["approve", "auftakt"], "one of these roles", id="no approver"),
        pytest.param("anna", ["publish", "auftakt"], "roles: publisher", id="no publisher"),
        pytest.param("anna", ["retry", "auftakt"], "roles: publisher", id="retry"),
        pytest.param("anna", ["cancel", "auftakt"], "roles: publisher", id="cancel"),
        pytest.param(
            "anna",
            ["confirm", "auftakt", "aushang", "--not-published"],
            "roles: publisher",
            id="confirm",
        ),
        pytest.param("anna", ["pause", "--reason", "x"], "roles: publisher", id="pause"),
        pytest.param("anna", ["resume", "--publish"], "roles: publisher", id="resume"),
        pytest.param("anna", ["audit", "show"], "roles: auditor", id="no auditor"),
        pytest.param("anna", ["reject", "auftakt"], "--reason", id="reject without a reason"),
        pytest.param("anna", ["approve", "nirgends"], "does not know", id="unknown post"),
        pytest.param(
            "anna", ["approve", "auftakt", "--hash", "0000"], "has changed", id="another version"
        ),
    ],
)
def test_what_a_person_may_not_do_is_refused_with_a_sentence(litfass, planned, who, command, said):
    planned(who)
    ran = litfass(*command)
    assert (ran.code, said in ran.err) == (2, True)


def test_approved_post_is_not_published_before_its_time(litfass, planned):
    planned("dienst")
    ran = litfass("publish", "auftakt")
    assert (ran.code, "a post is approved for its time" in ran.out) == (1, True)


@pytest.mark.usefixtures("planned")
def test_order_without_a_token_is_refused(litfass, monkeypatch):
    monkeypatch.delenv("LITFASS_TOKEN", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    ran = litfass("cancel", "auftakt")
    assert (ran.code, "Who are you?" in ran.err) == (2, True)


@pytest.mark.usefixtures("planned")
def test_token_stands_in_a_file(litfass, made, tmp_path):
    file = tmp_path / "mein.token"
    file.write_text(made["dienst"].token + "\n", encoding="utf-8")
    ran = litfass("cancel", "auftakt", "--token-file", file)
    assert ran.code == 0, ran.err


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("litfass:anna:falsch", id="wrong"),
        pytest.param("litfass:niemand:falsch", id="of nobody"),
        pytest.param("irgendwas", id="no token"),
    ],
)
def test_wrong_token_is_refused_slowly_and_told_to_the_log(litfass, planned, monkeypatch, token):
    monkeypatch.setenv("LITFASS_TOKEN", token)
    ran = litfass("approve", "auftakt")
    assert (ran.code, "belongs to nobody" in ran.err) == (2, True)
    planned("revision")
    rows = litfass("audit", "show", "--json").json["rows"]
    assert rows[-1]["act"] == "login.failed"
    assert token not in str(rows)


def test_diff_shows_what_changed_since_the_approval(litfass, planned, workspace):
    planned("anna")
    litfass("approve", "auftakt")
    file = workspace / "posts" / "auftakt.yaml"
    file.write_text(file.read_text().replace("Heute beginnt", "Morgen beginnt"), encoding="utf-8")
    litfass("sync")
    ran = litfass("diff", "auftakt")
    assert ran.code == 1
    assert "- Heute beginnt die Kampagne." in ran.out
    assert "+ Morgen beginnt die Kampagne." in ran.out
    waiting = litfass("approvals", "--json").json["waiting"]
    assert "litfass approve auftakt --hash " + waiting[0]["hash"][:12] in ran.out


def test_diff_of_an_approved_post_is_empty(litfass, planned):
    planned("anna")
    litfass("approve", "auftakt")
    ran = litfass("diff", "auftakt")
    assert (ran.code, "Nothing is different." in ran.out) == (0, True)


def test_everything_stands_in_the_log_which_can_be_verified(litfass, planned):
    for name, command in (("autorin", "submit"), ("anna", "approve"), ("ben", "approve")):
        planned(name)
        litfass(command, "auftakt")
    planned("dienst")
    litfass("cancel", "auftakt", "aushang")
    planned("revision")
    exported = litfass("audit", "export").json["rows"]
    acts = [(row["actor"], row["act"], row["object"]) for row in exported]
    assert acts[-4:] == [
        ("autorin", "approval.submit", "auftakt"),
        ("anna", "approval.approve", "auftakt"),
        ("ben", "approval.approve", "auftakt"),
        ("dienst", "order.cancelled", "auftakt · aushang"),
    ]
    assert acts[0][1:] == ("plan.created", "auftakt")
    ran = litfass("audit", "verify")
    assert ran.code == 0
    head = ran.out.splitlines()[-1].removeprefix("--head ")
    assert litfass("audit", "verify", "--head", head).code == 0
    assert litfass("audit", "verify", "--head", "9:" + "0" * 64).code == 1
    assert litfass("audit", "verify", "--head", "unsinn").code == 2
    rows = list(csv.DictReader(io.StringIO(litfass("audit", "export", "--format", "csv").out)))
    assert [row["hash"] for row in rows] == [row["hash"] for row in exported]


@pytest.mark.usefixtures("planned")
def test_token_of_a_person_is_made_once_and_checks_against_its_hash(litfass, workspace):
    ran = litfass("person", "token", "anna", "--json")
    (workspace / "anna.hash").write_text(ran.json["hash"], encoding="utf-8")
    file = workspace / "anna.token"
    file.write_text(ran.json["token"], encoding="utf-8")
    assert litfass("approve", "auftakt", "--token-file", file).code == 0
    assert litfass("person", "token", "niemand").code == 2


@pytest.mark.usefixtures("workspace")
def test_without_people_nobody_can_approve_and_orders_need_no_token(litfass):
    litfass("sync")
    assert "has nobody below people" in litfass("approve", "auftakt").err
    assert litfass("cancel", "auftakt").code == 0


def test_approver_is_shown_the_findings_with_the_reasons_for_what_may_stand(
    litfass, planned, workspace
):
    add(workspace, 'lint_ignore: [{rule: A05, reason: "Zitat"}]\n', "𝓢𝓬𝓱ö𝓷")
    assert litfass("sync").code == 0
    planned("anna")
    ran = litfass("approve", "auftakt")
    assert ran.code == 0, ran.err
    assert "A05" in ran.out
    assert "Zitat" in ran.out


def test_post_with_an_error_is_not_approved_and_says_why(litfass, planned, workspace):
    add(workspace, "", "TODO")
    planned("anna")
    ran = litfass("approve", "auftakt")
    assert ran.code != 0
    assert "Y03" in ran.out
    assert "“auftakt” has errors" in ran.err
    assert litfass("approvals", "--json").json["waiting"][0]["missing"] == 3


def add(workspace, fields, words):
    """Put `words` into the post's text, and `fields` below it."""
    path = next((workspace / "posts").rglob("*auftakt*.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("text: ", f"text: {words} ", 1) + fields, encoding="utf-8")
