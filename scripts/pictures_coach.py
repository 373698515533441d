"""The pictures of the documentation for coaches: writing, reading talks, and a workshop that is held for them.

Run by ``scripts/pictures.py``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from playwright.sync_api import Browser, BrowserContext, Page

from trainer.accounts.demo import PASSWORD, PEOPLE
from trainer.accounts.roles import COACH
from trainer.paths import SCENARIOS
from trainer.scenario.reader import read

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PHONE = {"width": 390, "height": 760}
DESK = {"width": 1160, "height": 780}
REVIEW = {"width": 1160, "height": 1000}
WALL = {"width": 1280, "height": 760}
MAP = {"width": 760, "height": 920}
BEGINNER, PRACTISED = 0.3, 0.8
"""How often somebody takes the best reply, before and after."""
BEFORE, AFTER = 1, 4
"""The numbers of these rounds in the plan that the form offers."""
SEED = 4


@dataclass(frozen=True, slots=True)
class Room:
    """A workshop as it is planned and filled. ``scenario``: what is written and drawn in the editor."""

    title: str
    occasion: str
    teams: tuple[str, ...]
    people: tuple[str, ...]
    scenario: str
    answers: tuple[str, ...]


ROOMS = {
    "en": Room(
        "Calm at the counter",
        "Thursday, 10 o’clock, room 4",
        ("Harbour", "Lighthouse"),
        ("Anna", "Boris", "Clara", "Dmitri", "Elif", "Farid", "Galina", "Hanna", "Igor", "Jana"),
        "parcel-nobody-looked-for",
        (
            "You counted on it, and we let you down. I am sorry. I look at it now and write to you by five.",
            "That would make me furious too. Tell me what is most urgent, and I begin with that.",
            "I understand. Somebody will get back to you.",
            "Please stay calm, these are the rules.",
            "You are right, we promised. I ring the manager now and stay with you until you have an answer.",
        ),
    ),
    "ru": Room(
        "Спокойно у стойки",
        "Четверг, 10 часов, комната 4",
        ("Гавань", "Маяк"),
        ("Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна", "Зоя", "Игорь", "Ксения"),
        "karta-v-polnoch",
        (
            "Вы на нас рассчитывали, а мы подвели. Мне очень жаль. Сейчас всё проверю и напишу вам до пяти.",
            "Я бы тоже разозлился. Скажите, что сейчас срочнее всего, с этого и начну.",
            "Понимаю вас. С вами свяжутся.",
            "Успокойтесь, пожалуйста, такие правила.",
            "Вы правы, мы обещали. Звоню руководителю прямо сейчас и остаюсь с вами, пока не будет ответа.",
        ),
    ),
}


def for_coaches(browser: Browser, address: str, language: str) -> None:
    """All pictures for coaches in one language."""
    desk = browser.new_context(base_url=address, viewport=DESK, locale=language, reduced_motion="reduce")
    page = desk.new_page()
    sign_in(page)
    writing(page, language)
    reading(page, language)
    holding(browser, address, page, language)
    desk.close()


def keep(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


def sign_in(page: Page) -> None:
    page.goto("/login")
    page.locator("input[name=email]").fill(next(email for email, _, role in PEOPLE if role == COACH))
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def writing(page: Page, language: str) -> None:
    """The editor with the cursor in a reply, and the map by itself, as a narrow window shows it."""
    page.goto(f"/coach/scenarios/{language}/{ROOMS[language].scenario}")
    page.locator('form[action$="/edit"] button').first.click()
    page.locator("#editor[data-ready]").wait_for()
    page.evaluate(
        """() => { const { view } = window.trainerEditor, text = view.state.doc.toString();
        const here = text.indexOf("replies:"), scene = text.indexOf("scenes:");
        view.dispatch({ selection: { anchor: here } });
        view.dispatch({ effects: view.constructor.scrollIntoView(scene, { y: "start" }) }); }"""
    )
    page.wait_for_timeout(1200)
    keep(page, f"editor-{language}")
    page.set_viewport_size(MAP)
    page.locator("#tab-map").click()
    page.locator("#map canvas").first.wait_for()
    page.wait_for_timeout(500)
    page.locator("#pane-map button").nth(2).click()  # the whole map
    page.wait_for_timeout(800)
    keep(page, f"map-{language}")
    page.set_viewport_size(DESK)


def reading(page: Page, language: str) -> None:
    """A talk in own words, and the tools of its first turn."""
    scenario = ROOMS[language].scenario
    queue = f"/coach/queue?queue={'disagreed' if language == 'en' else 'never'}&scenario={language}/{scenario}"
    page.set_viewport_size(REVIEW)
    page.goto(queue)
    page.locator("tbody a").first.click()
    page.locator("#turn-1 summary").filter(has=page.locator("kbd", has_text="o")).click()
    page.evaluate("scrollTo(0, document.querySelector('#turn-1').getBoundingClientRect().top + scrollY - 76)")
    page.wait_for_timeout(300)
    keep(page, f"review-{language}")
    page.set_viewport_size(DESK)


def holding(browser: Browser, address: str, desk: Page, language: str) -> None:
    """A workshop from the door to the report."""
    room, chance = ROOMS[language], random.Random(SEED)
    plan(desk, room, language)
    wall = projector(browser, address, desk, language)
    code = wall.locator(".projector-join .join-code").inner_text()
    phones = [join(browser, address, code, name, language) for name in room.people[:-1]]
    wall.wait_for_function("count => document.querySelector('.projector-join').innerText.includes(count)", arg="9")
    keep(wall, f"join-{language}")
    phones.append(join(browser, address, code, room.people[-1], language, picture=True))

    begin(desk)
    for number, phone in enumerate(phones):
        play(phone, language, BEGINNER, chance, until_end=number < len(phones) - 2)
        if number == len(phones) - 3:
            desk.wait_for_timeout(2500)
            keep(desk, f"desk-{language}")
    for phone in phones[-2:]:
        play(phone, language, BEGINNER, chance)
    begin(desk)
    answer_on_the_wall(desk, phones, room)
    wall.locator(".notes mark").first.wait_for()
    wall.wait_for_timeout(1500)
    keep(wall, f"wall-{language}")
    begin(desk)
    begin(desk)
    for phone in phones:
        play(phone, language, PRACTISED, chance, number=AFTER)
    wall.wait_for_timeout(4000)
    keep(wall, f"board-{language}")
    end(desk)
    for phone in phones:
        phone.context.close()
    wall.context.close()
    desk.goto(f"{desk.url.split('#')[0]}/report")
    desk.wait_for_timeout(1500)
    desk.set_viewport_size({"width": 1160, "height": 1240})
    desk.wait_for_timeout(800)
    keep(desk, f"report-{language}")
    desk.set_viewport_size(DESK)


def plan(desk: Page, room: Room, language: str) -> None:
    desk.goto(f"/coach/workshops/new?language={language}")
    desk.locator("#title").fill(room.title)
    desk.locator("#occasion").fill(room.occasion)
    desk.locator("#invited").fill("14")
    desk.locator("#new-teams").fill("\n".join(room.teams))
    desk.locator("form.plan-form > .buttons button").click()
    desk.locator("button[name=open]").click()
    desk.locator("#desk button[value=start]").wait_for()


def projector(browser: Browser, address: str, desk: Page, language: str) -> Page:
    context = browser.new_context(
        base_url=address,
        viewport=WALL,
        locale=language,
        reduced_motion="reduce",
        storage_state=desk.context.storage_state(),
    )
    page = context.new_page()
    page.goto(f"{desk.url}/projector")
    return page


def join(browser: Browser, address: str, code: str, name: str, language: str, *, picture: bool = False) -> Page:
    context: BrowserContext = browser.new_context(
        base_url=address, viewport=PHONE, locale=language, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/join")
    page.locator("#code").fill(code)
    page.keyboard.press("Enter")
    page.locator("#name").fill(name)
    if picture:
        keep(page, f"door-{language}")
    page.keyboard.press("Enter")
    page.locator("#room").wait_for()
    return page


def begin(desk: Page) -> None:
    """Begin the next round, and wait until the desk says so."""
    before = desk.locator(".rounds-line li.waiting").count()
    desk.locator("#desk button[value=start]").click()
    desk.wait_for_function("before => document.querySelectorAll('.rounds-line li.waiting').length < before", arg=before)


def end(desk: Page) -> None:
    desk.locator("#desk button[value=end]").click()
    desk.locator("#desk button[value=reopen]").wait_for()
    desk.locator("button[name=open][value='0']").click()
    desk.locator("button[name=open][value='1']").wait_for()


def play(
    phone: Page, language: str, skill: float, chance: random.Random, *, number: int = BEFORE, until_end: bool = True
) -> None:
    """Play the talk of that round, or its first two answers, once the phone has followed the room there."""
    if not phone.locator("[data-talk]").count():
        phone.locator(f".now[data-round='{number}'] .tasks form button").click(timeout=60_000)
    phone.locator("[data-talk]").wait_for()
    worth = points(language, phone.locator(".talk-head h1").inner_text())
    turn = phone.locator(".answers input[name=number]")
    while turn.count() and (until_end or int(turn.input_value()) < 3):
        before = turn.input_value()
        choices = [str(each.get_attribute("value")) for each in phone.locator(".choice").all()]
        best = max(choices, key=lambda reply: worth.get(reply, 0.0))
        chosen = best if chance.random() < skill else chance.choice(choices)
        phone.locator(f".choice[value='{chosen}']").click()
        phone.wait_for_function(
            "before => document.querySelector('.answers input[name=number]')?.value !== before", arg=before
        )
    if until_end:
        phone.locator(".room-bar a").first.click()
        phone.locator("#room").wait_for()


def points(language: str, title: str) -> Mapping[str, float]:
    """Reply -> its mean points, of the scenario with that title."""
    for path in sorted((SCENARIOS / language).glob("*.yaml")):
        found = read(path.read_text(encoding="utf-8"), path.name).scenario
        if found.title == title:
            replies = (reply for scene in found.scenes.values() for reply in scene.replies)
            return {reply.id or "": fmean(reply.scores.as_dict().values()) for reply in replies}
    return {}


def answer_on_the_wall(desk: Page, phones: Sequence[Page], room: Room) -> None:
    """Some answer, all vote, the evidence is shown."""
    for phone, words in zip(phones, room.answers, strict=False):
        phone.locator("#wall-words").fill(words, timeout=20_000)
        phone.locator("#room form.own-words button").click()
        phone.locator("#room .note.good q").wait_for(timeout=30_000)
    desk.locator(".desk-now button[value=vote]").click()
    for number, phone in enumerate(phones):
        wanted = room.answers[(0, 4, 1)[number % 3]]
        button = phone.locator(".ballot button", has_text=re.compile(re.escape(wanted[:30])))
        phone.locator(".ballot").wait_for(timeout=20_000)
        if button.count():
            button.click()
            phone.locator(".ballot [aria-pressed=true]").wait_for()
    desk.locator(".desk-now button[value=show]").click()
