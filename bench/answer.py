"""What one answer costs: the POST that takes, applies, stores and shows it, beside a bare route that inserts one row.

Both on SQLite with the app's own settings, through the WSGI interface, in turns in one process. CPU time of the whole
request and response, without the network; statements are counted in the database driver.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import mean, median
from time import process_time

from flask import Flask, render_template_string
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, Integer, String, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from trainer.app import create_app
from trainer.config import Settings
from trainer.extensions import db
from trainer.library.syncing import sync
from trainer.paths import SCENARIOS

TALK = "/scenarios/en/six-panels"
ROUNDS, WARM_UP = 400, 40
PAGE = "<!doctype html><title>{{ title }}</title><ul>{% for row in rows %}<li>{{ row }}</li>{% endfor %}</ul>"


class Trainee:
    """Plays one talk after the other with any replies; ``answer`` sends one answer as htmx does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.chance = Random(1)
        self.page = self.address = ""

    def begin(self) -> None:
        """Start the talk anew."""
        fields = self._fields(self.client.get(TALK).text)
        started = self.client.post(f"{TALK}/start", data=fields, follow_redirects=True)
        self.page, self.address = started.text, f"{started.request.path}/answer"

    def answer(self) -> Callable[[], None]:
        """The next answer, ready to be sent."""
        replies = re.findall(r'name="reply" value="(\w+)" data-key', self.page)
        if not replies:
            self.begin()
            return self.answer()
        data = {**self._fields(self.page), "reply": self.chance.choice(replies)}

        def send() -> None:
            sent = self.client.post(self.address, data=data, headers={"HX-Request": "true"})
            if sent.status_code != 200:
                raise RuntimeError(f"{sent.status}: {sent.text[:200]}")
            self.page = sent.text

        return send

    def _fields(self, page: str) -> dict[str, str]:
        names = ("csrf_token", "number", "key")
        found = {name: re.search(rf'name="{name}"[^>]* value="([^"]*)"', page) for name in names}
        return {name: match[1] for name, match in found.items() if match}


class Base(DeclarativeBase):
    """Base of the bare app's one table."""


class Row(Base):
    """The row that the bare app inserts."""

    __tablename__ = "row"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    reply: Mapped[str] = mapped_column(String(40))


def bare_app(folder: Path) -> Flask:
    """A Flask app of two routes: one inserts a row, the other inserts a row and renders a small page."""
    app = Flask("bare")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{folder / 'bare.sqlite'}"
    database = SQLAlchemy(app, model_class=Base)

    def insert() -> None:
        database.session.add(Row(reply="1"))
        database.session.commit()

    @app.post("/row")
    def row() -> str:
        insert()
        return "stored"

    @app.post("/page")
    def page() -> str:
        insert()
        return render_template_string(PAGE, title="Bare", rows=range(20))

    with app.app_context():
        database.create_all()
    return app


def cpu_ms(send: Callable[[], object]) -> float:
    """CPU milliseconds that it takes."""
    before = process_time()
    send()
    return (process_time() - before) * 1000


def statements(send: Callable[[], object]) -> list[str]:
    """The SQL statements it sends, and COMMIT for each commit."""
    seen: list[str] = []
    note = lambda _c, _k, statement, *_more: seen.append(statement)  # noqa: E731
    commit = lambda _c: seen.append("COMMIT")  # noqa: E731
    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "commit", commit)
    send()
    event.remove(Engine, "before_cursor_execute", note)
    event.remove(Engine, "commit", commit)
    return seen


def main() -> None:
    """Measure in turns and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = create_app(Settings(instance=folder, rate_limits=False))
        with app.app_context():
            db.create_all()
            sync(SCENARIOS)
        trainee, bare = Trainee(app.test_client()), bare_app(folder).test_client()
        trainee.begin()
        times: dict[str, list[float]] = {"one answer": [], "bare: INSERT, page": [], "bare: INSERT": []}
        for number in range(WARM_UP + ROUNDS):
            taken = [cpu_ms(send) for send in (trainee.answer(), lambda: bare.post("/page"), lambda: bare.post("/row"))]
            if number >= WARM_UP:
                for values, value in zip(times.values(), taken, strict=True):
                    values.append(value)
        counts = [statements(trainee.answer()) for _ in range(50)]
        with app.app_context():
            db.engine.dispose()
    floor = median(times["bare: INSERT"])
    print(f"{'CPU ms':22} {'median':>8} {'mean':>8} {'p95':>8} {'x bare':>8}")
    for what, values in times.items():
        p95 = sorted(values)[int(len(values) * 0.95)]
        print(f"{what:22} {median(values):8.2f} {mean(values):8.2f} {p95:8.2f} {median(values) / floor:8.1f}")
    commits = max(count.count("COMMIT") for count in counts)
    most = max(len(count) - count.count("COMMIT") for count in counts)
    print(f"SQL statements of one answer: at most {most}, commits: at most {commits}")


if __name__ == "__main__":
    main()
