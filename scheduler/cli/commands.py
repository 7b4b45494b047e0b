# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The table of commands: what each is for, and which module has it.

`litfass --help` prints this table without importing anything else, so it starts at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.model.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its module in `scheduler.cli`, and a line for the list."""

    name: str
    module: str
    summary: Sentence


COMMANDS: tuple[Command, ...] = (
    Command("init", "init", Sentence("Neuen Arbeitsordner anlegen", "Make a new workspace")),
    Command(
        "new",
        "new",
        Sentence("Beitrag, Reihe oder Kampagne anlegen", "Begin a post, a series, a campaign"),
    ),
    Command(
        "import",
        "imports",
        Sentence("Fremde Pläne übernehmen", "Take over tables, calendars, Markdown"),
    ),
    Command(
        "check",
        "content",
        Sentence("Beiträge prüfen, ohne etwas zu ändern", "Check posts without changing anything"),
    ),
    Command(
        "rules",
        "rules",
        Sentence("Zeigen, wonach Beiträge geprüft werden", "Show what posts are checked for"),
    ),
    Command(
        "preview",
        "content",
        Sentence(
            "Zeigen, was jeder Kanal genau bekäme", "Show exactly what each channel would get"
        ),
    ),
    Command(
        "kit", "kit", Sentence("Material für Partner, als ZIP", "Material for partners, as a ZIP")
    ),
    Command(
        "count", "count", Sentence("Zeichen zählen wie die Plattform", "Count as a platform does")
    ),
    Command(
        "calendar",
        "calendar",
        Sentence("Redaktionskalender zeigen", "Show the editorial calendar"),
    ),
    Command(
        "days",
        "calendar",
        Sentence("Gedenk- und Aktionstage zeigen", "List awareness and remembrance days"),
    ),
    Command(
        "plan",
        "content",
        Sentence("Zeigen, was ein sync ändern würde", "Show what a sync would change"),
    ),
    Command(
        "variants",
        "variants",
        Sentence("Sprachfassungen: welche, wie alt", "Language versions: which, and how old"),
    ),
    Command(
        "sync", "queue", Sentence("Beiträge in den Plan übernehmen", "Take posts into the plan")
    ),
    Command(
        "run",
        "queue",
        Sentence("Dienst starten: veröffentlicht zur Sekunde", "Run the daemon: publish on time"),
    ),
    Command(
        "publish", "orders", Sentence("Einen Beitrag jetzt veröffentlichen", "Publish a post now")
    ),
    Command(
        "status", "reading", Sentence("Wie es um jeden Beitrag steht", "How every post stands")
    ),
    Command(
        "show",
        "reading",
        Sentence("Das ganze Leben eines Beitrags", "Tell the whole life of a post"),
    ),
    Command(
        "confirm",
        "orders",
        Sentence("Sagen, ob ein Beitrag erschienen ist", "Say whether a post is live or not"),
    ),
    Command(
        "amend",
        "aftermath",
        Sentence("Erschienenes ändern oder berichtigen", "Edit or correct what is live"),
    ),
    Command(
        "retract",
        "aftermath",
        Sentence("Erschienenes überall zurückziehen", "Take down what is live, everywhere"),
    ),
    Command(
        "pause",
        "pause",
        Sentence("Alles anhalten, oder einen Teil, sofort", "Stop everything, or a part, at once"),
    ),
    Command("resume", "resume", Sentence("Nach einer Pause weitermachen", "Go on after a pause")),
    Command("retry", "orders", Sentence("Noch einmal versuchen", "Try again")),
    Command("cancel", "orders", Sentence("Nicht veröffentlichen", "Do not publish")),
    Command(
        "submit",
        "approval",
        Sentence("Einen eigenen Beitrag zur Freigabe einreichen", "Submit a post you wrote"),
    ),
    Command(
        "approve",
        "approval",
        Sentence("Einen Beitrag freigeben, wie er ist", "Approve a post as it is"),
    ),
    Command("reject", "approval", Sentence("Einen Beitrag ablehnen", "Reject a post")),
    Command(
        "approvals",
        "approval",
        Sentence("Was auf Freigabe wartet, von wem", "What waits for approval, from whom"),
    ),
    Command(
        "diff",
        "approval",
        Sentence("Was sich seit der Freigabe geändert hat", "What changed since the approval"),
    ),
    Command(
        "person", "person", Sentence("Token für Personen ausstellen", "Make tokens for persons")
    ),
    Command(
        "audit",
        "audit",
        Sentence("Protokoll prüfen, zeigen, ausgeben", "Verify, show, export the audit log"),
    ),
    Command(
        "records",
        "records",
        Sentence("Akten ausgeben, prüfen; Fristen", "Export, verify records; purge by class"),
    ),
    Command("figures", "figures", Sentence("Von Hand gezählte Zahlen", "Figures counted by hand")),
    Command("report", "report", Sentence("Berichte", "Reports")),
    Command(
        "export",
        "export",
        Sentence("Tabellen für Auswertungen, als CSV", "Tables for analysis, as CSV"),
    ),
    Command(
        "channels",
        "channels",
        Sentence("Kanäle auflisten, prüfen, testen", "List, check and test channels"),
    ),
    Command(
        "notices",
        "notices",
        Sentence("Meldungen an das Team: proben, auflisten", "Notices to the team: test, list"),
    ),
    Command(
        "rights",
        "rights",
        Sentence("Nutzungsrechte und wo sie benutzt sind", "Rights of use and where they are used"),
    ),
    Command(
        "tasks",
        "tasks",
        Sentence("Was ein Mensch löschen muss", "What a person has to take down"),
    ),
    Command(
        "db",
        "db",
        Sentence("Datenbank anlegen, sichern, prüfen", "Make, upgrade, check the database"),
    ),
    Command(
        "fmt",
        "fmt",
        Sentence("Dateien ordnen, ohne ihren Sinn zu ändern", "Tidy files, keeping their meaning"),
    ),
    Command("schema", "schema", Sentence("JSON-Schema für Editoren", "JSON Schema for editors")),
    Command(
        "rehearse",
        "rehearse",
        Sentence("Die Kampagne im Zeitraffer proben", "Rehearse the campaign with a jumping clock"),
    ),
    Command(
        "demo",
        "rehearse",
        Sentence("Die Beispielkampagne vorführen", "Show the sample campaign from end to end"),
    ),
    Command("doctor", "doctor", Sentence("Sagen, was nicht stimmt", "Say what is not right")),
)

BY_NAME: dict[str, Command] = {command.name: command for command in COMMANDS}
