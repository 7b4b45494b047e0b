# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`init`: a new workspace with the sample campaign in it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.session import Lang, speaking, start
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

SAMPLE = ("posts", "templates", "config.yaml")
_PACKAGE = Path(__file__).parents[1]


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    lang: Lang = None,
) -> None:
    """Make a new workspace: config.yaml, templates and the posts of a sample campaign."""
    session = start(None, lang)
    with speaking(session):
        write_sample(folder)
        session.say(_next_steps(folder))


def write_sample(folder: Path) -> None:
    """Write the sample workspace into `folder`, which must be new or empty; raises UsageError."""
    source = sample_folder()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(_taken(folder))
    folder.mkdir(parents=True, exist_ok=True)
    for name in SAMPLE:
        original = source / name
        if original.is_dir():
            shutil.copytree(original, folder / name)
        else:
            shutil.copyfile(original, folder / name)


def sample_folder() -> Path:
    """Where the sample workspace lies: in the installed package or, in a checkout, at its root."""
    for folder in (_PACKAGE / "_sample", _PACKAGE.parent):
        if all((folder / name).exists() for name in SAMPLE):
            return folder
    raise UsageError(_NO_SAMPLE)


def _taken(folder: Path) -> Sentence:
    return Sentence(
        f"{folder} gibt es schon und ist nicht leer. Es wurde nichts geschrieben; bitte einen "
        "neuen Ordner nennen.",
        f"{folder} exists and is not empty. Nothing was written; please name a new folder.",
    )


def _next_steps(folder: Path) -> Sentence:
    return Sentence(
        f"Der Arbeitsordner {folder} ist angelegt. So geht es weiter:\n"
        f"  cd {folder}\n"
        "  litfass check       prüft die Beiträge der Beispielkampagne\n"
        "  litfass preview     zeigt, was jeder Kanal bekäme\n"
        "  litfass rehearse    probt die Kampagne im Zeitraffer, ohne etwas zu veröffentlichen\n"
        "Danach in config.yaml die eigenen Kanäle eintragen und mit litfass doctor nachsehen, "
        "was noch fehlt.",
        f"The workspace {folder} is made. What comes next:\n"
        f"  cd {folder}\n"
        "  litfass check       checks the posts of the sample campaign\n"
        "  litfass preview     shows what each channel would get\n"
        "  litfass rehearse    rehearses the campaign on simulated platforms; nothing goes out\n"
        "Then enter your own channels in config.yaml, and ask litfass doctor what is missing.",
    )


COMMANDS = {"init": init}
_NO_SAMPLE = Sentence(
    "Die Beispielkampagne fehlt in dieser Installation. Bitte Litfass neu installieren.",
    "The sample campaign is missing from this installation. Please install Litfass again.",
)
