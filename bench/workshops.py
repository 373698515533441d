"""What pages of figures cost with 10^4, 10^5 and 10^6 talks stored, on SQLite and on PostgreSQL.

10^6 takes minutes: set ``BENCH_LARGE=1``. Each size is made by ``trainer demo`` in a process of its own, and read in
another, through the WSGI interface by people signed in, rate limits off. Wall and CPU time of whole requests; on
PostgreSQL the server's own CPU time is in the wall time only.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from bench._postgres import postgres
from bench.answer import statements

SIZES = (10_000, 100_000, *((1_000_000,) if os.environ.get("BENCH_LARGE") else ()))
TALKS_EACH = 50
"""Talks of one person: 20,000 people at 10^6."""
LOOKS, WARM_UP = 40, 4
AIMS = {"team": 300, "report": 300, "board": 50}
"""Milliseconds for the 95th percentile."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One page at one size: milliseconds and the number of statements."""

    p50: float
    p95: float
    cpu: float
    statements: int


def main() -> None:
    """Make, read and print, one database after the other."""
    for name in ("SQLite", "PostgreSQL"):
        results = {}
        for size in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                results[size] = _measured(name, Path(folder), size)
        _print(name, results)


def _measured(name: str, folder: Path, size: int) -> dict[str, Seen]:
    settings = {"TRAINER_INSTANCE": str(folder / "instance"), "TRAINER_RATE_LIMITS": "0"}
    if name == "SQLite":
        return _both(name, settings, size)
    with postgres(folder) as address:
        return _both(name, {**settings, "TRAINER_DATABASE": address}, size)


def _both(name: str, settings: dict[str, str], size: int) -> dict[str, Seen]:
    seconds, made = _apart(make, settings, size)
    pages, read = _apart(look, settings)
    print(f"{name}, {size:,} talks: made in {seconds:.0f} s with {made:.0f} MB, read with {read:.0f} MB at most")
    found: dict[str, Seen] = pages
    return found


def _apart(work: Callable[..., Any], *given: object) -> tuple[Any, float]:
    """What it returns in a process of its own, and the most memory (MB) that one had."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given).result(), pool.submit(peak).result()


def peak() -> float:
    """The most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def make(settings: dict[str, str], size: int) -> float:
    """The population; in how many seconds."""
    os.environ.update(settings)
    from trainer.commands.populating import populate

    began = perf_counter()
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        populate(size // TALKS_EACH, size, seed=1)
    return perf_counter() - began


def look(settings: dict[str, str]) -> dict[str, Seen]:
    """Page -> what it cost."""
    os.environ.update(settings)
    from trainer.app import create_app
    from trainer.extensions import db

    app = create_app()
    with app.app_context():
        addresses = _addresses()
    found = {}
    for page, (account, choices) in addresses.items():
        client = app.test_client()
        with client.session_transaction() as session:
            session.update(_user_id=account, _fresh=True)
        chance = Random(page)

        def send(client: Any = client, choices: Any = choices, chance: Random = chance) -> None:
            answer = client.get(chance.choice(choices))
            if answer.status_code != 200:
                raise RuntimeError(f"{answer.request.path}: {answer.status}")

        found[page] = _timed(send)
    with app.app_context():
        db.engine.dispose()
    return found


def _timed(send: Callable[[], None]) -> Seen:
    wall, cpu = [], []
    for number in range(WARM_UP + LOOKS):
        began, used = perf_counter(), process_time()
        send()
        if number >= WARM_UP:
            wall.append((perf_counter() - began) * 1000)
            cpu.append((process_time() - used) * 1000)
    sent = statements(send)
    wall.sort()
    cpu.sort()
    return Seen(wall[LOOKS // 2], wall[int(LOOKS * 0.95)], cpu[LOOKS // 2], sum(each != "COMMIT" for each in sent))


def _addresses() -> dict[str, tuple[str, list[str]]]:
    """Page -> the account that looks, and addresses to choose from."""
    from sqlalchemy import func, select

    from trainer.accounts.models import User
    from trainer.accounts.teams import Team
    from trainer.extensions import db
    from trainer.workshops.models import Workshop

    def account(email: str) -> str:
        return str(db.session.scalar(select(User.fs_uniquifier).where(User.email == email)))

    admin, coach = account("admin@example.org"), account("coach@example.org")
    last = select(func.max(User.id)).scalar_subquery()
    person = str(db.session.scalar(select(User.fs_uniquifier).where(User.id == last)))
    teams = list(db.session.scalars(select(Team.key).order_by(Team.id)))
    held = list(db.session.scalars(select(Workshop.key).order_by(Workshop.id)))
    sides = "&".join([f"team={key}" for key in teams[:3]] + [f"workshop={key}" for key in held[:1]])
    return {
        "team": (admin, [f"/coach/teams/{key}/results" for key in teams]),
        "report": (admin, [f"/coach/workshops/{key}/report" for key in held]),
        "board": (admin, [f"/coach/workshops/{key}/projector/now" for key in held]),
        "side by side": (coach, [f"/coach/compare?{sides}"]),
        "side by side, admin": (admin, [f"/coach/compare?{sides}"]),
        "queue": (coach, ["/coach/queue"]),
        "queue, admin": (admin, ["/coach/queue"]),
        "coaches' shelf": (admin, ["/coach/scenarios"]),
        "teams": (coach, ["/coach/teams"]),
        "teams, admin": (admin, ["/coach/teams"]),
        "workshops, admin": (admin, ["/coach/workshops"]),
        "progress": (person, ["/progress"]),
    }


def _print(name: str, results: dict[int, dict[str, Seen]]) -> None:
    small, large = min(results), max(results)
    print(f"{name + ', ms':22}" + "".join(f"{f'{size:,}: p50':>15} {'p95':>7} {'CPU':>7}" for size in results), end="")
    print(f" {'statements':>11} {'growth':>7}")
    for page in results[small]:
        print(f"{page:22}", end="")
        for seen in (results[size][page] for size in results):
            print(f"{seen.p50:15.1f} {seen.p95:7.1f} {seen.cpu:7.1f}", end="")
        growth = results[large][page].p50 / results[small][page].p50
        missed = " misses its aim" if results[large][page].p95 > AIMS.get(page, float("inf")) else ""
        print(f" {results[large][page].statements:11} {growth:7.2f}{missed}")
    print(f"load of the machine in the last minute: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
