"""A workshop on a real ``trainer serve``, and what its database holds in the end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import fmean

from sqlalchemy import select

from trainer.accounts.demo import PASSWORD, make_demo_people
from trainer.accounts.models import User
from trainer.accounts.teams import Team
from trainer.app import create_app
from trainer.commands.preparing import prepared
from trainer.dialogue.engine import answer, start
from trainer.extensions import db
from trainer.paths import SCENARIOS
from trainer.practice.attempts import new_key
from trainer.practice.models import Attempt, StoredStep
from trainer.scenario.model import Scenario
from trainer.scenario.reader import read_file
from trainer.workshops import rooms
from trainer.workshops.comparison_teams import board
from trainer.workshops.forms import default_rounds
from trainer.workshops.models import BEFORE, Participant
from trainer.workshops.rooms import Outline

TEAMS = 20
COACH_EMAIL = "coach@example.org"
SHIPPED = ("--workers", "2", "--threads", "8")


@dataclass(frozen=True, slots=True)
class Desk:
    """A workshop whose doors are open; its key, its code, and how its coach signs in."""

    id: int
    key: str
    code: str
    email: str = COACH_EMAIL
    password: str = PASSWORD


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds: talk -> its replies; room of a person -> their team; team -> people and mean."""

    talks: Mapping[str, Sequence[str]]
    teams: Mapping[str, str]
    board: Mapping[str, tuple[int, float]]


def prepare(environment: Mapping[str, str]) -> Desk:
    """A database with the shelf, a coach, and a workshop of ``TEAMS`` teams, people drawn into them."""
    os.environ.update(environment)
    with prepared():
        make_demo_people()
        coach = db.session.scalars(select(User).where(User.email == COACH_EMAIL)).one()
        names = tuple(f"Team {number}" for number in range(1, TEAMS + 1))
        switches = {"show_board": True, "names_shown": False, "hold_answers": False}
        outline = Outline("A full room", "en", default_rounds("en"), new_teams=names, switches=switches)
        workshop = rooms.create(coach, new_key(), outline)
        rooms.open_doors(coach, workshop.key)
        return Desk(workshop.id, workshop.key, workshop.code)


@contextmanager
def serving(environment: Mapping[str, str], folder: Path) -> Iterator[tuple[tuple[str, int], Callable[[], float]]]:
    """``trainer serve`` as shipped: host and free port, and what says its CPU seconds so far. Stopped behind it."""
    command = [str(Path(sys.executable).with_name("trainer")), "serve", "--port", "0", *SHIPPED]
    told = folder / "serve.log"
    with told.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command,
            env={**os.environ, **environment, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            for line in process.stdout or ():
                if found := re.search(r"http://([^:/]+):(\d+)", line):
                    yield (found[1], int(found[2])), lambda: _cpu(process.pid)
                    break
            else:
                raise RuntimeError(f"trainer serve did not start:\n{told.read_text()}")
        finally:
            process.terminate()
            process.wait(60)
    if said := told.read_text(encoding="utf-8").strip():
        print(f"The server said:\n{said[:2000]}")


def _cpu(pid: int) -> float:
    """CPU seconds of a process and its children (Linux)."""
    place = Path(f"/proc/{pid}")
    used = place.joinpath("stat").read_text().rpartition(")")[2].split()[11:13]
    children = place.joinpath(f"task/{pid}/children").read_text().split()
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK") + sum(_cpu(int(child)) for child in children)


def stored(environment: Mapping[str, str], desk: Desk) -> Stored:
    """Read it from the database, past the pages."""
    os.environ.update(environment)
    app = create_app()
    with app.app_context():
        found = Stored(_talks(), _teams(desk), _board(desk))
        db.session.remove()
        db.engine.dispose()
    return found


def _talks() -> dict[str, list[str]]:
    query = select(Attempt.key, StoredStep.reply).join(StoredStep, StoredStep.attempt_id == Attempt.id)
    found: dict[str, list[str]] = {}
    for key, reply in db.session.execute(query.order_by(Attempt.id, StoredStep.number)):
        found.setdefault(key, []).append(reply)
    return found


def _teams(desk: Desk) -> dict[str, str]:
    query = select(Participant.key, Team.name).join(Team, Team.id == Participant.team_id)
    return dict(db.session.execute(query.where(Participant.workshop_id == desk.id)).tuples().all())


def _board(desk: Desk) -> dict[str, tuple[int, float]]:
    standings = board(desk.id, BEFORE).standings
    return {each.team.name: (each.estimate.n, each.estimate.mean) for each in standings if each.team}


def overall(slug: str, replies: Sequence[str]) -> float:
    """The overall percent of that talk, from the scenario's file alone: the plain mean of all its replies' scores."""
    scores: list[float] = []
    playthrough = start(_scenario(slug))
    for reply_id in replies:
        reply = playthrough.scene.reply(reply_id)
        scores += reply.scores.as_dict().values() if reply is not None else ()
        playthrough = answer(playthrough, reply_id)
    return fmean(25 * (score + 2) for score in scores)


@lru_cache
def _scenario(slug: str) -> Scenario:
    return read_file(SCENARIOS / "en" / f"{slug}.yaml").scenario
