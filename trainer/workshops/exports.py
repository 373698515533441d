"""The answers of a workshop or a team as a table: one row per answer of an ended talk, columns as in ``COLUMNS``."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from flask import current_app
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from trainer.accounts.setup import derived_key
from trainer.accounts.teams import Team
from trainer.extensions import db
from trainer.feedback.scorecard import TurnCard, scorecard
from trainer.practice.attempts import CannotReplay, replayed
from trainer.practice.corrections import corrected_points
from trainer.practice.models import ENDED, Attempt
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.words import Words, say
from trainer.workshops.models import Participant, Round, RoundTalk, Workshop
from trainer.workshops.result_models import TalkTurn

COLUMNS: Mapping[str, Words] = {
    "workshop": say("Title of the workshop."),
    "round": say("Number of the round, from 1."),
    "kind": say("Kind of the round: before, practice or after."),
    "person": say(
        "The name given when joining if the person agreed to be named, else a pseudonym: the same in all "
        "exports of this workshop, another one in other workshops."
    ),
    "team": say("The team; empty without one."),
    "order": say("A: began with the first parallel scenario; B: with the second."),
    "language": say("Language of the scenario."),
    "scenario": say("The scenario, by the name of its file."),
    "revision": say("The first 12 characters of the name of the revision that was played."),
    "ending": say("How the talk ended: resolved, settled, escalated or lost."),
    "turn": say("Number of the answer in the talk, from 1."),
    "scene": say("The scene of the scenario, by its id."),
    "own_words": say("1: typed in own words; 0: a written reply, or time ran out."),
    "said": say("What was said; empty if time ran out."),
    "empathy": say("Score for empathy, 0 to 100."),
    "de_escalation": say("Score for de-escalation, 0 to 100."),
    "clarity": say("Score for clarity, 0 to 100."),
    "overall": say("Mean of the three scores."),
    "best_on_offer": say(
        "Overall score of the best written reply on offer there, or of the answer if that was better."
    ),
    "tension_before": say("Tension before the answer, 0 to 10."),
    "tension_after": say("Tension after the answer, 0 to 10."),
    "corrected": say("1: a coach has corrected a score of this answer; the corrected one stands here."),
    "answered_at": say("When it was answered, in UTC."),
}
BATCH = 50
"""Talks held in memory at once."""
MOST_ROWS = 1_048_575
"""Of a sheet, beside its head."""


class TooManyRows(Exception):
    """More answers than a sheet can hold."""


def rows(where: ColumnElement[bool]) -> Iterator[list[object]]:
    """The values of ``COLUMNS``, answer by answer, of the talks (``RoundTalk``) that ``where`` holds for."""
    last = 0
    while found := _talks(where, last):
        for talk, attempt, participant, round_, workshop, team in found:
            last = attempt.id
            head = [
                workshop.title,
                round_.number,
                round_.kind,
                participant.name if participant.consent else pseudonym(workshop.id, talk.participant_id),
                team or "",
                "AB"[participant.form % 2],
                attempt.language,
                attempt.slug,
                attempt.digest[:12],
                attempt.ending,
            ]
            for answer in _answers(attempt):
                yield [*head, *answer]
        db.session.expunge_all()  # a long export must not grow


def _talks(where: ColumnElement[bool], last: int) -> Sequence[Any]:
    query = (
        select(RoundTalk, Attempt, Participant, Round, Workshop, Team.name)
        .join(Attempt, Attempt.id == RoundTalk.attempt_id)
        .join(Participant, Participant.id == RoundTalk.participant_id)
        .join(Round, Round.id == RoundTalk.round_id)
        .join(Workshop, Workshop.id == RoundTalk.workshop_id)
        .outerjoin(Team, Team.id == RoundTalk.team_id)
        .where(where, Workshop.deleted_at.is_(None), Attempt.status == ENDED, RoundTalk.attempt_id > last)
        .order_by(RoundTalk.attempt_id)
        .limit(BATCH)
        .options(selectinload(Attempt.steps))
    )
    return db.session.execute(query).all()


def _answers(attempt: Attempt) -> Iterator[list[object]]:
    try:
        loaded = replayed(attempt)
    except CannotReplay:  # stored by an earlier version: its figures count, its answers cannot be told any more
        return
    given = corrected_points(attempt.id) if attempt.corrected else {}
    corrected = {number for number, _ in given}
    query = select(TalkTurn.number, TalkTurn.best).where(TalkTurn.attempt_id == attempt.id)
    best = {number: percent for number, percent in db.session.execute(query)}  # noqa: C416 - a row is no pair to mypy
    card = scorecard(loaded.playthrough, corrections=given)
    for turn in card.turns:
        yield [*_answer(turn, best.get(turn.number)), int(turn.number in corrected), _at(attempt, turn.number)]


def _answer(turn: TurnCard, best: float | None) -> list[object]:
    return [
        turn.number,
        turn.scene,
        int(turn.typed is not None),
        turn.said or "",
        *(round(turn.percent[name], 1) for name in DIMENSION_IDS),
        round(turn.overall, 1),
        None if best is None else round(best, 1),
        turn.tension_before,
        turn.tension_after,
    ]


def _at(attempt: Attempt, number: int) -> str:
    return attempt.steps[number - 1].at.isoformat(sep=" ", timespec="seconds")


def pseudonym(workshop_id: int, participant_id: int) -> str:
    """Stands for a participant who did not agree to be named. Without the server's key it tells nothing."""
    key = derived_key(current_app.config["SECRET_KEY"], "pseudonyms of participants")
    digest = hmac.new(key.encode(), f"{workshop_id}:{participant_id}".encode(), hashlib.sha256).digest()
    return f"P-{base64.b32encode(digest)[:8].decode()}"


def write_xlsx(where: ColumnElement[bool], file: IO[bytes], describe: Any) -> None:
    """Write the sheets ``answers`` and ``columns``; ``describe`` puts ``Words`` into a language.

    Raises ``TooManyRows``.
    """
    from xlsxwriter import Workbook

    book = Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("answers")
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name, bold)
    for number, row in enumerate(rows(where), 1):
        if number > MOST_ROWS:
            raise TooManyRows
        for column, value in enumerate(row):
            _write(sheet, number, column, value)
    about = book.add_worksheet("columns")
    for number, (name, words) in enumerate(COLUMNS.items()):
        about.write_string(number, 0, name, bold)
        about.write_string(number, 1, describe(words))
    book.close()


def _write(sheet: Any, number: int, column: int, value: object) -> None:
    if isinstance(value, str):
        sheet.write_string(number, column, value)  # never looked at for formulas or links
    elif value is not None:
        sheet.write_number(number, column, value)
