"""A whole workshop: projector, coach, eight phones; the report's figures are those the test computes by itself."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import fmean, stdev

import pytest
from playwright.sync_api import Locator, Page, expect
from scipy import optimize, stats

from tests.browser.conftest import PHONE, OpensPage, listening
from tests.browser.test_practice import CALM, number, wait_for_the_next, wait_for_the_talk
from tests.browser.test_review import signs_in
from tests.browser.test_workshop import SOON, plays, projector, starts
from trainer.accounts.demo import make_demo_people
from trainer.app import create_app
from trainer.config import Settings
from trainer.extensions import db
from trainer.library.syncing import sync

DIMENSIONS = ("empathy", "de_escalation", "clarity")
Points = dict[str, tuple[int, int, int]]

FORMS: dict[str, list[Points]] = {
    "The lift that stood still": [
        {"good": (2, 2, 1), "fair": (1, 0, 1), "poor": (-1, -2, 0)},
        {"good": (1, 2, 2), "fair": (0, 0, 1), "poor": (-2, -1, -1)},
    ],
    "The heating that stayed cold": [
        {"good": (2, 1, 1), "fair": (0, 1, 0), "poor": (-2, -1, 0)},
        {"good": (1, 1, 2), "fair": (1, 0, 0), "poor": (-1, -2, -2)},
    ],
}
"""The parallel scenarios: in each of two scenes the points of three replies."""
PEOPLE = {
    "Anna": ("poor poor", "fair fair"),
    "Boris": ("poor fair", "fair good"),
    "Clara": ("fair poor", "good good"),
    "Dmitri": ("fair fair", "good fair"),
    "Elif": ("poor poor", "fair poor"),
    "Farid": ("good fair", "good good"),
    "Galina": ("fair poor", "fair good"),
    "Hanna": ("poor good", "good good"),
}
"""What each says before and after, scene by scene."""
TEAMS = ("Harbour", "Lighthouse")
SAID = "You waited an hour in there, and nobody answered. I would be furious. I send somebody now."
INSULT = "Calm down, you idiot."

REPLY = "      - {{id: {id}, say: {say}, scores: {{empathy: {0}, de_escalation: {1}, clarity: {2}}}, to: {to}}}\n"
SAY = {
    "good": "That was a long wait and I am sorry. I send somebody now and ring you by five.",
    "fair": "I see. I will have a look at it today.",
    "poor": "Other people wait too. You will have to be patient.",
}


def scenario(title: str, scenes: list[Points]) -> str:
    """A scenario of two scenes; what is said does not change where it goes."""
    talk = ""
    for place, (scene, to) in enumerate((("opening", "again"), ("again", "done"))):
        talk += f"  {scene}:\n    lines:\n      - mara: Part {place + 1}. An hour, and nobody cares?\n"
        talk += "    replies:\n"
        for name, points in scenes[place].items():
            talk += REPLY.format(*points, id=name, say=SAY[name], to=to)
    return (
        f"title: {title}\nlanguage: en\nkind: customer\ndifficulty: 2\nminutes: 3\nskills: [listening]\n"
        "summary: Nobody came.\nbrief: You answer for the building.\n"
        f"cast:\n  mara: {{name: Mara, role: customer}}\ntension: 6\nscenes:\n{talk}"
        "  done:\n    lines: [{mara: We will see.}]\n    ending: settled\n    debrief: It is settled.\n"
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with two parallel scenarios, one to practise, and the people of the demo."""
    folder = tmp_path_factory.mktemp("shelf") / "en"
    folder.mkdir()
    texts = {title: scenario(title, scenes) for title, scenes in FORMS.items()}
    texts["The key that did not turn"] = scenario("The key that did not turn", FORMS["The lift that stood still"])
    for title, text in texts.items():
        (folder / f"{title.lower().replace(' ', '-')}.yaml").write_text(text, encoding="utf-8")
    app = create_app(Settings(instance=tmp_path_factory.mktemp("instance"), rate_limits=False))
    with app.app_context():
        db.create_all()
        assert not sync(folder.parent).refused
        make_demo_people()
    with listening(app) as address:
        yield address


@dataclass
class Phone:
    """Somebody's phone, and the percent of their answers before and after, as they are written in the scenarios."""

    name: str
    team: str
    page: Page
    scores: dict[str, list[dict[str, float]]] = field(default_factory=dict)

    def figure(self, kind: str, name: str) -> float:
        """The mean over the turns of the talk; overall: over the dimensions too."""
        turns = self.scores[kind]
        if name == "overall":
            return fmean(fmean(turn.values()) for turn in turns)
        return fmean(turn[name] for turn in turns)


def joins(opens: OpensPage, code: str, name: str, team: str) -> Phone:
    # What an offline phone says on its console is no trouble here.
    page = opens("/join", size=PHONE, trouble="", **CALM)
    page.get_by_label("The code").fill(code)
    page.keyboard.press("Enter")
    page.get_by_label("Your name").fill(name)
    page.get_by_label(team).check()
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="You are in")).to_be_visible()
    return Phone(name, team, page)


