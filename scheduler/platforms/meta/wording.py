# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sentences about what Meta answers, and the way out of each."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.model.sentence import Sentence

_SHOWN = 200


def login(subcode: int) -> Sentence:
    """Why the token is not taken (subcodes of error 190)."""
    de, en = _LOGINS.get(subcode, ("", ""))
    return Sentence(
        f"Meta nimmt das Token nicht an{de}. Melden Sie sich neu an und hinterlegen Sie ein neues "
        "Token.",
        f"Meta does not take the token{en}. Log in again and store a new token.",
    )


def content(said: str) -> Sentence:
    """The content is refused; what Meta says of it stands in the sentence."""
    words = said.strip()[:_SHOWN]
    quoted = Sentence(f": „{words}“", f": “{words}”") if words else Sentence("", "")
    return Sentence(
        f"Meta lehnt den Beitrag ab{quoted.de}. Ändern Sie ihn und stellen Sie ihn neu ein.",
        f"Meta refuses the post{quoted.en}. Change it and queue it again.",
    )


def unclear(code: int, subcode: int) -> Sentence:
    """An error that may mean anything."""
    number = f"{code}/{subcode}" if subcode else str(code)
    return Sentence(
        f"Meta meldet den Fehler {number}; ob der Beitrag erschienen ist, ist offen.",
        f"Meta reports error {number}; whether the post is live is open.",
    )


_LOGINS: Mapping[int, tuple[str, str]] = {
    458: (": Die App wurde aus dem Konto entfernt", ": the app was removed from the account"),
    459: (
        ": Das Konto muss sich erst selbst auf der Website anmelden",
        ": the account must first log in on the website itself",
    ),
    460: (": Das Passwort wurde geändert", ": the password was changed"),
    463: (": Es ist abgelaufen", ": it has expired"),
    464: (": Das Konto ist nicht bestätigt", ": the account is not confirmed"),
    467: (": Es ist ungültig", ": it is invalid"),
    492: (
        ": Die Person hat keine Rolle mehr auf der Seite",
        ": the person has no role on the page any more",
    ),
}
RIGHT = Sentence(
    "Meta erlaubt das mit diesem Token nicht: Eine Berechtigung fehlt, oder das Konto ist nicht "
    "als Tester der App bestätigt. Prüfen Sie Berechtigungen und Rollen der App.",
    "Meta does not allow this with this token: a permission is missing, or the account is not "
    "confirmed as a tester of the app. Check the app's permissions and roles.",
)
MISSING = Sentence(
    "Meta findet das Konto oder den Beitrag nicht, oder dem Token fehlt das Recht darauf. Prüfen "
    "Sie die Nummer in config.yaml und die Berechtigungen.",
    "Meta does not find the account or the post, or the token has no right to it. Check the number "
    "in config.yaml and the permissions.",
)
SPAM = Sentence(
    "Meta hält das Konto für missbräuchlich genutzt und hat es gesperrt. Litfass sendet nichts "
    "mehr. Sehen Sie im Konto nach und geben Sie den Kanal erst dann wieder frei.",
    "Meta takes the account for abused and has blocked it. Litfass sends nothing more. Look into "
    "the account before you open the channel again.",
)
RESTRICTED = Sentence(
    "Das Konto ist bei Meta eingeschränkt oder inaktiv. Melden Sie sich dort an und folgen Sie den "
    "Hinweisen.",
    "The account is restricted or inactive at Meta. Log in there and follow what it says.",
)
CHECKPOINT = Sentence(
    "Meta verlangt eine Sicherheits- oder Identitätsprüfung. Melden Sie sich dort an und schließen "
    "Sie sie ab.",
    "Meta asks for a check of security or identity. Log in there and complete it.",
)
LIMITED = Sentence(
    "Meta nimmt von diesem Konto vorerst nichts mehr an (Mengengrenze erreicht).",
    "Meta takes no more from this account for now (rate limit reached).",
)
ADDRESS = Sentence(
    "Meta konnte eine Adresse nicht abrufen. Prüfen Sie, ob staging.url (oder der Link) öffentlich "
    "und ohne Anmeldung erreichbar ist.",
    "Meta could not fetch an address. Check whether staging.url (or the link) can be reached "
    "publicly and without a login.",
)
REPEAT = Sentence(
    "Facebook nimmt denselben Text nicht zweimal hintereinander; der letzte Beitrag der Seite sagt "
    "dasselbe. Ändern Sie den Text und stellen Sie ihn neu ein.",
    "Facebook does not take the same text twice in a row; the page's last post says the same. "
    "Change the text and queue it again.",
)
REPEAT_OF_OURS = Sentence(
    "Facebook sagt, der letzte Beitrag der Seite sei derselbe; das kann dieser sein, dessen "
    "Antwort verloren ging. Es wird nachgesehen.",
    "Facebook says that the page's last post is the same; it may be this one, whose answer was "
    "lost. It is looked up.",
)
UNREADABLE = Sentence(
    "Meta sagt „angenommen“, nennt aber nichts Brauchbares; ob der Beitrag erschienen ist, ist "
    "offen.",
    "Meta says “accepted” but names nothing usable; whether the post is live is open.",
)
