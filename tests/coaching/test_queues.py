"""What waits for a coach: five queues, the oldest first, and the way from one talk to the next."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, text

from tests.coaching.conftest import PROMISE, Coaches, Plays, address, feedback
from tests.people import Person
from trainer.accounts.models import User
from trainer.coaching.commenting import take
from trainer.coaching.queues import Filters, Queue, counts, next_key, page
from trainer.extensions import db

Member = Callable[..., Person]
TITLE = "The parcel that never came"


def test_a_talk_nobody_has_read_waits_until_somebody_has(coach: Person, played: str) -> None:
    coach.opens("/coach/queue?queue=never")
    assert "Never reviewed 1" in coach.sees
    coach.follows(TITLE)
    coach.presses("Read, and on")
    assert "Nothing more waits here." in coach.sees
    assert "Never reviewed 0" in coach.sees
    coach.presses("Take it back")
    assert "Never reviewed 1" in coach.opens("/coach/queue?queue=never")


def test_what_the_scorer_was_not_sure_of_waits(coach: Person, trainee: Person, begins: Plays) -> None:
    begins(trainee)
    trainee.presses("Say it", text="qwe rty uiop asd fgh")
    trainee.presses("Say it", text=PROMISE)
    coach.opens("/coach/queue")
    assert "The scorer was not sure 1" in coach.sees
    coach.follows(TITLE)
    assert "The scorer was not sure of these words." in coach.sees
    assert "grain of salt" not in coach.sees
    coach.presses("Read")
    assert "The scorer was not sure 0" in coach.opens("/coach/queue")


def test_a_disagreement_waits_with_what_the_trainee_said_and_can_be_raised_again(
    coach: Person, trainee: Person, typed: str
) -> None:
    trainee.opens(feedback(typed))
    trainee.presses("Rather not guess")
    trainee.presses("Send it to the coach", comment="I did name the feeling.")
    coach.opens("/coach/queue?queue=disagreed")
    coach.follows(TITLE)
    assert "I did name the feeling." in coach.sees
    coach.presses("Read")
    assert "No trainee disagrees" in coach.opens("/coach/queue?queue=disagreed")
    trainee.opens(feedback(typed))
    assert "a coach has looked: you disagreed" in trainee.sees
    trainee.presses("Send it to the coach", comment="Please look once more.")
    assert "with the coach: you disagree" in trainee.sees
    assert TITLE in coach.opens("/coach/queue?queue=disagreed")


def test_a_talk_given_to_a_coach_waits_for_them_and_they_are_told(coach: Person, member: Member, played: str) -> None:
    other = member("carl@example.org", "Carl", "coach")
    coach.opens(played)
    carl = re.findall(r'value="(\d+)">Carl<', coach.page.text)[0]
    coach.presses("Give", coach=carl)
    assert "Assigned to me 1" in other.opens("/coach/queue")
    assert "1 new notice" in other.page.text
    assert "Assigned to me 0" in coach.opens("/coach/queue?queue=never")
    assert "Carl" in coach.sees
    coach.opens(played)
    coach.presses("Give", coach="")
    assert "Assigned to me 0" in other.opens("/coach/queue?queue=assigned")


def test_a_talk_cannot_be_given_to_somebody_who_does_not_read_it(trainee: Person, coach: Person, played: str) -> None:
    coach.opens(played)
    assert coach.sends(f"{played}/assign", {"coach": "1"}).status_code == 404


def test_taking_the_next_leaves_what_others_have_taken(
    coach: Person, member: Member, trainee: Person, plays: Plays
) -> None:
    first, second = address(plays(trainee)), address(plays(trainee))
    other = member("carl@example.org", "Carl", "coach")
    for person, talk in ((coach, first), (other, second)):
        person.opens("/coach/queue?queue=never")
        person.presses("Take the next")
        assert person.at == talk


def test_read_and_on_leads_to_the_next_talk_of_the_same_queue_and_filter(
    coach: Person, trainee: Person, visitor: Callable[..., Person], plays: Plays
) -> None:
    talks = [address(plays(trainee)) for _ in range(2)]
    russian = visitor("ru")
    russian.opens("/scenarios/ru/net-vody")
    russian.presses("Начать")
    russian.presses("Три дня без воды")
    coach.opens("/coach/queue?queue=never&language=en")
    coach.follows(TITLE)
    assert coach.at == talks[0]
    coach.presses("Read, and on")
    assert coach.at == talks[1]
    coach.presses("Read, and on")
    assert coach.at == "/coach/queue"
    assert "Nothing more waits here." in coach.sees
    assert "Never reviewed 0" in coach.sees


def test_filters_by_language_scenario_and_team(coach: Person, team: Coaches, played: str, trainee: Person) -> None:
    team("North", coaches=["coach@example.org"], members=["trainee@example.org"])
    team("South", coaches=["coach@example.org"])
    assert TITLE in coach.opens("/coach/queue?queue=never&language=en&scenario=en/late-parcel&team=1")
    for wrong in ("language=ru", "scenario=ru/net-vody", "team=2"):
        assert "Nothing in this queue fits" in coach.opens(f"/coach/queue?queue=never&{wrong}")
        coach.follows("Show all")
        assert TITLE in coach.sees


def test_team_coach_without_the_role_sees_only_their_team(
    member: Member, team: Coaches, guest: Person, plays: Plays, played: str
) -> None:
    plays(guest)
    theirs = member("north@example.org", "Nora")
    team("North", coaches=["north@example.org"], members=["trainee@example.org"])
    theirs.opens("/coach/queue?queue=never")
    assert "Never reviewed 1" in theirs.sees
    assert "Tessa" in theirs.sees
    assert "Guest" not in theirs.sees.split("Who")[-1]


def test_trainee_and_outsider_do_not_see_the_queues(trainee: Person, outsider: Person) -> None:
    for path in ("/coach/queue", "/coach/exemplary"):
        trainee.opens(path)
        assert trainee.page.status_code == 403
        outsider.opens(path)
        assert outsider.at == "/login"


@pytest.fixture
def crowded(app: Flask, trainee: Person, played: str) -> int:
    """A thousand talks, of which a few wait; how many are unread."""
    with app.app_context():
        columns = (
            "user_id, guest_key, digest, language, slug, title, hints, timed, answer_by, seed, status, turns, typed"
        )
        columns += ", started_at, last_at, ending, overall, empathy, de_escalation, clarity, skills"
        copy = text(
            f"insert into attempt (key, reviewed_at, {columns}) "
            f"select :key, case when :read then started_at end, {columns} from attempt where id = 1"
        )
        for number in range(1000):
            db.session.execute(copy, {"key": f"copy-of-a-talk-{number:05}", "read": number % 8 != 0})
        db.session.commit()
    return 126


def test_a_long_queue_comes_in_pages_by_key(app: Flask, coach: Person, crowded: int) -> None:
    coach.opens("/coach/queue?queue=never")
    assert "Never reviewed 100+" in coach.sees
    seen = coach.page.text.count(">Tessa<")
    for _ in range(2):
        coach.follows("More")
        seen += coach.page.text.count(">Tessa<")
    assert seen == crowded
    assert "More" not in coach.sees
    coach.follows("From the beginning")
    assert coach.page.text.count(">Tessa<") == 50


FEW = re.compile(r"rowid=\?|key=\?|USING (COVERING )?INDEX ix_attempt_(unread|answered|user_id|guest_key)")


@pytest.mark.parametrize("email", ["coach@example.org", "north@example.org"])
def test_no_query_of_a_queue_reads_all_talks(
    app: Flask, coach: Person, member: Member, team: Coaches, crowded: int, email: str
) -> None:
    member("north@example.org", "Nora")
    team("North", coaches=["north@example.org"], members=["trainee@example.org"])
    seen: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, sql: str, given: object, *_more: object) -> None:
        seen.append((sql, given))

    with app.test_request_context():
        user = db.session.scalars(select(User).where(User.email == email)).one()
        event.listen(db.engine, "before_cursor_execute", note)
        for queue in Queue:
            page(user, queue, Filters())
            page(user, queue, Filters(language="en", scenario="en/late-parcel", team=1), after=20)
            next_key(user, queue, Filters(), after="copy-of-a-talk-00010")
        counts(user, Filters())
        event.remove(db.engine, "before_cursor_execute", note)
        read = [(sql, given) for sql, given in seen if "FROM attempt" in sql]
        for sql, given in read:
            plan = db.session.connection().exec_driver_sql(f"explain query plan {sql}", given)
            steps = [row[3] for row in plan if re.match(r"(SCAN|SEARCH) attempt\b", row[3])]
            assert steps
            assert all(FEW.search(step) for step in steps), (sql, steps)
    assert len(read) >= 3 * len(Queue)


def test_two_coaches_who_ask_at_once_do_not_get_one_talk(
    app: Flask, coach: Person, member: Callable[..., Person], played: str
) -> None:
    member("carl@example.org", "Carl", "coach")
    key = played.rsplit("/", 1)[1]
    with app.app_context():
        cleo, carl = (
            db.session.scalars(select(User).where(User.email == f"{name}@example.org")).one()
            for name in ("coach", "carl")
        )
        assert next_key(cleo, Queue.NEVER, Filters()) == next_key(carl, Queue.NEVER, Filters()) == key
        assert [take(person, key) for person in (cleo, carl, cleo)] == [True, False, True]
        assert next_key(carl, Queue.NEVER, Filters()) is None
    assert "Assigned to me 1" in coach.opens("/coach/queue?queue=never")
