# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`check`, `preview`, `plan`: what the files say. They need neither secrets nor network."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scheduler.cli.session import (
    FINDINGS,
    Config,
    Json,
    Lang,
    Plain,
    Session,
    print_json,
    speaking,
    start,
)
from scheduler.model.errors import UsageError
from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.bootstrap.queue import Offline
    from scheduler.config import Settings
    from scheduler.operations.preview import PostPreview
    from scheduler.operations.preview_outlook import Outlook
    from scheduler.operations.sync import Survey


def check(  # noqa: PLR0917 - options are parameters
    files: Annotated[
        list[Path] | None, typer.Argument(help="Only what stands in these files or folders.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Warnings count as errors, too.")
    ] = False,
    form: Annotated[str, typer.Option("--format", help="text, json, sarif or junit.")] = "text",
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Check all posts; exit code 1 when one has an error."""
    session = start(config, lang, json=json or form in {"json", "sarif"})
    severe = False
    with speaking(session):
        _one_of(form, ("text", "json", "sarif", "junit"))
        with _survey(session) as (survey, settings):
            findings = _only_in(files or [], survey.findings, settings)
            if form == "sarif":
                _show_sarif(session, findings)
            elif form == "junit":
                _show_junit(session, findings, survey, strict=strict)
            else:
                _show_check(session, findings, survey)
        severe = any(_weighs(finding, strict=strict) for finding in findings)
    if severe:
        raise typer.Exit(FINDINGS)


def preview(  # noqa: PLR0917 - options are parameters
    posts: Annotated[list[str] | None, typer.Argument(help="Ids of posts; all without.")] = None,
    form: Annotated[str, typer.Option("--format", help="text, json or html.")] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write one HTML page to this file.")
    ] = None,
    campaign: Annotated[
        str | None, typer.Option("--campaign", help="Only posts of this campaign.")
    ] = None,
    channel: Annotated[
        str | None, typer.Option("--channel", help="Only what this channel gets.")
    ] = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Show exactly what each channel would get, and when."""
    from scheduler.operations.preview import narrowed, previews  # noqa: PLC0415 - starts fast
    from scheduler.operations.preview_outlook import outlooks  # noqa: PLC0415
    from scheduler.operations.surety import surety_of  # noqa: PLC0415

    session = start(config, lang, json=json)
    form, output = (form, output) if html is None else ("html", html)
    session.banner = "output" if form == "text" and output is None else "error"
    with speaking(session):
        _one_of(form, ("text", "json", "html"))
        with _opened(session) as (opened, settings):
            survey = opened.sync.survey()
            shown = previews(survey, settings.timezone, posts or ())
            shown = narrowed(shown, campaign, channel)
            with opened.workspace.database.read() as connection:
                awaited = outlooks(shown, surety_of(connection, opened.workspace, survey))
            page = _rendered(session, "json" if json else form, shown, awaited)
        if output is None:
            session.say(page.removesuffix("\n"))
        else:
            output.write_text(page, encoding="utf-8")
            session.warn(_written(output))


def plan(
    config: Config = None, lang: Lang = None, json: Json = False, plain: Plain = False
) -> None:
    """Show what a sync would change; exit code 1 when a post has an error."""
    from scheduler.authoring.linting import findings_json  # noqa: PLC0415 - commands start fast
    from scheduler.operations.outlook import (  # noqa: PLC0415
        changes_json,
        changes_table,
        outlook,
    )

    session = start(config, lang, json=json, plain=plain)
    errors: list[Finding] = []
    with speaking(session):
        with _survey(session) as (survey, settings):
            coming = outlook(survey, settings.timezone, settings.windows)
        errors = [each for each in survey.findings if each.blocks]
        if json:
            found = findings_json(survey.findings, session.language)
            print_json({"changes": changes_json(coming, session.language), **found})
        else:
            _show_plan(session, changes_table(coming), errors)
    if errors:
        raise typer.Exit(FINDINGS)


@contextlib.contextmanager
def _survey(session: Session) -> Iterator[tuple[Survey, Settings]]:
    """The files as they are."""
    with _opened(session) as (opened, settings):
        yield opened.sync.survey(), settings


@contextlib.contextmanager
def _opened(session: Session) -> Iterator[tuple[Offline, Settings]]:
    """The workspace; a database that cannot be read is said and done without."""
    from scheduler.bootstrap import open_offline  # noqa: PLC0415 - commands start fast

    settings = session.settings()
    with open_offline(settings) as opened:
        if opened.problem is not None:
            session.warn(_without_database(opened.problem))
        yield opened, settings


def _show_check(session: Session, findings: Sequence[Finding], survey: Survey) -> None:
    from scheduler.authoring.linting import findings_json  # noqa: PLC0415 - commands start fast

    if session.json:
        print_json(findings_json(findings, session.language))
        return
    session.show_findings(findings)
    session.say(_summary(findings, len(survey.compositions) + len(survey.faulty)))


def _show_sarif(session: Session, findings: Sequence[Finding]) -> None:
    from scheduler import registry  # noqa: PLC0415 - commands start fast
    from scheduler.authoring.own_rules import rule_of  # noqa: PLC0415
    from scheduler.operations.sarif import sarif  # noqa: PLC0415

    own = {rule.id: rule_of(rule) for rule in session.settings().own_rules}
    print_json(sarif(findings, {**registry.rules(), **own}, session.language))


def _show_junit(
    session: Session, findings: Sequence[Finding], survey: Survey, *, strict: bool
) -> None:
    from scheduler.operations.junit import junit  # noqa: PLC0415 - commands start fast

    made = [made.post for made in (*survey.compositions, *survey.faulty)]
    posts = [(post.place.file, post.id) for post in made]

    def fails(finding: Finding) -> bool:
        return _weighs(finding, strict=strict)

    session.say(junit(findings, posts, fails, session.language).removesuffix("\n"))


def _rendered(
    session: Session, form: str, shown: Sequence[PostPreview], awaited: Mapping[str, Outlook]
) -> str:
    if form == "html":
        from scheduler.operations.preview_page import preview_page  # noqa: PLC0415 - starts fast

        return preview_page(shown, awaited, session.language)
    if form == "json":
        return _as_json(session, shown, awaited)
    if not shown:
        return _NO_POSTS.in_language(session.language) + "\n"
    return "\n\n".join(_as_text(session, each, awaited) for each in shown) + "\n"


def _as_json(session: Session, shown: Sequence[PostPreview], awaited: Mapping[str, Outlook]) -> str:
    import json  # noqa: PLC0415 - commands start fast

    from scheduler.operations.preview import preview_json  # noqa: PLC0415
    from scheduler.operations.preview_outlook import outlook_json  # noqa: PLC0415

    language = session.language
    found = [
        preview_json(each, language) | outlook_json(awaited[each.made.post.id], language)
        for each in shown
    ]
    return json.dumps({"posts": found}, ensure_ascii=False, indent=2) + "\n"


def _as_text(session: Session, shown: PostPreview, awaited: Mapping[str, Outlook]) -> str:
    from scheduler.operations.preview import preview_lines  # noqa: PLC0415 - commands start fast
    from scheduler.operations.preview_outlook import outlook_lines  # noqa: PLC0415

    told = outlook_lines(awaited[shown.made.post.id], session.language)
    return "\n".join([*preview_lines(shown, session.language), *told])


def _show_plan(session: Session, table: Any, errors: Sequence[Finding]) -> None:  # noqa: ANN401
    if table.rows:
        session.show(table)
    else:
        session.say(_NO_CHANGES)
    if errors:
        session.say(_faulty(len({finding.post or str(finding.place) for finding in errors})))


def _only_in(
    files: Sequence[Path], findings: Sequence[Finding], settings: Settings
) -> list[Finding]:
    for path in files:
        if not path.exists():
            raise UsageError(_no_file(path))
    wanted = [path.resolve() for path in files]

    def stands_in_one(finding: Finding) -> bool:
        place = (settings.folder / finding.place.file).resolve()
        return any(place == path or path in place.parents for path in wanted)

    return [finding for finding in findings if not wanted or stands_in_one(finding)]


def _weighs(finding: Finding, *, strict: bool) -> bool:
    if finding.ignored is not None:
        return False
    if strict:
        return finding.severity is not Severity.INFO
    return finding.severity is Severity.ERROR


def _one_of(given: str, known: Sequence[str]) -> None:
    if given not in known:
        said = f"--format {given}: {', '.join(known)}"
        raise UsageError(Sentence(said, said))


def _summary(findings: Sequence[Finding], posts: int) -> Sentence:
    counted = [each for each in findings if each.ignored is None]
    counts = [sum(each.severity is severity for each in counted) for severity in Severity]
    errors, warnings, infos = counts
    ignored = len(findings) - len(counted)
    return Sentence(
        f"{posts} Beiträge geprüft. Fehler: {errors}. Warnungen: {warnings}. Hinweise: {infos}."
        + (f" Übergangen: {ignored}." if ignored else ""),
        f"{posts} posts checked. Errors: {errors}. Warnings: {warnings}. Infos: {infos}."
        + (f" Ignored: {ignored}." if ignored else ""),
    )


def _faulty(count: int) -> Sentence:
    return Sentence(
        f"Mit Fehlern und daher nicht eingeplant: {count}. Welche, sagt: litfass check",
        f"Faulty and therefore not planned: {count}. Which ones says: litfass check",
    )


def _without_database(problem: Sentence) -> Sentence:
    return Sentence(f"Ohne Datenbank: {problem.de}", f"Without the database: {problem.en}")


def _written(path: Path) -> Sentence:
    return Sentence(f"Geschrieben: {path}", f"Written: {path}")


def _no_file(path: Path) -> Sentence:
    return Sentence(f"{path} gibt es nicht.", f"{path} does not exist.")


COMMANDS = {"check": check, "preview": preview, "plan": plan}
_NO_POSTS = Sentence("Es gibt keine Beiträge.", "There are no posts.")
_NO_CHANGES = Sentence("Ein sync würde am Plan nichts ändern.", "A sync would not change the plan.")