def says(page: Page, reply: str) -> dict[str, float]:
    """Give a written reply; its percent per dimension, as written in the scenario on the screen."""
    title, turn = page.locator(".talk-head h1").inner_text(), int(number(page))
    page.locator(f".choice[value={reply}]").click()
    return dict(zip(DIMENSIONS, ((point + 2) * 25.0 for point in FORMS[title][turn - 1][reply]), strict=True))


def talks(phone: Phone, kind: str, replies: str, *, offline: bool = False) -> None:
    """Play the talk the room asks for; ``offline``: the network is gone when the first answer is given."""
    page, turns = phone.page, []
    page.get_by_role("button", name="Begin the talk").click(timeout=2 * SOON)
    wait_for_the_talk(page)
    for reply in replies.split():
        before = number(page)
        page.context.set_offline(offline and before == "1")
        turns.append(says(page, reply))
        if offline and before == "1":
            expect(page.get_by_role("alert")).to_contain_text("did not get through yet")
            assert number(page) == "1"
            page.context.set_offline(False)
        wait_for_the_next(page, before)
        expect(page.locator(".message.you")).to_have_count(len(turns))
    phone.scores[kind] = turns
    page.get_by_role("link", name="Back to the room").click()
    expect(page.get_by_text("Done. Take a breath")).to_be_visible()


def plans(coach: Page) -> str:
    """Plan the workshop on the parallel scenarios, and open the doors; the address of its desk."""
    coach.goto("/coach/workshops/new")
    coach.get_by_label("Title").fill("Calm at the counter")
    for place in (0, 3):
        coach.locator(f"#a-{place}").select_option("the-lift-that-stood-still")
        coach.locator(f"#b-{place}").select_option("the-heating-that-stayed-cold")
    coach.get_by_label("New teams").fill("\n".join(TEAMS))
    coach.get_by_label("chosen by the people themselves").check()
    coach.get_by_role("button", name="Plan the workshop").click()
    coach.get_by_role("button", name="Open the doors").click()
    expect(coach.get_by_role("heading", name="The doors are open")).to_be_visible()
    return coach.url


def comes_back_elsewhere(opens: OpensPage, phone: Phone) -> None:
    """The phone is lost; with the personal code the same person goes on in another browser."""
    details = phone.page.locator("details", has_text="Lost phone?")
    details.locator("summary").click()
    code, room = details.locator(".own-code").inner_text(), phone.page.url
    phone.page.context.close()
    phone.page = opens("/join", size=PHONE, trouble="", **CALM)
    phone.page.get_by_label("The code").fill(code)
    phone.page.keyboard.press("Enter")
    expect(phone.page.locator(".room-who")).to_contain_text(phone.name)
    assert phone.page.url == room
    expect(phone.page.locator(".tasks .tag.good")).to_have_text("Ended")


def wall_round(coach: Page, wall: Page, phones: list[Phone]) -> None:
    """All answer the same line; an insult stays off; the room votes; evidence is laid over the answers."""
    starts(coach, "The wall")
    for place, phone in enumerate(phones):
        words = INSULT if place == 7 else f"{SAID} {phone.name} here."
        phone.page.get_by_label("What do you say?").fill(words, timeout=2 * SOON)
        phone.page.get_by_role("button", name="Say it").click()
        expect(phone.page.get_by_text("Your answer is in")).to_be_visible(timeout=4 * SOON)
    expect(wall.locator(".notes li")).to_have_count(7, timeout=SOON)
    expect(wall.locator(".notes")).not_to_contain_text("idiot")
    coach.get_by_role("button", name="Let the room vote").click()
    for phone in phones[1:]:
        phone.page.get_by_role("button", name=re.compile("Anna here")).click(timeout=2 * SOON)
        expect(phone.page.locator(".ballot [aria-pressed=true]")).to_have_count(1)
    coach.get_by_role("button", name="Show the scorer’s evidence").click()
    expect(wall.locator(".notes li").first).to_contain_text("7 votes", timeout=SOON)
    expect(wall.locator(".notes mark.good").first).to_be_visible()


def shows_no_team_singly(wall: Page, mean: float) -> None:
    """Two teams of four are too small to be shown by themselves: the board has them as one line of eight."""
    board = wall.locator(".board")
    row = board.locator("tbody tr")
    expect(row).to_have_count(1, timeout=SOON)
    expect(row).to_contain_text("Small teams together", timeout=SOON)
    expect(row.locator("td").last).to_have_text("8", timeout=SOON)
    # Half up or half to even: both are right.
    expect(row.locator("td").nth(2)).to_have_text(re.compile(f"{math.floor(mean + 0.499)}|{math.ceil(mean - 0.499)}"))
    for team in TEAMS:
        expect(board).not_to_contain_text(team)


