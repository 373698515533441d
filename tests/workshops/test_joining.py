"""Joining a workshop: by guests, members, twice, on two devices, by guessers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from tests.people import Person
from tests.workshops.hosting import BEST, Host, joins, plays
from trainer.accounts.teams import TeamMember
from trainer.extensions import db
from trainer.workshops.codes import ALPHABET, LENGTH, PERSONAL, fingerprint, new_code, plain
from trainer.workshops.joining import free_name
from trainer.workshops.models import Participant


def own_code(person: Person) -> str:
    found = re.search(r"same talks: (\w{4} \w{4})", person.sees)
    assert found, person.sees
    return found[1]


def people(app: Flask) -> list[Participant]:
    with app.app_context():
        return list(db.session.scalars(select(Participant).order_by(Participant.id)))


def test_guest_joins_with_code_and_name_only(coach: Person, guest: Person, app: Flask) -> None:
    code = Host(coach).opens_doors()
    guest.opens("/join")
    guest.presses("Go on", code=f"{code[:3].lower()} {code[3:]}")
    seen = guest.presses("Join", name="  Nora ")
    assert "Calm at the counter" in seen
    assert "Nora" in seen
    assert "You are in" in seen
    assert [each.name for each in people(app)] == ["Nora"]


def test_code_typed_with_cyrillic_letters_is_understood() -> None:
    assert plain("а с3-е7к") == "AC3E7K"


def test_code_that_nobody_has_opens_nothing_and_says_so(guest: Person) -> None:
    guest.opens("/join")
    assert "Nothing is open under this code" in guest.presses("Go on", code="ABC DEF")
    assert guest.page.status_code == 404
    assert guest.client.get("/w/CCCCCC").status_code == 404


def test_nobody_joins_before_the_doors_open_or_after_they_close(
    coach: Person, guest: Person, outsider: Person, app: Flask
) -> None:
    host = Host(coach, occasion="Thursday, room 4")
    assert "doors are not open yet" in guest.opens(f"/w/{host.code}")
    assert "Thursday, room 4" in guest.sees
    host.opens_doors()
    guest.opens(f"/w/{host.code}")
    host.presses("Close the workshop")
    assert "This workshop is over" in guest.presses("Join", name="Late")
    assert "This workshop is over" in outsider.opens(f"/w/{host.code}")
    assert people(app) == []


def test_two_of_the_same_name_are_told_apart(coach: Person, visitor: Callable[..., Person]) -> None:
    code = Host(coach).opens_doors()
    joins(visitor(), code, "Anna")
    assert "Anna 2" in joins(visitor(), code, "Anna")


def test_free_name_keeps_long_names_in_bounds() -> None:
    long = "x" * 40
    assert free_name(long, {long}) == "x" * 35 + " 2"


def test_joining_twice_is_one_participant(coach: Person, guest: Person, app: Flask) -> None:
    code = Host(coach).opens_doors()
    guest.opens(f"/w/{code}")
    form = guest.form("Join").fields
    first = guest.sends(f"/w/{code}", {**form, "name": "Nora"})
    second = guest.sends(f"/w/{code}", {**form, "name": "Nora"})
    assert first.location == second.location
    assert "You are in" in guest.opens(f"/w/{code}")
    assert len(people(app)) == 1


def test_without_a_name_nobody_joins(coach: Person, guest: Person, app: Flask) -> None:
    code = Host(coach).opens_doors()
    assert "What shall we call you?" in joins(guest, code, "   ")
    assert people(app) == []


def test_lost_phone_personal_code_brings_the_same_person_with_the_same_talk(
    coach: Person, guest: Person, visitor: Callable[..., Person], app: Flask
) -> None:
    host = Host(coach)
    joins(guest, host.opens_doors(), "Nora")
    code = own_code(guest)
    host.presses("Start: Before")
    guest.opens(guest.at)
    plays(guest, BEST[0])
    other = visitor()
    other.opens("/join")
    seen = other.presses("Go on", code=code)
    assert "Nora" in seen
    assert other.at == guest.at
    other.presses("Go on")
    other.presses(BEST[1])
    assert "Ended" in guest.opens(guest.at)
    assert len(people(app)) == 1


def test_personal_code_is_stored_as_a_fingerprint_only(coach: Person, guest: Person, app: Flask) -> None:
    joins(guest, Host(coach).opens_doors(), "Nora")
    code = plain(own_code(guest))
    [nora] = people(app)
    assert nora.rejoin_code == fingerprint(code)
    assert code not in repr(vars(nora))


def test_room_of_somebody_else_asks_for_a_code(coach: Person, guest: Person, outsider: Person) -> None:
    joins(guest, Host(coach).opens_doors(), "Nora")
    room = guest.at
    seen = outsider.opens(room)
    assert "This browser is not in that room" in seen
    assert "Nora" not in seen
    assert "Nora" not in outsider.opens(f"{room}/now")


def test_member_joins_as_themselves_and_on_any_device(
    coach: Person, trainee: Person, visitor: Callable[..., Person], app: Flask
) -> None:
    code = Host(coach).opens_doors()
    trainee.opens(f"/w/{code}")
    assert trainee.form("Join").fields["name"] == "Tessa"
    trainee.presses("Join")
    again = visitor()
    again.opens("/login")
    again.presses("Sign in", email="trainee@example.org", password="a long enough phrase")
    again.opens(f"/w/{code}")
    assert again.at == trainee.at
    [tessa] = people(app)
    assert (tessa.guest_key, tessa.user_id is not None) == (None, True)


def test_guest_who_signs_in_afterwards_keeps_their_place(
    coach: Person, trainee: Person, guest: Person, app: Flask
) -> None:
    joins(guest, Host(coach).opens_doors(), "Nora")
    room = guest.at
    guest.opens("/login")
    guest.presses("Sign in", email="trainee@example.org", password="a long enough phrase")
    assert "Nora" in guest.opens(room)
    assert "Nora" in trainee.opens(room)
    assert [each.guest_key for each in people(app)] == [None]


def test_member_claims_a_guests_place_with_the_personal_code(coach: Person, trainee: Person, guest: Person) -> None:
    joins(guest, Host(coach).opens_doors(), "Nora")
    code = own_code(guest)
    trainee.opens("/join")
    assert "Nora" in trainee.presses("Go on", code=code)


def test_a_code_does_not_open_an_account(coach: Person, trainee: Person, outsider: Person) -> None:
    joins(trainee, Host(coach).opens_doors(), "Tessa")
    code = own_code(trainee)
    outsider.opens("/join")
    assert "This browser is not in that room" in outsider.presses("Go on", code=code)


def teams_of(app: Flask) -> list[int | None]:
    return [each.team_id for each in people(app)]


def test_drawn_teams_and_forms_are_even(coach: Person, visitor: Callable[..., Person], app: Flask) -> None:
    code = Host(coach, new_teams="North\nSouth", team_choice="drawn").opens_doors()
    for number in range(8):
        joins(visitor(), code, f"Person {number}")
    found = people(app)
    for team in set(teams_of(app)):
        forms = [each.form for each in found if each.team_id == team]
        assert sorted(forms) == [0, 0, 1, 1]


def test_people_choose_their_team(coach: Person, guest: Person, app: Flask) -> None:
    code = Host(coach, new_teams="North\nSouth", team_choice="chosen").opens_doors()
    guest.opens(f"/w/{code}")
    assert "North" in guest.sees
    assert "Choose your team" in guest.presses("Join", name="Nora")
    with app.app_context():
        from trainer.accounts.teams import Team

        south = db.session.scalar(select(Team.id).where(Team.name == "South"))
    assert "South" in guest.presses("Join", name="Nora", team=str(south))


def test_joining_makes_a_member_of_the_team_and_says_who_reads(
    coach: Person, guest: Person, count: Callable[[type], int]
) -> None:
    code = Host(coach).opens_doors()
    assert "The coaches can read your talks" in guest.opens(f"/w/{code}")
    joins(guest, code, "Nora")
    assert count(TeamMember) == 1


def test_codes_are_of_the_alphabet_and_differ() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)
    assert not set("01258BILOSZ") & set(ALPHABET)
    assert len(ALPHABET) ** PERSONAL > 10**11


def test_guesser_is_stopped_while_right_codes_cost_nothing(tmp_path: Path) -> None:
    from trainer.accounts.people import add_user
    from trainer.app import create_app
    from trainer.config import Settings
    from trainer.library.syncing import sync

    app = create_app(Settings(instance=tmp_path / "instance"))
    app.testing = True
    with app.app_context():
        db.create_all()
        sync(Path(__file__).parent.parent / "shelf")
        add_user("coach@example.org", "Cleo", "a long enough phrase", ["coach"])
    coach = Person(app.test_client())
    coach.opens("/login")
    coach.presses("Sign in", email="coach@example.org", password="a long enough phrase")
    code = Host(coach).opens_doors()
    for number in range(70):  # a whole room behind one address
        assert "You are in" in joins(Person(app.test_client()), code, f"Person {number}")
    guesser = app.test_client()
    answers = [guesser.get(f"/w/{new_code()}").status_code for _ in range(61)]
    assert answers[:60] == [404] * 60
    assert answers[60] == 429
    with app.app_context():
        db.engine.dispose()
