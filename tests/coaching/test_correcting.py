"""A coach corrects scores, comments and praises; the trainee sees both scores and answers; nothing counts twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from tests.coaching.conftest import KIND, Plays, address, feedback, overall
from tests.people import Person
from trainer.accounts.audit import AuditEntry
from trainer.accounts.notice_models import Notice
from trainer.extensions import db
from trainer.practice.models import Attempt
from trainer.practice.review_models import Correction, Exemplary, Reviewed, TurnComment
from trainer.practice.signals import attempt_rescored

Count = Callable[[type], int]
REASON = "You *named* the feeling, and what caused it."


def corrects(coach: Person, talk: str, **points: str) -> str:
    coach.opens(talk)
    return coach.presses("Correct", **{"reason": REASON, **points})


def looks(trainee: Person, talk: str) -> str:
    """The feedback page of the trainee, who would rather not guess."""
    trainee.opens(feedback(talk))
    if "Before you look" in trainee.sees:
        trainee.presses("Rather not guess")
    return trainee.sees


def test_trainee_sees_both_scores_the_reason_and_who_gave_it(coach: Person, trainee: Person, typed: str) -> None:
    looks(trainee, typed)
    corrects(coach, typed, empathy="-1")
    looks(trainee, typed)
    assert "A coach has read this talk. 1 score below is the coach's" in trainee.sees
    assert "Empathy 25 coach; scorer: " in trainee.sees
    assert "In 1 turn the coach's score counts." in trainee.sees
    assert "<em>named</em> the feeling" in trainee.page.text
    assert "Cleo" in trainee.sees
    assert "Skips the feeling" in trainee.sees


def test_figures_and_progress_follow(coach: Person, trainee: Person, played: str) -> None:
    before = overall_of(trainee, played)
    corrects(coach, played, empathy="-2", de_escalation="-2", clarity="-2")
    assert int(overall(coach)) < before
    assert overall_of(trainee, played) == int(overall(coach))
    assert f"{overall(coach)} overall, last three talks" in trainee.opens("/progress")
    assert "with a coach's scores" in trainee.sees


def overall_of(trainee: Person, talk: str) -> int:
    looks(trainee, talk)
    return int(overall(trainee))


def test_a_written_reply_says_what_its_author_gave(coach: Person, trainee: Person, played: str) -> None:
    corrects(coach, played, clarity="-1")
    assert "Clarity 25 coach; author: 75" in looks(trainee, played)
    assert "The author's score was 75." in trainee.sees


def test_coach_takes_the_correction_back_and_the_machine_counts_again(
    coach: Person, trainee: Person, played: str, count: Count
) -> None:
    before = overall_of(trainee, played)
    corrects(coach, played, empathy="-2")
    coach.presses("Take back")
    assert overall_of(trainee, played) == before
    assert "coach; author" not in trainee.sees
    assert "1 score of a coach that counts no more" in trainee.sees
    assert count(Correction) == 1


def test_a_second_correction_replaces_the_first_and_keeps_it_as_history(
    coach: Person, admin: Person, trainee: Person, played: str
) -> None:
    corrects(coach, played, empathy="-2")
    corrects(admin, played, empathy="0")
    looks(trainee, played)
    assert "Empathy 50 coach; author: 100" in trainee.sees
    assert "1 score of a coach that counts no more" in trainee.sees


def test_without_a_reason_nothing_is_corrected_and_the_choice_is_kept(coach: Person, played: str, count: Count) -> None:
    coach.opens(played)
    coach.presses("Correct", empathy="-1", reason="  ")
    assert coach.page.status_code == 422
    assert "Write why: the trainee reads it beside the score." in coach.sees
    assert coach.form("Correct").fields["empathy"] == "-1"
    assert count(Correction) == 0


def test_without_other_points_nothing_is_corrected_and_the_reason_is_kept(coach: Person, played: str) -> None:
    coach.opens(played)
    coach.presses("Correct", reason=REASON)
    assert "Choose other points for at least one score first." in coach.sees
    assert REASON in coach.page.text


def test_points_off_the_anchors_are_refused(coach: Person, played: str, count: Count) -> None:
    coach.opens(played)
    for points in ("3", "-3", "99"):
        coach.presses("Correct", empathy=points, reason=REASON)
        assert "Choose other points" in coach.sees
    assert count(Correction) == 0


def test_a_correction_sent_twice_counts_once(app: Flask, coach: Person, played: str, count: Count) -> None:
    coach.opens(played)
    form = coach.form("Correct")
    told: list[object] = []
    with attempt_rescored.connected_to(lambda _app, attempt: told.append(attempt), app):
        for _ in range(2):
            coach.client.post(form.action, data={**form.fields, "empathy": "-1", "reason": REASON})
    assert count(Correction) == 1
    assert count(AuditEntry) == 1
    assert count(Notice) == 1
    assert len(told) == 1


def test_overrides_stand_in_the_audit_log(app: Flask, coach: Person, played: str) -> None:
    corrects(coach, played, empathy="-1")
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "score.overridden")).one()
        assert (entry.who, entry.subject, entry.details["points"]) == ("Cleo", "en/late-parcel", -1)
        assert entry.details["reason"] == REASON


def test_an_administrator_reads_in_the_log_which_score_became_what(coach: Person, admin: Person, played: str) -> None:
    corrects(coach, played, empathy="-1")
    log = admin.opens("/admin/log")
    assert "Dimension: Empathy" in log
    assert "Score: 25" in log
    assert re.search(r"Score before: \d+ ", log)


def test_html_in_a_reason_or_comment_is_text(coach: Person, trainee: Person, played: str) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))"
    coach.opens(played)
    coach.presses("Correct", empathy="-1", reason=evil)
    coach.presses("Write it", text=evil)
    for person in (coach, trainee):
        person.opens(played if person is coach else feedback(played))
        assert "<script>alert" not in person.page.text
        assert "<img" not in person.page.text
        assert 'href="javascript' not in person.page.text


def test_trainee_reads_a_comment_at_its_words_and_answers_and_it_comes_back(
    coach: Person, trainee: Person, typed: str
) -> None:
    looks(trainee, typed)
    coach.opens(typed)
    start = KIND.index("I'd be angry")
    coach.presses("Write it", text="This is **it**.", start=str(start), end=str(start + len("I'd be angry as well")))
    assert "You have 1 new" in trainee.opens("/") or "1 new notice" in trainee.page.text
    looks(trainee, typed)
    assert "1, about I'd be angry as well" in trainee.sees
    assert "<strong>it</strong>" in trainee.page.text
    assert 'class="noted"' in trainee.page.text
    trainee.presses("Send the answer", text="Thank you, Cleo!")
    assert "Your answer is with the coaches now." in trainee.sees
    coach.opens("/coach/queue?queue=answered")
    assert "1 new notice" in coach.page.text
    coach.follows("The parcel that never came")
    assert "Thank you, Cleo!" in coach.sees
    coach.presses("Read")
    assert "No trainee has answered" in coach.opens("/coach/queue?queue=answered")


def test_an_answer_sent_twice_counts_once_and_can_be_taken_back(
    coach: Person, trainee: Person, played: str, count: Count
) -> None:
    coach.opens(played)
    coach.presses("Write it", text="Why so short?")
    looks(trainee, played)
    form = trainee.form("Send the answer")
    for _ in range(2):
        trainee.client.post(form.action, data={**form.fields, "text": "Because."})
    assert count(TurnComment) == 2
    looks(trainee, played)
    trainee.presses("Take back")
    assert "Because." not in looks(trainee, played)
    assert "No trainee has answered" in coach.opens("/coach/queue?queue=answered")


def test_the_mark_is_gone_once_the_trainee_has_looked(coach: Person, trainee: Person, played: str) -> None:
    coach.opens(played)
    coach.presses("Write it", text="Well done.")
    assert "new from a coach" in trainee.opens("/progress")
    assert "new" in looks(trainee, played).split("Cleo")[1].split("Well done.")[0]
    assert "new from a coach" not in trainee.opens("/progress")
    assert "new" not in looks(trainee, played).split("Cleo")[1].split("Well done.")[0]


def test_guest_finds_the_mark_on_the_progress_page_and_answers(
    coach: Person, guest: Person, outsider: Person, plays: Plays, count: Count
) -> None:
    talk = address(plays(guest))
    coach.opens(talk)
    coach.presses("Write it", text="Warm and short.")
    assert "A coach has looked at a talk of yours:" in guest.opens("/progress")
    guest.follows("The parcel that never came")
    assert "Warm and short." in guest.sees
    guest.presses("Send the answer", text="Thanks!")
    assert "Guest" in coach.opens(talk)
    assert "Thanks!" in coach.sees
    outsider.opens("/")
    refused = outsider.sends(f"/attempts/{Path(talk).name}/turns/1/comments", {"key": "k" * 20, "text": "me too"})
    assert refused.status_code == 404
    assert count(TurnComment) == 2


def test_where_no_coach_did_anything_there_is_nothing_to_answer(trainee: Person, played: str, count: Count) -> None:
    looks(trainee, played)
    answer = trainee.sends(f"/attempts/{Path(played).name}/turns/1/comments", {"key": "k" * 20, "text": "Hello?"})
    assert answer.status_code == 404
    assert count(TurnComment) == 0


def test_a_comment_about_words_that_are_not_there_is_refused(coach: Person, played: str, count: Count) -> None:
    coach.opens(played)
    for start, end in (("5", "5"), ("7", "3"), ("0", "5000"), ("-1", "4")):
        coach.presses("Write it", text="x", start=start, end=end)
        assert coach.page.status_code == 422
    assert count(TurnComment) == 0


def test_coach_takes_a_comment_back_and_puts_it_there_again(coach: Person, trainee: Person, played: str) -> None:
    coach.opens(played)
    coach.presses("Write it", text="Too hasty of me.")
    coach.presses("Take back")
    assert "Too hasty" not in looks(trainee, played)
    coach.presses("Put it there again")
    assert "Too hasty" in looks(trainee, played)


def test_exemplary_turn_is_shown_to_the_trainee_and_listed_for_coaches(
    coach: Person, trainee: Person, played: str, count: Count
) -> None:
    coach.opens(played)
    coach.presses("Exemplary", skill="listening")
    assert "exemplary: Listening" in looks(trainee, played)
    assert "Cleo has marked this turn as exemplary" in trainee.sees
    assert "Three messages and no parcel" in coach.opens("/coach/exemplary?skill=listening&scenario=en/late-parcel")
    assert "Three messages" not in coach.opens("/coach/exemplary?skill=persuading")
    coach.opens(played)
    coach.presses("Exemplary no more")
    assert count(Exemplary) == 0
    assert "exemplary" not in looks(trainee, played)


def test_read_and_taken_back(app: Flask, coach: Person, played: str, count: Count) -> None:
    coach.opens(played)
    form = coach.form("Read, and on")
    for _ in range(2):
        coach.client.post(form.action, data={**form.fields, "on": ""})
    assert count(Reviewed) == 1
    assert "Read by Cleo" in coach.opens(played)
    coach.opens(played)
    coach.presses("Read, and on")
    assert "You have read “The parcel that never came”." in coach.sees
    coach.presses("Take it back")
    assert "The talk waits again." in coach.sees
    with app.app_context():
        assert db.session.scalars(select(Attempt.reviewed_at)).one() is not None


def test_russian_trainee_reads_a_russian_page(coach: Person, member: Callable[..., Person], plays: Plays) -> None:
    person = member("rita@example.org", "Рита", language="ru")
    person.opens("/scenarios/ru/net-vody")
    person.presses("Начать")
    person.presses("Три дня без воды")
    talk = address(person.at)
    corrects(coach, talk, empathy="-1")
    person.opens(feedback(talk))
    assert "Coach" not in person.sees
    assert "coach" not in person.sees
