"""Who may ask for what: everybody asks for every route, and the tables in the code and in the docs say the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from secrets import token_urlsafe

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.people import Person
from tests.web.samples import FORM, PASSWORD, Things, address, looks_after, make_things
from trainer.accounts.people import add_user
from trainer.accounts.rights import ELSEWHERE, RIGHTS, Actor
from trainer.paths import PACKAGE

DOCS = PACKAGE.parent / "docs" / "rights.md"
ACTORS = tuple(Actor)


def routes(app: Flask) -> Iterator[Rule]:
    """All routes but those that guard themselves."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] not in ELSEWHERE:
            yield rule


def documented() -> dict[str, Actor]:
    """Route -> the least that may ask for it, as the tables of the docs say: the first column without a dash."""
    said: dict[str, Actor] = {}
    for line in DOCS.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) != len(ACTORS) + 2 or not (names := re.findall(r"`([\w.]+)`", cells[-1])):
            continue
        may = [cell != "–" for cell in cells[1:-1]]
        assert may == sorted(may), f"somebody may less than those before: {line}"
        for name in names:
            assert name not in said, f"twice in the docs: {name}"
            said[name] = ACTORS[may.index(True)]
    return said


def test_the_table_speaks_of_all_routes_and_of_no_others(app: Flask) -> None:
    assert {rule.endpoint for rule in routes(app)} == set(RIGHTS)


def test_the_docs_say_the_same_as_the_code() -> None:
    said = documented()
    differ = {
        name: f"code: {RIGHTS.get(name)!r}, docs: {said.get(name)!r}"
        for name in RIGHTS.keys() | said.keys()
        if RIGHTS.get(name) != said.get(name)
    }
    assert differ == {}


@pytest.fixture
def things(app: Flask, visitor: Callable[..., Person]) -> Things:
    # The strength of hashes is argon2's matter.
    app.extensions["security"].pwd_context.update(argon2__time_cost=1, argon2__memory_cost=64)
    # What breaks is an answer to be looked at, here as in life.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return make_things(app, visitor)


@pytest.fixture
def who(request: pytest.FixtureRequest, app: Flask, things: Things, visitor: Callable[..., Person]) -> Person:
    """The actor of the test, at a page with a form."""
    actor: Actor = request.getfixturevalue("actor")
    person = visitor()
    if actor is Actor.GUEST:
        person.opens("/scenarios/en/late-parcel")
        person.presses("Begin")
    if actor > Actor.GUEST:
        role = {Actor.COACH: "coach", Actor.ADMIN: "admin"}.get(actor, "trainee")
        with app.app_context():
            add_user("who@example.org", "Who", PASSWORD, [role])
        if actor is Actor.TEAM_COACH:
            looks_after(app, "who@example.org")
        person.opens("/login")
        person.presses("Sign in", email="who@example.org", password=PASSWORD)
    person.opens("/scores")
    return person


@pytest.mark.slow
@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name.lower())
def test_everybody_asks_for_every_route(app: Flask, actor: Actor, who: Person, things: Things) -> None:
    problems = [
        f"{method} {path} ({rule.endpoint}): {problem}"
        for method, path, rule in asked(app, things)
        for filled in ((False, True) if method == "POST" else (False,))
        if (problem := wrong(ask(who, method, path, filled), actor, rule))
    ]
    assert problems == []


def asked(app: Flask, things: Things) -> list[tuple[str, str, Rule]]:
    """Every route with each of its methods; first all that only looks."""
    each = [
        (method, address(rule, things), rule)
        for rule in routes(app)
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"})
    ]
    return sorted(each, key=lambda one: (one[0] != "GET", one[1]))


def ask(who: Person, method: str, path: str, filled: bool) -> TestResponse:
    if method == "GET":
        return who.client.get(path, headers=who.headers)
    # "key" is made anew for each form, so that none is taken for the one before, sent twice.
    return who.sends(path, {**FORM, "key": token_urlsafe(15)} if filled else {})


def wrong(answer: TestResponse, actor: Actor, rule: Rule) -> str:
    """What is wrong with the answer; nothing if it is as the table says."""
    least, code = RIGHTS[rule.endpoint], answer.status_code
    answer.close()
    if code >= 500:
        return f"broke with {code}"
    sent_away = code in (302, 303) and answer.location.partition("?")[0] == "/login"
    refused = code == 403 or sent_away
    if least > max(actor, Actor.GUEST):
        right = sent_away if actor < Actor.TRAINEE else code == 403
        return "" if right else f"must be refused, was answered with {code}"
    if refused:
        return f"is allowed by the table, was refused with {code}"
    if least is Actor.GUEST and code not in (400, 404):
        return f"is somebody else's, was answered with {code}"
    if actor <= Actor.TRAINEE and "key" in rule.arguments and code == 200:
        return "shows what is Vic's"
    return ""


def test_a_route_that_was_forgotten_is_found(app: Flask, guest: Person) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open to all")
    assert guest.client.get("/forgotten").status_code == 302
    assert {rule.endpoint for rule in routes(app)} - set(RIGHTS) == {"forgotten"}


@pytest.mark.parametrize(("part", "said"), [("moon", "add a value for <moon>"), ("key", "what <key> is there")])
def test_a_route_with_a_part_that_nobody_knows_asks_for_a_sample(part: str, said: str) -> None:
    with pytest.raises(LookupError, match=said):
        address(Rule(f"/moons/<{part}>"), Things({}, vic=1, code=""))
