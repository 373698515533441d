"""A room of 500 people on a real ``trainer serve``: join, follow the room, play, while desk and projector look on.

Two workers with eight threads, rate limits on, everybody with cookies of their own, over HTTP, on one machine with
what asks. SQLite, or with ``ROOM_DATABASE=postgres`` PostgreSQL; ``ROOM_PEOPLE``, ``ROOM_THINK`` (seconds between two
answers of one person) and ``ROOM_JOINING`` (seconds in which all join) change how much. At the end what the pages say
is compared with what was sent: each answer stored once, the board as the answers make it.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import fmean
from time import perf_counter, process_time

from bench._http import Answer, Browser, Trouble
from bench._postgres import postgres
from bench._room_server import Desk, Stored, overall, prepare, serving, stored
from trainer.workshops.comparison import SMALLEST_TEAM

PEOPLE = int(os.environ.get("ROOM_PEOPLE", "500"))
THINK = float(os.environ.get("ROOM_THINK", "6"))
JOINING = float(os.environ.get("ROOM_JOINING", "30"))
ROOM, BAR, BOARD = 1.5, 3.0, 1.0
"""Seconds between two questions of a phone in the room, over a talk, and of the projector, as in ``room.js``."""
SHARE, RARELY = 6, 15.0
"""Who waits long for an answer asks less often, as in ``room.js``: so many times as long, so many seconds at most."""
LATEST = 120
"""Seconds after the last answer until which the board must be right."""


@dataclass(slots=True)
class Notes:
    """What was measured: name -> seconds; and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    @contextmanager
    def time(self, name: str) -> Iterator[None]:
        """Take down how long it takes, and trouble."""
        began = perf_counter()
        try:
            yield
        except (Trouble, OSError, EOFError, TimeoutError) as error:
            self.errors.append(f"{name}: {type(error).__name__} {error}")
            raise
        finally:
            self.times[name].append(perf_counter() - began)


def found(pattern: str, page: str) -> str:
    """What stands there on the page; raises ``Trouble`` if nothing does."""
    match = re.search(pattern, page)
    if match is None:
        raise Trouble(f"no {pattern} on the page: {page[:200]}")
    return match[1]


def value(page: str, name: str) -> str:
    """Of a hidden field on the page; empty if there is none."""
    match = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    return match[1] if match else ""


class Follower:
    """A page that asks again and again whether there is something new."""

    def __init__(self, browser: Browser, notes: Notes, chance: Random) -> None:
        self.browser, self.notes, self.chance = browser, notes, chance
        self.mark, self.took = "", 0.0

    def knows(self, page: str) -> None:
        """Begin with the state that the page came with."""
        state = found(r'data-state="([^"]*)"', page)
        self.mark = f'W/"{state}"'

    async def look(self, address: str, name: str) -> Answer:
        """Ask once; 304 if there is nothing new."""
        headers = {"If_None_Match": self.mark} if self.mark else {}
        began = perf_counter()
        with self.notes.time(name):
            answer = await self.browser.get(address, **headers)
        self.took = perf_counter() - began
        self.mark = answer.headers.get("etag", self.mark)
        return answer

    async def wait(self, usual: float) -> None:
        """About so long, or longer while the server is slow."""
        seconds = usual if usual == BOARD else min(RARELY, max(usual, SHARE * self.took))
        await asyncio.sleep(seconds * self.chance.uniform(0.9, 1.1))


