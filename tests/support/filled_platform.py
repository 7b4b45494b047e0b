# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a stranger writes into the skeleton of a new platform, place by place.

The platform does not exist: it takes JSON, knows its posts by the sender's key, and counts
characters.
"""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import dedent, indent

from scheduler.simulator.contract.gaps import gaps_in

PIECES = {
    "limits": """
        import base64
        from datetime import timedelta
        from scheduler.http_client import Request, clamp_floor, reviewed_bytes
        from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
        from scheduler.model.platform import Absent, Found
        from scheduler.model.sentence import Sentence

        LIMITS = Limits(text=200, alt=300, media=2, mime_types=("image/png",), source="2026-11-23")
        FIELDS = Fields("Postbox", alt=True, warning=True, language=True, visibility=True)
        """,
    "counting": """
        return Length(len(text), limits.text, limits.unit, len(text) <= limits.text)
        """,
    "publishing": """
        del artefacts
        media = [
            {
                "mime": each.mime,
                "alt": each.alt,
                "data": base64.b64encode(reviewed_bytes(each, self._workspace)).decode(),
            }
            for each in part.attachments
        ]
        body = {
            "text": part.text, "lang": part.lang, "visibility": part.visibility,
            "warning": part.content_warning, "key": key, "media": media,
            "reply_to": reply_to.parent.id if reply_to else None,
        }
        told = self._done(self._client.call(Request("POST", "/posts", json=body))).json()
        return Remote(told["id"], told["url"])
        """,
    "lost answers": """
        told = self._done(self._client.ask(Request("GET", "/posts"))).json()
        live = {each["key"]: Remote(each["id"], each["url"]) for each in told}
        return {
            each.key: Found(live[each.key]) if each.key in live else Absent() for each in sought
        }
        """,
    "check": """
        told = self._done(self._client.ask(Request("GET", "/me"))).json()
        return Health(told["name"], limits=LIMITS)
        """,
    "refusals": """
        said, now = response.answer(), self._clock.now()
        if response.status == 401:
            return ChannelBlocked(Sentence("Zugang abgelaufen.", "Access expired."), said)
        if response.status == 422:
            return Rejected(Sentence("Abgelehnt.", "Refused."), said)
        if response.status == 429:
            at = clamp_floor(now + timedelta(seconds=float(response.headers["X-Wait"])), now)
            sentence = Sentence("Zu viele Beiträge.", "Too many posts.")
            return TryLater(sentence, said, retry_at=at, whole_channel=True)
        return OutcomeUnknown(Sentence("Unklare Antwort.", "Unclear answer."), said)
        """,
    "endpoint that publishes": """
        import base64
        from scheduler.simulator.world import SimMedium, SimPost

        sent, world, post_id = request.get_json(), self._world, self._world.next_id()
        if len(sent["text"]) > 200:
            return rejected(world)
        files = [(each, base64.b64decode(each["data"])) for each in sent["media"]]
        media = tuple(
            world.keep_medium(
                SimMedium(world.next_id(), each["mime"], len(data), data, each["alt"])
            )
            for each, data in files
        )
        post = SimPost(
            id=post_id, platform="postbox", account=account_of(world), text=sent["text"],
            created_at=world.now(), lang=sent["lang"], visibility=sent["visibility"],
            content_warning=sent["warning"], media=media, reply_to=sent["reply_to"],
            url=f"{request.host_url}#{post_id}", key=sent["key"],
        )
        world.publish(post)
        return jsonify({"id": post.id, "url": post.url, "key": post.key})
        """,
    "endpoint that lists posts": """
        posts = self._world.posts("postbox", account_of(self._world))
        return jsonify([{"id": each.id, "url": each.url, "key": each.key} for each in posts])
        """,
    "answer to too many requests": """
        answer = jsonify({"error": "too many"})
        answer.status_code = 429
        answer.headers["X-Wait"] = str(int(seconds))
        return answer
        """,
    "answer to a wrong token": """
        answer = jsonify({"error": "who are you?"})
        answer.status_code = 401
        return answer
        """,
    "answer to refused content": """
        answer = jsonify({"error": "not carried"})
        answer.status_code = 422
        return answer
        """,
}


def fill_in(folder: Path) -> None:
    """Fill in every place of the skeleton in `folder`, its page included."""
    for file in folder.glob("litfass_*.py"):
        _fill_code(file)
    page = folder / "README.md"
    page.write_text(page.read_text(encoding="utf-8").replace("FILL IN", "told"), encoding="utf-8")


def _fill_code(file: Path) -> None:
    """Put each piece where its gap is; the statement that held the gap goes."""
    source = file.read_text(encoding="utf-8")
    things = {gap.line: gap.thing for gap in gaps_in(file)}
    lines = source.splitlines()
    for node in sorted(_statements(ast.parse(source)), key=lambda each: -each.lineno):
        covered = range(node.lineno, (node.end_lineno or node.lineno) + 1)
        found = [things[line] for line in covered if line in things]
        if found:
            piece = indent(dedent(PIECES[found[0]]).strip("\n"), " " * node.col_offset)
            lines[node.lineno - 1 : node.end_lineno] = piece.split("\n")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _statements(tree: ast.Module) -> list[ast.stmt]:
    """Raises and assignments: the statements in which a gap is marked."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Raise | ast.Assign)]
