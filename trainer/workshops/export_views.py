"""Downloads of the answers of a workshop or a team."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator

from flask import Blueprint, Response, abort, flash, redirect, send_file, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import ColumnElement

from trainer.accounts.team_keeping import NoSuchTeam, find_team
from trainer.extensions import limiter
from trainer.web.cells import csv_lines
from trainer.web.errors import not_found
from trainer.web.locale import words
from trainer.workshops.exports import COLUMNS, TooManyRows, rows, write_xlsx
from trainer.workshops.models import RoundTalk
from trainer.workshops.rooms import NoSuchWorkshop, find

blueprint = Blueprint("exports", __name__, url_prefix="/coach")
blueprint.register_error_handler(NoSuchTeam, not_found)
blueprint.register_error_handler(NoSuchWorkshop, not_found)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/workshops/<key>/answers.<kind>")
@limiter.limit("20/minute")
def workshop(key: str, kind: str) -> ResponseReturnValue:
    """The answers of a workshop, for whoever runs it."""
    found = find(current_user, key)
    return _send(kind, RoundTalk.workshop_id == found.id, found.title, url_for("workshop_report.show", key=key))


@blueprint.get("/teams/<key>/answers.<kind>")
@limiter.limit("20/minute")
def team(key: str, kind: str) -> ResponseReturnValue:
    """The answers of a team in its workshops, for its coaches."""
    found = find_team(current_user, key)
    return _send(kind, RoundTalk.team_id == found.id, found.name, url_for("results.team", key=key))


def _send(kind: str, where: ColumnElement[bool], title: str, back: str) -> ResponseReturnValue:
    name = re.sub(r"[^\w-]+", "-", title).strip("-").lower() or "answers"
    if kind == "csv":
        answer = Response(stream_with_context(_csv(where)), mimetype="text/csv")
        answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
        return answer
    if kind != "xlsx":
        abort(404)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the response
    try:
        write_xlsx(where, file, words)
    except TooManyRows:
        file.close()
        flash(_("There are more answers than a sheet can hold. Take the CSV file."), "error")
        return redirect(back, 303)
    file.seek(0)
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx")


def _csv(where: ColumnElement[bool]) -> Iterator[str]:
    def table() -> Iterator[list[object]]:
        yield list(COLUMNS)
        yield from rows(where)

    return csv_lines(table())
