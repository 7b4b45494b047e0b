# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a newsletter channel needs in config.yaml: a listmonk server, or a mail server."""

from __future__ import annotations

import ipaddress
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from scheduler.credentials import Secret
from scheduler.yaml_source.addresses import Server
from scheduler.yaml_source.fields import wrong

_MAILBOX = r"^[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+$"
Mailbox = Annotated[str, Field(pattern=_MAILBOX)]


def _host(value: str) -> str:
    if not value or any(character in value for character in " /@\r\n"):
        raise wrong(
            "Hier muss der Name des Mailservers stehen, zum Beispiel mail.land.example.",
            "The mail server's name must stand here, for example mail.land.example.",
        )
    return value


class Settings(BaseModel):
    """The keys of a newsletter channel; either those of listmonk or those of a mail server."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Server | None = Field(default=None, description="The listmonk server")
    user: str | None = Field(
        default=None, pattern=r"^[^:]+$", description="listmonk's API user, or the mail user"
    )
    password: Secret | None = Field(
        default=None, description="The API user's token, or the mail password, by reference"
    )
    lists: tuple[int, ...] = Field(default=(), description="Numbers of the lists in listmonk")
    template: int | None = Field(default=None, ge=1, description="Number of listmonk's template")
    smtp: Annotated[str, AfterValidator(_host)] | None = Field(
        default=None, description="Instead of listmonk: the mail server"
    )
    port: int = Field(default=587, ge=1, le=65535, description="The mail server's port")
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the line is encrypted; none only on this machine"
    )
    recipient: Mailbox | None = Field(
        default=None, description="With smtp: the address of the mailing list"
    )
    sender: Mailbox | None = Field(default=None, description="The sender's address")
    sender_name: str = Field(default="", pattern=r"^[^\r\n]*$", description="The sender's name")
    unsubscribe: str | None = Field(
        default=None,
        pattern=r"^(https://|mailto:)[^\s<>]+$",
        description="With smtp: where readers unsubscribe (https: or mailto:)",
    )
    seconds: int = Field(default=60, ge=5, le=600, description="How long to wait for an answer")

    @model_validator(mode="after")
    def _one_way_out(self) -> Self:
        listmonk = self.url is not None and self.user is not None and self.password is not None
        listmonk = listmonk and bool(self.lists)
        mail = self.recipient is not None and self.sender is not None
        if (self.smtp is None) == (self.url is None) or not (listmonk or (self.smtp and mail)):
            raise wrong(
                "Nennen Sie entweder url, user, password und lists (listmonk) oder smtp, sender "
                "und recipient (ein Mailserver).",
                "Name either url, user, password and lists (listmonk) or smtp, sender and "
                "recipient (a mail server).",
            )
        if self.smtp and self.security == "none" and not _is_here(self.smtp):
            raise wrong(
                "Ohne Verschlüsselung geht es nur zu diesem Rechner selbst. Nehmen Sie starttls "
                "oder tls.",
                "Without encryption only this machine itself may be named. Take starttls or tls.",
            )
        if (self.user is None) != (self.password is None):
            raise wrong(
                "Nennen Sie user und password zusammen.", "Name user and password together."
            )
        return self


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