class Phone:
    """Somebody with a phone: joins, waits for the round, plays its talk; ``said`` are the replies they sent."""

    def __init__(self, number: int, address: tuple[str, int], desk: Desk, notes: Notes) -> None:
        self.chance = Random(number)
        self.number, self.desk, self.notes = number, desk, notes
        # A phone asks for the room and sends an answer at the same time, over two connections with the same cookies.
        self.browser, self.other = Browser(*address), Browser(*address)
        self.other.cookies = self.browser.cookies
        self.room = self.team = self.talk = self.slug = ""
        self.said: list[str] = []
        self.joined, self.ended = asyncio.Event(), asyncio.Event()

    async def take_part(self) -> None:
        """From the door to the end of the talk, and then in the room until cancelled."""
        await asyncio.sleep(self.chance.uniform(0, JOINING))
        page = await self._join()
        self.joined.set()
        page = await self._begin(page)
        bar = asyncio.create_task(self._follow_bar(page))
        await self._play(page)
        self.ended.set()
        await bar

    async def _join(self) -> str:
        with self.notes.time("the door"):
            door = await self.browser.get(f"/w/{self.desk.code}")
        for asset in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', door.text)):
            with self.notes.time("its style and script"):
                await self.other.get(asset)
        await asyncio.sleep(self.chance.uniform(2, 6))  # writing a name
        fields = {name: value(door.text, name) for name in ("csrf_token", "key")}
        with self.notes.time("joining"):
            room = await self.browser.post(door.path, {**fields, "name": f"Person {self.number}"})
        self.room, self.team = room.path, found(r'class="tag water">.*?<bdi>(.*?)</bdi>', room.text)
        return room.text

    async def _begin(self, page: str) -> str:
        follower = Follower(self.other, self.notes, self.chance)
        follower.knows(page)
        while not value(page, "round"):
            await follower.wait(ROOM)
            answer = await follower.look(f"{self.room}/now", "following the room")
            page = answer.text or page
        await asyncio.sleep(self.chance.uniform(1, 2 * THINK))
        fields = {name: value(page, name) for name in ("csrf_token", "round", "place")}
        with self.notes.time("beginning the talk"):
            talk = await self.browser.post(f"{self.room}/begin", fields)
        self.talk, self.slug = talk.path, found(r'href="/scenarios/en/([^"]+)"', talk.text)
        return talk.text

    async def _play(self, page: str) -> None:
        while replies := re.findall(r'name="reply" value="(\w+)" data-key', page):
            await asyncio.sleep(self.chance.uniform(0.5 * THINK, 1.5 * THINK))
            reply = self.chance.choice(replies)
            fields = {"csrf_token": value(page, "csrf_token"), "number": value(page, "number"), "reply": reply}
            with self.notes.time("an answer"):
                answer = await self.browser.post(f"{self.talk}/answer", fields, HX_Request="true")
            self.said.append(reply)
            page = answer.text

    async def _follow_bar(self, page: str) -> None:
        follower = Follower(self.other, self.notes, self.chance)
        follower.knows(page)
        while True:
            await follower.wait(BAR)
            await follower.look(f"{self.room}/bar", "following the room")


class Coach:
    """Somebody with a laptop: the desk in one window, the projector in another."""

    def __init__(self, address: tuple[str, int], desk: Desk, notes: Notes) -> None:
        self.browser, self.projecting = Browser(*address), Browser(*address)
        self.desk, self.notes = desk, notes
        self.place = f"/coach/workshops/{desk.key}"
        self.board: dict[str, tuple[int, int]] = {}
        self.news = asyncio.Event()

    async def sign_in(self) -> None:
        """With the password, as everybody."""
        page = await self.browser.get("/login")
        fields = {
            "csrf_token": value(page.text, "csrf_token"),
            "email": self.desk.email,
            "password": self.desk.password,
        }
        await self.browser.post("/login", fields)
        self.projecting.cookies = self.browser.cookies

    async def start_round(self) -> None:
        """Press "Start" of the first round."""
        page = await self.browser.get(self.place)
        fields = {"csrf_token": value(page.text, "csrf_token"), "deed": "start"}
        with self.notes.time("starting the round"):
            await self.browser.post(f"{self.place}/rounds/1", fields)

    async def follow_desk(self) -> None:
        """As the desk's page does."""
        follower = Follower(Browser(self.browser.host, self.browser.port), self.notes, Random(1))
        follower.browser.cookies = self.browser.cookies
        while True:
            await follower.look(f"{self.place}/now", "the desk")
            await follower.wait(ROOM)

    async def follow_board(self) -> None:
        """As the projector's page does; ``board`` is what it shows: team -> people, mean."""
        follower = Follower(self.projecting, self.notes, Random(2))
        while True:
            answer = await follower.look(f"{self.place}/projector/now", "the projector")
            if answer.status == 200:
                self.board = read_board(answer.text)
                self.news.set()
            await follower.wait(BOARD)

    async def shows(self, wanted: dict[str, tuple[int, int]], since: float) -> float:
        """Wait until the projector shows that board; how many seconds after ``since``; infinite: it never does."""
        try:
            async with asyncio.timeout(LATEST):
                while self.board != wanted:
                    self.news.clear()
                    await self.news.wait()
        except TimeoutError:
            return float("inf")
        return perf_counter() - since


def read_board(page: str) -> dict[str, tuple[int, int]]:
    """Team -> number of people and mean, as the projector shows them."""
    rows = re.findall(r"<tr>.*?<bdi>(.*?)</bdi>(.*?)</tr>", page, re.DOTALL)
    numbers = {team: re.findall(r'<td class="number[^"]*">([^<]*)</td>', row) for team, row in rows}
    return {team: (int(cells[-1]), int(cells[0])) for team, cells in numbers.items()}


