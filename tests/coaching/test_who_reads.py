"""Whose talks a coach reads: those of their teams, and those of people whom no other coach looks after."""

from __future__ import annotations

from collections.abc import Callable

from tests.coaching.conftest import Coaches, Plays, address
from tests.people import Person

Member = Callable[..., Person]

DEEDS = (
    "turns/1/scores",
    "turns/1/scores/1/withdraw",
    "turns/1/comments",
    "turns/1/comments/abcdefghijklmnopqrst/delete",
    "turns/1/comments/abcdefghijklmnopqrst/restore",
    "turns/1/exemplary",
    "read",
    "unread",
    "assign",
)


def reads(person: Person, talk: str) -> bool:
    """Whether the page is there, and says whose talk it is."""
    person.opens(talk)
    assert person.page.status_code in (200, 404)
    return person.page.status_code == 200


def test_coach_reads_the_talk_of_somebody_without_a_team(coach: Person, played: str) -> None:
    assert reads(coach, played)
    assert "Tessa" in coach.sees
    assert "The parcel that never came" in coach.sees
    assert "Three messages and no parcel" in coach.sees


def test_coach_of_the_team_reads_and_another_coach_does_not(
    coach: Person, member: Member, team: Coaches, played: str
) -> None:
    theirs = member("north@example.org", "Nora")
    other = member("south@example.org", "Sven")
    team("North", coaches=["north@example.org"], members=["trainee@example.org"])
    team("South", coaches=["south@example.org"])
    assert reads(theirs, played)
    assert not reads(other, played)
    assert not reads(coach, played)


def test_a_team_without_a_coach_is_read_by_every_coach(coach: Person, team: Coaches, played: str) -> None:
    team("Orphans", members=["trainee@example.org"])
    assert reads(coach, played)


def test_administrator_reads_all(admin: Person, member: Member, team: Coaches, played: str) -> None:
    member("north@example.org", "Nora")
    team("North", coaches=["north@example.org"], members=["trainee@example.org"])
    assert reads(admin, played)


def test_coach_of_the_team_reads_the_talk_of_a_guest_in_it(
    guest: Person, coach: Person, member: Member, team: Coaches, plays: Plays
) -> None:
    talk = address(plays(guest))
    theirs = member("north@example.org", "Nora")
    team("North", coaches=["north@example.org"], guests=[guest.client])
    assert reads(theirs, talk)
    assert "Guest" in theirs.sees
    assert not reads(coach, talk)


def test_for_its_owner_and_for_outsiders_the_coaches_page_is_not_there(
    trainee: Person, outsider: Person, played: str
) -> None:
    assert trainee.opens(played)
    assert trainee.page.status_code == 403
    assert outsider.opens(played)
    assert outsider.at == "/login"


def test_coach_does_not_read_their_own_talk_as_a_coach(coach: Person, admin: Person, plays: Plays) -> None:
    talk = address(plays(coach))
    assert not reads(coach, talk)
    assert reads(admin, talk)


def test_a_talk_that_goes_on_is_not_read_yet(coach: Person, trainee: Person, begins: Plays) -> None:
    assert not reads(coach, address(begins(trainee)))


def test_other_coach_can_do_nothing_with_the_talk(coach: Person, member: Member, team: Coaches, played: str) -> None:
    member("north@example.org", "Nora")
    team("North", coaches=["north@example.org"], members=["trainee@example.org"])
    coach.opens("/coach/queue")
    for deed in DEEDS:
        answer = coach.sends(f"{played}/{deed}", {"key": "k" * 20, "empathy": "2", "reason": "x", "text": "x"})
        assert answer.status_code == 404, deed


def test_trainee_and_outsider_can_do_nothing_either(trainee: Person, outsider: Person, played: str) -> None:
    outsider.opens("/")
    trainee.opens("/")
    for deed in DEEDS:
        assert trainee.sends(f"{played}/{deed}", {"key": "k" * 20}).status_code == 403, deed
        assert outsider.sends(f"{played}/{deed}", {"key": "k" * 20}).status_code in (302, 303, 401), deed