def figures(cell: Locator) -> list[float]:
    """The numbers in a cell, signs and decimals read."""
    words = cell.inner_text().replace("\u2212", "-").replace("+", "")
    return [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", words)]


def noncentral(t: float, degrees: int) -> tuple[float, float]:
    """The noncentralities for which an observed ``t``, not below 0, lies at 97.5 and at 2.5 per cent."""

    def at(share: float) -> float:
        return float(optimize.brentq(lambda delta: stats.nct.cdf(t, degrees, delta) - share, -4, 2 * t + 6))

    return at(0.975), at(0.025)


def holds_the_right_figures(report: Page, phones: list[Phone]) -> None:
    """Each row of the changes says what the formulas of the literature give for the written scores."""
    table = report.locator("figure", has=report.get_by_role("heading", name="Change per dimension")).locator("tbody")
    for row, name in enumerate(("overall", *DIMENSIONS)):
        before = [phone.figure("before", name) for phone in phones]
        after = [phone.figure("after", name) for phone in phones]
        gain = [b - a for a, b in zip(before, after, strict=True)]
        mean, error, n = fmean(gain), stdev(gain) / math.sqrt(len(gain)), len(gain)
        low, high = stats.t.interval(0.95, n - 1, loc=mean, scale=error)
        spread = math.sqrt((stdev(before) ** 2 + stdev(after) ** 2) / 2)
        small = 1 - 3 / (4 * 2 * (n - 1) - 1)
        ends = (small * error / spread * delta for delta in noncentral(mean / error, n - 1))
        cells = table.locator("tr").nth(row).locator("td")
        assert figures(cells.nth(0)) == pytest.approx([mean], abs=0.051), name
        assert figures(cells.nth(1)) == pytest.approx([low, high], abs=0.051), name
        assert cells.nth(2).inner_text() == ("clearly higher" if low > 0 else "no clear change")
        assert figures(cells.nth(3)) == pytest.approx([fmean(before)], abs=0.051), name
        assert figures(cells.nth(4)) == pytest.approx([fmean(after)], abs=0.051), name
        assert figures(cells.nth(5)) == pytest.approx([small * mean / spread, *ends], abs=0.0051), name
        assert figures(cells.nth(6)) == [n]


def holds_the_right_levels(report: Page, phones: list[Phone]) -> None:
    """The teams of four stand together, with mean, interval and number of people of all eight."""
    after = [phone.figure("after", "overall") for phone in phones]
    low, high = stats.t.interval(0.95, 7, loc=fmean(after), scale=stdev(after) / math.sqrt(8))
    row = report.locator("tr", has_text="Other teams")
    assert figures(row.locator("td").nth(0)) == pytest.approx([fmean(after)], abs=0.051)
    assert figures(row.locator("td").nth(1)) == pytest.approx([low, min(high, 100.0)], abs=0.051)
    assert figures(row.locator("td").nth(3)) == [8]
    shown = " ".join(report.locator("figure, .lost-turn").all_inner_texts())
    assert "Other teams" in shown
    assert not [name for name in (*TEAMS, *PEOPLE) if name in shown]


def test_a_workshop_with_eight_phones_and_a_report_that_adds_up(opens: OpensPage) -> None:
    coach = opens("/", **CALM)
    signs_in(coach, "coach@example.org")
    desk = plans(coach)
    wall = projector(opens, coach, desk)
    code = wall.locator(".projector-join .join-code").inner_text()
    phones = [joins(opens, code, name, TEAMS[place % 2]) for place, name in enumerate(PEOPLE)]
    expect(wall.get_by_text("8 people are in")).to_be_visible(timeout=SOON)

    starts(coach, "Before")
    for place, phone in enumerate(phones):
        talks(phone, "before", PEOPLE[phone.name][0], offline=place == 2)
    expect(wall.get_by_text("8 of 8 people have finished")).to_be_visible(timeout=SOON)
    shows_no_team_singly(wall, fmean(phone.figure("before", "overall") for phone in phones))

    comes_back_elsewhere(opens, phones[4])
    expect(coach.locator(".seats tbody tr")).to_have_count(8, timeout=SOON)
    wall_round(coach, wall, phones)

    starts(coach, "Practice")
    for phone in phones:
        plays(phone.page)
    starts(coach, "After")
    for phone in phones:
        talks(phone, "after", PEOPLE[phone.name][1])
    expect(wall.get_by_text("8 of 8 people have finished")).to_be_visible(timeout=SOON)
    shows_no_team_singly(wall, fmean(phone.figure("after", "overall") for phone in phones))
    coach.get_by_role("button", name="End the round").click()
    coach.get_by_role("button", name="Close the workshop").click()
    expect(coach.get_by_role("heading", name="Closed")).to_be_visible()
    expect(phones[4].page.get_by_role("heading", name="The workshop is over")).to_be_visible(timeout=2 * SOON)

    coach.goto(f"{desk}/report")
    funnel = coach.locator(".funnel li")
    assert [figures(each.locator(".figure"))[0] for each in funnel.all()[1:4]] == [8, 8, 8]
    holds_the_right_figures(coach, phones)
    holds_the_right_levels(coach, phones)
