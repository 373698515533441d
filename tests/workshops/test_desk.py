"""The coach's desk, the rounds, the rooms that follow, the projector: by coaches, other coaches, people, outsiders."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.people import Person
from tests.workshops.hosting import BAD, BEST, PARCEL, PLAN, Host, five, joins, plays
from trainer.accounts.teams import Team, TeamCoach, TeamMember
from trainer.extensions import db
from trainer.library.syncing import sync
from trainer.paths import SCENARIOS
from trainer.practice.models import Attempt
from trainer.workshops.addresses import only_here
from trainer.workshops.forms import default_rounds
from trainer.workshops.models import AFTER, BEFORE, PRACTICE, Participant, Round, RoundTalk, Workshop
from trainer.workshops.result_models import MemberTally
from trainer.workshops.rounds import scenarios_for


def stored(app: Flask, model: type) -> list:
    with app.app_context():
        return list(db.session.scalars(select(model)))


def test_coach_plans_a_workshop_once_however_often_the_form_is_sent(
    coach: Person, count: Callable[[type], int]
) -> None:
    coach.opens("/coach/workshops")
    assert "No workshop yet" in coach.sees
    coach.follows("New workshop")
    data = {
        **coach.form("Plan the workshop").fields,
        **PLAN,
        "title": "Calm at the counter",
        "new_teams": "North\nSouth\nNorth",
    }
    first = coach.sends("/coach/workshops/new", data)
    assert coach.sends("/coach/workshops/new", data).location == first.location
    assert (count(Workshop), count(Round), count(Team)) == (1, 4, 2)
    assert "Calm at the counter" in coach.opens("/coach/workshops")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "Give the workshop a title"),
        ({"scenario-0": "no-such"}, "Round 1 (Before) needs a scenario"),
        ({"scene-1": ""}, "Round 2 (The wall) needs a line"),
        ({f"kind-{place}": "" for place in range(4)}, "Plan at least one round"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_and_the_rest_is_kept(
    coach: Person, wrong: dict[str, str], said: str
) -> None:
    coach.opens("/coach/workshops/new")
    seen = coach.presses("Plan the workshop", **{"title": "Calm", **PLAN, "new_teams": "North", **wrong})
    assert said in seen
    assert coach.page.status_code == 422
    assert ">North</textarea>" in coach.page.text


def test_change_keeps_what_has_begun(coach: Person, app: Flask) -> None:
    host = Host(coach)
    host.opens_doors()
    host.presses("Start: Before")
    coach.opens(f"{host.desk}/edit")
    assert "has begun and stays as it is" in coach.sees
    coach.presses("Save", **{"title": "Calmer", "kind-0": "after", "scenario-0": PARCEL, "minutes-0": "7"})
    assert [(each.number, each.kind, each.minutes) for each in stored(app, Round)] == [
        (1, "before", 10),
        (2, "after", 7),
    ]
    assert "Calmer" in coach.opens(host.desk)


def test_plan_saved_from_a_page_that_is_older_than_the_round_plans_no_round_twice(coach: Person, app: Flask) -> None:
    host = Host(coach)
    host.opens_doors()
    coach.opens(f"{host.desk}/edit")
    page = coach.page
    host.presses("Start: Before")
    coach.page = page
    coach.presses("Save", **{"title": "Calmer", **PLAN})
    kinds = ["before", "wall", "practice", "after"]
    assert [each.kind for each in sorted(stored(app, Round), key=lambda each: each.number)] == kinds


def test_administrator_gives_teams_to_a_workshop_whose_coach_has_left(coach: Person, admin: Person, app: Flask) -> None:
    host = Host(coach)
    with app.app_context():
        db.session.execute(update(Workshop).values(coach_id=None))
        db.session.commit()
    admin.opens(f"{host.desk}/edit")
    assert "Saved." in admin.presses("Save", **PLAN, title="Calm", new_teams="North")
    assert "North" in [team.name for team in stored(app, Team)]


def test_duplicate_has_the_plan_and_another_code(coach: Person, app: Flask) -> None:
    host = Host(coach)
    coach.opens("/coach/workshops")
    assert "This is the copy" in coach.presses("Duplicate")
    one, other = stored(app, Workshop)
    assert one.code != other.code
    assert (one.id, other.status) == (1, "planned")
    assert len([each for each in stored(app, Round) if each.workshop_id == other.id]) == 4
    assert host.key in coach.page.request.path or other.key in coach.page.request.path


def test_deleted_workshop_comes_back(coach: Person, guest: Person) -> None:
    host = Host(coach)
    code = host.opens_doors()
    joins(guest, code, "Nora")
    room = guest.at
    host.presses("Delete the workshop")
    assert "This browser is not in that room" in guest.opens(room)
    assert guest.client.get(f"/w/{code}").status_code == 404
    assert coach.client.get(host.desk).status_code == 404
    coach.opens("/coach/workshops")
    assert "is back" in coach.presses("Bring back")
    assert "Nora" in guest.opens(room)


def test_person_whose_workshop_was_deleted_goes_on_alone(coach: Person, guest: Person, app: Flask) -> None:
    host = Host(coach, feedback="end")
    joins(guest, host.opens_doors(), "Nora")
    host.presses("Start: Before")
    guest.opens(guest.at)
    guest.presses("Begin the talk")
    talk = guest.at
    assert "Back to the room" in guest.sees
    host.presses("Delete the workshop")
    # The bar would ask for a room that is gone, and load the talk anew again and again.
    assert "Back to the room" not in guest.opens(talk)
    for words in BEST:
        guest.presses(words)
    assert "The coach shows the feedback later" not in guest.opens(f"{talk}/feedback")
    assert guest.at == f"{talk}/feedback"


def test_what_is_deleted_for_good_leaves_people_their_talks(
    coach: Person, guest: Person, app: Flask, count: Callable[[type], int]
) -> None:
    host = Host(coach)
    joins(guest, host.opens_doors(), "Nora")
    host.presses("Start: Before")
    guest.opens(guest.at)
    plays(guest, *BEST)
    host.presses("Delete the workshop")
    with app.app_context():
        from datetime import timedelta

        from trainer.web.clock import now

        db.session.execute(update(Workshop).values(deleted_at=now() - timedelta(days=30)))
        db.session.commit()
    Host(coach).presses("Delete the workshop")
    assert (count(Workshop), count(Participant), count(RoundTalk), count(Attempt)) == (1, 0, 0, 1)
    assert "The parcel that never came" in guest.opens("/progress")


@pytest.mark.parametrize("page", ["", "/now", "/edit", "/cards", "/projector", "/projector/now"])
def test_the_desk_is_its_coachs_only(
    coach: Person, admin: Person, trainee: Person, outsider: Person, member: Callable[..., Person], page: str
) -> None:
    address = Host(coach).desk + page
    other = member("other@example.org", "Olga", "coach")
    assert coach.client.get(address).status_code == 200
    assert admin.client.get(address).status_code == 200
    assert other.client.get(address).status_code == 404
    assert trainee.client.get(address).status_code == 403
    assert "/login" in outsider.client.get(address).location


def test_other_coach_cannot_press_the_buttons(coach: Person, member: Callable[..., Person], app: Flask) -> None:
    host = Host(coach)
    other = member("other@example.org", "Olga", "coach")
    other.opens("/coach/workshops")
    assert "Calm at the counter" not in other.sees
    for address, data in {"/rounds/1": {"deed": "start"}, "/doors": {"open": "1"}, "/delete": {}}.items():
        other.opens("/coach/workshops/new")
        assert other.sends(host.desk + address, data).status_code == 404
    assert [each.status for each in stored(app, Workshop)] == ["planned"]


def test_team_coach_plans_with_their_own_teams_only(trainee: Person, app: Flask) -> None:
    with app.app_context():
        from trainer.accounts.models import User

        mine, foreign = Team(key="m" * 20, name="Mine"), Team(key="f" * 20, name="Foreign")
        db.session.add_all([mine, foreign])
        db.session.flush()
        db.session.add(TeamCoach(team_id=mine.id, user_id=db.session.scalar(select(User.id))))
        db.session.commit()
        ids = mine.id, foreign.id
    trainee.opens("/coach/workshops/new")
    assert "Foreign" not in trainee.sees
    plan = {**trainee.form("Plan the workshop").fields, **PLAN, "title": "Ours", "new_teams": "Sneaked in"}
    assert "Choose at least one of your teams" in trainee.sends("/coach/workshops/new", plan).text
    trainee.sends("/coach/workshops/new", {**plan, "team": [str(each) for each in ids]})
    seen = trainee.opens("/coach/workshops")
    assert "Ours" in seen
    trainee.follows("Ours")
    trainee.follows("Change")
    assert "Mine" in trainee.sees
    assert {team.name for team in stored(app, Team)} == {"Mine", "Foreign"}
    assert "Foreign" not in trainee.sees


def test_round_runs_pauses_goes_on_extends_and_ends(coach: Person, guest: Person) -> None:
    host = Host(coach)
    joins(guest, host.opens_doors(), "Nora")
    assert "You are in" in guest.opens(guest.at)
    host.presses("Start: Before")
    assert "Begin the talk" in guest.opens(guest.at)
    host.presses("Pause")
    assert "Paused" in guest.opens(guest.at)
    assert "Begin the talk" not in guest.sees
    host.presses("+ 2 minutes")
    assert re.search(r"Time left: (11:5\d|12:00)", guest.opens(guest.at))
    host.presses("Go on")
    assert "Begin the talk" in guest.opens(guest.at)
    host.presses("End the round")
    assert "The round is over" in guest.opens(guest.at)
    host.presses("Take the last round up again")
    assert "Begin the talk" in guest.opens(guest.at)


def test_two_more_minutes_are_given_once_per_click(coach: Person, app: Flask) -> None:
    host = Host(coach)
    host.opens_doors()
    host.presses("Start: Before")
    coach.opens(host.desk)
    form = coach.form("+ 2 minutes")
    for _ in range(2):
        coach.sends(form.action, {**form.fields, "deed": "extend"})
    first = stored(app, Round)[0]
    assert (first.ends_at - first.started_at).total_seconds() == pytest.approx(12 * 60, abs=1)


def test_double_click_on_next_round_skips_none(coach: Person, app: Flask) -> None:
    host = Host(coach)
    host.opens_doors()
    coach.opens(host.desk)
    form = coach.form("Start: Before")
    for _ in range(2):
        coach.sends(form.action, {**form.fields, "deed": "start"})
    assert [each.status for each in stored(app, Round)] == ["running", "waiting", "waiting", "waiting"]
    assert (
        "nothing was changed" in coach.sends(f"{host.desk}/rounds/3", {"deed": "start"}, **{"HX-Request": "true"}).text
    )


def test_parallel_scenarios_are_played_in_counterbalanced_order() -> None:
    pair = [["en", "a"], ["en", "b"]]
    before, after = Round(kind=BEFORE, scenarios=pair), Round(kind=AFTER, scenarios=pair)
    played = {form: (scenarios_for(before, form), scenarios_for(after, form)) for form in (0, 1)}
    assert played == {0: ([("en", "a")], [("en", "b")]), 1: ([("en", "b")], [("en", "a")])}
    assert scenarios_for(Round(kind=PRACTICE, scenarios=pair), 1) == [("en", "a"), ("en", "b")]


def test_talk_counts_once_for_its_round_and_replays_do_not(
    coach: Person, guest: Person, app: Flask, count: Callable[[type], int]
) -> None:
    host = Host(coach)
    joins(guest, host.opens_doors(), "Nora")
    host.presses("Start: Before")
    room = guest.at
    guest.opens(room)
    form = guest.form("Begin the talk")
    first = guest.sends(form.action, form.fields)
    assert guest.sends(form.action, form.fields).location == first.location
    assert (count(Attempt), count(RoundTalk)) == (1, 1)
    guest.opens(room)
    guest.presses("Go on")
    assert "Back to the room" in guest.sees
    for words in BEST:
        guest.presses(words)
    assert "Done. Take a breath" in guest.opens(room)
    guest.follows("Feedback")
    guest.presses("Play again")
    assert (count(Attempt), count(RoundTalk)) == (2, 1)
    assert "Back to the room" not in guest.sees


def test_before_and_after_are_without_help_and_practice_is_with(coach: Person, guest: Person, app: Flask) -> None:
    host = Host(coach)
    joins(guest, host.opens_doors(), "Nora")
    room = guest.at
    for kind in ("Before", "The wall", "Practice", "After"):
        host.presses(f"Start: {kind}")
        if kind != "The wall":
            guest.opens(room)
            plays(guest, *BEST)
    assert [each.hints for each in stored(app, Attempt)] == [False, True, False]


@pytest.mark.parametrize(
    ("feedback", "seen_during", "seen_after"), [("now", True, True), ("round", False, True), ("end", False, False)]
)
def test_feedback_comes_when_the_coach_said(
    coach: Person, guest: Person, app: Flask, feedback: str, seen_during: bool, seen_after: bool
) -> None:
    host = Host(coach, feedback=feedback)
    joins(guest, host.opens_doors(), "Nora")
    host.presses("Start: Before")
    room = guest.at
    guest.opens(room)
    plays(guest, *BEST)
    page = f"/attempts/{stored(app, Attempt)[0].key}/feedback"
    assert ("What to take with you" in guest.opens(page) or "How it ended" in guest.page.text) == seen_during
    assert seen_during or "The coach shows the feedback later" in guest.sees
    host.presses("End the round")
    guest.opens(page)
    assert ("How it ended" in guest.page.text) == seen_after
    host.presses("Close the workshop")
    guest.opens(page)
    assert "How it ended" in guest.page.text


def test_desk_says_who_is_where(coach: Person, visitor: Callable[..., Person]) -> None:
    host = Host(coach)
    code = host.opens_doors()
    anna, boris, clara = visitor(), visitor(), visitor()
    for person, name in ((anna, "Anna"), (boris, "Boris"), (clara, "Clara")):
        joins(person, code, name)
    host.presses("Start: Before")
    anna.opens(anna.at)
    plays(anna, *BEST)
    boris.opens(boris.at)
    plays(boris, BEST[0])
    seen = coach.opens(host.desk)
    assert "1 of 3 people have finished" in seen
    assert re.search(r"Anna .*Ended.*Boris .*at answer 2.*Clara .*not begun", seen)


def test_moved_person_takes_their_talks_along(coach: Person, guest: Person, app: Flask) -> None:
    host = Host(coach, new_teams="North\nSouth", team_choice="given")
    joins(guest, host.opens_doors(), "Nora")
    host.presses("Start: Before")
    guest.opens(guest.at)
    plays(guest, *BEST)
    north, south = (team.id for team in stored(app, Team))
    for team in (north, south, south):
        host.presses("Move", team=str(team))
    assert [talk.team_id for talk in stored(app, RoundTalk)] == [south]
    [member] = stored(app, TeamMember)
    assert member.team_id == south
    # What they did since they came counts in the figures of the new team.
    assert [(each.member_id, each.n) for each in stored(app, MemberTally)] == [(member.id, 1)]
    assert "South" in guest.opens(guest.at)
    assert coach.sends(f"{host.desk}/people/1/team", {"team": "999"}).status_code == 404


def test_names_are_on_the_projector_by_consent_only_and_can_be_taken_off(
    coach: Person, visitor: Callable[..., Person]
) -> None:
    host = Host(coach, names_shown="1")
    code = host.opens_doors()
    joins(visitor(), code, "Anna", consent="1")
    joins(visitor(), code, "Boris")
    seen = host.projects()
    assert "Anna" in seen
    assert "Boris" not in seen
    assert "2 people are in" in seen
    host.presses("Take the name off")
    assert "Anna" not in host.projects()


def test_workshop_that_shows_no_names_shows_none(coach: Person, guest: Person) -> None:
    host = Host(coach)
    joins(guest, host.opens_doors(), "Anna", consent="1")
    assert "Anna" not in host.projects()


def test_projector_shows_teams_of_five_and_keeps_smaller_ones_to_itself(
    coach: Person, visitor: Callable[..., Person]
) -> None:
    host = Host(coach, new_teams="Harbour")
    code = host.opens_doors()
    people = five(visitor, code)
    host.presses("Start: Before")
    for person in people[:4]:
        person.opens(person.at)
        plays(person, *BEST)
    seen = host.projects()
    assert "4 of 5 people have finished" in seen
    assert "Harbour" not in seen
    assert "4 people are in teams that are too small" in seen
    people[4].opens(people[4].at)
    plays(people[4], *BAD, "It is stuck at the depot")
    seen = host.projects()
    assert "Harbour" in seen
    assert not re.search(r"Person \d", seen)


def mark(person: Person, address: str) -> str:
    answer = person.client.get(address)
    assert answer.status_code == 200
    return str(answer.headers["ETag"])


def asks(person: Person, address: str, known: str) -> int:
    return person.client.get(address, headers={"If-None-Match": known}).status_code


def test_pages_that_follow_are_sent_only_when_something_is_new(coach: Person, visitor: Callable[..., Person]) -> None:
    host = Host(coach)
    code = host.opens_doors()
    anna, boris = visitor(), visitor()
    joins(anna, code, "Anna")
    room, desk, wall = f"{anna.at}/now", f"{host.desk}/now", f"{host.desk}/projector/now"
    first = mark(anna, room), mark(coach, desk), mark(coach, wall)
    assert [asks(anna, room, first[0]), asks(coach, desk, first[1]), asks(coach, wall, first[2])] == [304, 304, 304]
    joins(boris, code, "Boris")
    # Whoever joins is news for desk and projector, and none for the phones of the others.
    assert [asks(anna, room, first[0]), asks(coach, desk, first[1]), asks(coach, wall, first[2])] == [304, 200, 200]
    host.presses("Start: Before")
    assert asks(anna, room, first[0]) == 200
    second = mark(anna, room), mark(coach, desk)
    boris.opens(boris.at)
    plays(boris, BEST[0])
    assert [asks(anna, room, second[0]), asks(coach, desk, second[1])] == [304, 200]


def test_a_phone_that_asks_again_costs_one_statement_and_renews_no_session(
    coach: Person, guest: Person, statements: Callable[[], list[str]]
) -> None:
    joins(guest, Host(coach).opens_doors(), "Nora")
    known = mark(guest, f"{guest.at}/now")
    seen = statements()
    answer = guest.client.get(f"{guest.at}/now", headers={"If-None-Match": known})
    assert (answer.status_code, answer.data, len(seen)) == (304, b"", 1)
    assert "Set-Cookie" not in answer.headers


def test_cards_carry_code_address_and_qr(coach: Person) -> None:
    host = Host(coach)
    code = host.code
    assert coach.page.text.count("<svg") >= 8
    assert f"{code[:3]} {code[3:]}" in coach.sees
    assert "localhost/join" in coach.sees.replace(" /", "/")  # a line may end before the slash


def test_coach_on_localhost_reads_that_phones_cannot_come_in(coach: Person) -> None:
    host = Host(coach)
    assert f"Phones cannot open http://localhost/w/{host.code}" in coach.opens(host.desk)
    session = coach.client.get_cookie("session")
    assert session is not None
    coach.client.set_cookie("session", session.value, domain="192.168.1.20")
    page = coach.client.get(host.desk, base_url="http://192.168.1.20:8000").text
    assert "Phones cannot open" not in page
    assert "http://192.168.1.20:8000/w/" in page


@pytest.mark.parametrize("address", ["http://localhost:8000/join", "http://127.0.0.1/", "http://[::1]:8000/"])
def test_an_address_that_means_the_phone_itself_is_recognised(address: str) -> None:
    assert only_here(address)


@pytest.mark.parametrize("address", ["http://192.168.1.20:8000/join", "https://calm.example.org/join"])
def test_an_address_of_the_network_is_fine(address: str) -> None:
    assert not only_here(address)


def test_the_wall_that_is_offered_to_a_coach_asks_for_a_line_at_which_something_is_at_stake(app: Flask) -> None:
    with app.app_context():
        sync(SCENARIOS)
        plans = {language: default_rounds(language) for language in ("en", "ru")}
    offered = {language: next(each.line for each in plan if each.kind == "wall") for language, plan in plans.items()}
    assert offered["en"].startswith("so is anyone actually looking for it")  # an opening
    assert offered["ru"].startswith("А то отчитывать меня при всех")  # its opening is two words long