async def hold(address: tuple[str, int], desk: Desk, notes: Notes) -> tuple[list[Phone], Coach, float]:
    """The workshop: everybody joins, the round starts, everybody plays; the phones, the coach, when the last ended."""
    coach = Coach(address, desk, notes)
    await coach.sign_in()
    phones = [Phone(number, address, desk, notes) for number in range(1, PEOPLE + 1)]
    tasks = [asyncio.create_task(phone.take_part()) for phone in phones]
    tasks += [asyncio.create_task(coach.follow_desk()), asyncio.create_task(coach.follow_board())]
    await _all(tasks, [phone.joined for phone in phones])
    await asyncio.sleep(5)  # all are there and wait
    await coach.start_round()
    await _all(tasks, [phone.ended for phone in phones])
    ended, wanted = perf_counter(), {team: (n, round(mean)) for team, (n, mean) in expected(phones).items()}
    right = await coach.shows(wanted, ended)
    await _stop(tasks)
    return phones, coach, right


async def _all(tasks: list[asyncio.Task[None]], events: list[asyncio.Event]) -> None:
    """Until all events are set; raises what broke in a task, which go on for ever otherwise."""
    waiting = asyncio.gather(*(event.wait() for event in events))
    done, _ = await asyncio.wait([*tasks, waiting], return_when=asyncio.FIRST_COMPLETED)
    if waiting not in done:
        waiting.cancel()
        await _stop(tasks)
    for task in done:
        task.result()


async def _stop(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def expected(phones: list[Phone]) -> dict[str, tuple[int, float]]:
    """Team -> number of people and mean, counted from what the phones sent."""
    teams: dict[str, list[float]] = defaultdict(list)
    for phone in phones:
        teams[phone.team].append(overall(phone.slug, phone.said))
    return {team: (len(each), fmean(each)) for team, each in teams.items() if len(each) >= SMALLEST_TEAM}


def check(phones: list[Phone], held: Stored) -> list[str]:
    """What is wrong in the database: answers that are missing, twice or different, figures that are not those sent."""
    sent = {phone.talk.rpartition("/")[2]: phone.said for phone in phones}
    wrong = [f"{key}: sent {sent.get(key)}, stored {held.talks.get(key)}" for key in sent.keys() | held.talks.keys()
             if sent.get(key) != held.talks.get(key)]  # fmt: skip
    names = {phone.room.rpartition("/")[2]: phone.team for phone in phones}
    if names != held.teams:
        wrong.append("People are in other teams than their pages say.")
    wanted = expected(phones)
    for team in wanted.keys() | held.board.keys():
        (n, mean), (stored_n, stored_mean) = wanted.get(team, (0, 0.0)), held.board.get(team, (0, 0.0))
        if n != stored_n or abs(mean - stored_mean) > 1e-9:
            wrong.append(f"{team}: {n} people at {mean}, the board says {stored_n} at {stored_mean}")
    return wrong


def main() -> None:
    """Hold the workshop and print what was measured."""
    with tempfile.TemporaryDirectory() as name, database(Path(name)) as environment:
        desk, notes = prepare(environment), Notes()
        began, own = perf_counter(), process_time()
        with serving(environment, Path(name)) as (address, used):
            phones, coach, right = asyncio.run(hold(address, desk, notes))
            spent, served = process_time() - own, used()
            seconds = perf_counter() - began
        wrong = check(phones, stored(environment, desk))
        _print(notes, right, len(coach.board))
        print(f"{PEOPLE} people, an answer every {THINK:g} s, all joined within {JOINING:g} s; {seconds:.0f} s in all")
        print(f"CPU seconds: server {served:.0f}, what asks {spent:.0f}; {os.cpu_count()} cores")
        print(f"load of the machine in the last minute: {os.getloadavg()[0]:.1f}")
        print(f"answers sent {sum(len(phone.said) for phone in phones)}, differing from the database: {len(wrong)}")
        print(*wrong[:5], *notes.errors[:5], sep="\n")
    if wrong or notes.errors or right > LATEST:
        raise SystemExit(1)


def _print(notes: Notes, right: float, teams: int) -> None:
    print(f"{'milliseconds':28} {'number':>8} {'p50':>8} {'p95':>8} {'p99':>8} {'most':>8}")
    for what, times in notes.times.items():
        ordered = sorted(times)
        cells = [1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.95, 0.99, 1)]
        print(f"{what:28} {len(times):8} " + " ".join(f"{cell:8.0f}" for cell in cells))
    print(f"the board ({teams} teams) was right {right:.1f} s after the last answer; errors: {len(notes.errors)}")


@contextmanager
def database(folder: Path) -> Iterator[dict[str, str]]:
    """The settings for a new database."""
    settings = {"TRAINER_INSTANCE": str(folder / "instance")}
    if os.environ.get("ROOM_DATABASE") != "postgres":
        yield settings
        return
    with postgres(folder) as address:
        yield {**settings, "TRAINER_DATABASE": address}


if __name__ == "__main__":
    main()
