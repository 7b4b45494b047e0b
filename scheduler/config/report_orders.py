# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The `reports` of config.yaml: which report is written when, and whereto."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from scheduler.credentials import Secret
from scheduler.model.rhythm import WHEN, When, parse_when
from scheduler.model.sentence import Language
from scheduler.yaml_source.fields import wrong


def _when(value: object) -> object:
    if isinstance(value, When):
        return value
    found = parse_when(value) if isinstance(value, str) else None
    if found is None:
        raise wrong(
            "Das ist kein Zeitpunkt. Beispiele: monday 07:00, daily 18:30, monthly 08:00.",
            "That is no time. Examples: monday 07:00, daily 18:30, monthly 08:00.",
        )
    return found


class ReportBorder(BaseModel):
    """One of `reports`; exactly one of `folder` and `mail`."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    report: str = Field(description="Which report: the names of `litfass report --help`")
    when: Annotated[
        When,
        BeforeValidator(_when),
        WithJsonSchema({"type": "string", "pattern": f"^{WHEN.pattern}$"}),
    ] = Field(description="monday 07:00, daily 18:30, or monthly 08:00 (on the first)")
    format: Literal["text", "csv", "json", "html", "xlsx"] = Field(
        default="html", description="In which form"
    )
    campaign: str | None = Field(default=None, description="Only this campaign")
    lang: Literal["de", "en"] | None = Field(default=None, description="In which language")
    folder: str | None = Field(default=None, description="The folder that the files go into")
    mail: Secret | None = Field(
        default=None, description="Where the address that Apprise takes is, by reference"
    )
    keep: int | None = Field(
        default=None, ge=1, le=10_000, description="How many files stay in the folder"
    )

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.folder is None) == (self.mail is None):
            raise wrong(
                "Bitte genau eines angeben: folder (ein Ordner) oder mail (eine Adresse).",
                "Please give exactly one: folder (a folder) or mail (an address).",
            )
        return self


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """Which report, when, in which form, and whereto: a folder, or an address that Apprise takes.

    `keep` is how many files stay in the folder; None keeps all.
    """

    report: str
    when: When
    form: str
    campaign: str | None = None
    lang: Language | None = None
    folder: Path | None = None
    mail: Secret | None = None
    keep: int | None = None

    @property
    def key(self) -> str:
        """What tells one order from another, whatever its place in config.yaml."""
        to = f"folder:{self.folder.name}" if self.folder else f"mail:{self.mail}"
        rhythm = f"{self.when.rhythm} {self.when.at:%H:%M}"
        return f"{self.report}|{self.campaign or ''}|{rhythm}|{self.form}|{self.lang or ''}|{to}"


def report_order(border: ReportBorder, root: Path) -> ReportOrder:
    """The order that `border` describes; a relative folder is below `root`."""
    return ReportOrder(
        report=border.report,
        when=border.when,
        form=border.format,
        campaign=border.campaign,
        lang=border.lang,
        folder=None if border.folder is None else root / border.folder,
        mail=border.mail,
        keep=border.keep,
    )
