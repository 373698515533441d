"""What a coach learns about a draft before publishing it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.authoring.fields import presses
from tests.people import Person
from tests.scenario.test_editing import TALK
from trainer.authoring.drafts import new_draft
from trainer.authoring.report import report_on, scorer_opinion
from trainer.authoring.report_reading import ease_of
from trainer.extensions import db
from trainer.library.shelf import get
from trainer.practice.models import Attempt
from trainer.scenario import editing
from trainer.scenario.reader import read

KEY = "e" * 32
REPORT = f"/coach/drafts/{KEY}/report"
PARCEL = (Path(__file__).parent.parent / "shelf/en/late-parcel.yaml").read_text(encoding="utf-8")


@pytest.fixture
def draft(app: Flask) -> Callable[..., None]:
    """Makes a draft; ``of`` names the scenario of the shelf it was begun from."""

    def make(text: str = TALK, of: str | None = None) -> None:
        with app.app_context():
            base = get("en", of).digest if of else None
            new_draft(None, KEY, text, language="en", slug=of or "a-talk", base_digest=base)

    return make


def test_a_coach_reads_ranges_walkthroughs_and_reading_level(coach: Person, draft: Callable[..., None]) -> None:
    draft()
    page = coach.opens(REPORT)
    assert "No errors" in page and "3 scenes" in page and "3 replies" in page
    assert "2 ways to an ending; the shortest takes 1 turn, the longest 2 turns." in page
    assert page.count("as it should") == 2
    assert "The scorer reads 3 replies" in page


def test_the_ranges_are_those_of_the_worst_and_the_best_way() -> None:
    analysis = report_on(read(TALK)).analysis
    # Worst: "Not my fault." alone; best: 2 for the first reply and 0 for the second, on average 1.
    assert analysis.reach["empathy"] == (-1, 1)


def test_a_walkthrough_that_ends_elsewhere_and_one_that_cannot_be_walked_are_named() -> None:
    text = TALK.replace("[opening.2], ends: end", "[opening.2], ends: middle").replace("middle.go]", "end.1]")
    wrong, broken = reversed(report_on(read(text)).walks)
    assert (wrong.reached, wrong.ends, wrong.holds) == ("end", "middle", False)
    assert not broken.holds and broken.trouble is not None


def test_problems_lead_to_their_lines_and_keep_the_button_away(coach: Person, draft: Callable[..., None]) -> None:
    text = TALK.replace("to: middle", "to: nowhere")
    draft(text)
    page = coach.opens(REPORT)
    line = text[: text.index("to: nowhere")].count("\n") + 1
    assert f"Line {line} scenes › opening › reply 1 › to" in page and f"line={line}" in coach.page.text
    assert "Mend the errors first" in page and 'name="note"' not in coach.page.text


def test_words_that_a_new_scene_begins_with_are_counted(coach: Person, draft: Callable[..., None]) -> None:
    draft(editing.add_scene(TALK, "More")[0])
    assert "6 lines still to be written" in coach.opens(REPORT)


def test_the_length_of_good_and_weak_replies_is_compared() -> None:
    lengths = report_on(read(TALK)).lengths
    assert (lengths.good, lengths.weak) == (3, 3)  # "I look now.", "Not my fault."; the folded one scores nothing
    assert (lengths.choices, lengths.longest) == (1, 0)


def test_the_scorer_is_asked_apart_and_names_what_it_sees_differently(
    coach: Person, draft: Callable[..., None]
) -> None:
    text = TALK.replace("say: I look now.", "say: Shut up, you stupid liar. This is all your own fault.")
    draft(text)
    page = coach.opens(f"{REPORT}/opinion")
    assert "The scorer sees" in page and "reply 1" in page
    line = text[: text.index("scores: {empathy: 2")].count("\n") + 1
    assert f"line={line}" in coach.page.text  # and leads there
    assert scorer_opinion(text) is scorer_opinion(text)
    assert "reply 1" in coach.opens(f"{REPORT}?opinion=1")


def test_the_scorer_s_means_stand_beside_the_author_s(coach: Person, draft: Callable[..., None]) -> None:
    text = TALK.replace("say: I look now.", "say: Shut up, you stupid liar. This is all your own fault.")
    draft(text)
    page = coach.opens(f"{REPORT}/opinion")
    assert "You, on average" in page and "Empathy +0.3" in page  # 2, -1 and 0 of the author
    given = scorer_opinion(text)
    assert given.beside["empathy"].seen < given.beside["empathy"].said
    assert given.beside["empathy"].near < given.beside["empathy"].replies == 3


def test_what_changes_and_who_stays_on_the_old_version_is_said(
    coach: Person, trainee: Person, draft: Callable[..., None], app: Flask
) -> None:
    trainee.opens("/scenarios/en/late-parcel")
    trainee.presses("Begin")
    talk = trainee.at
    draft(editing.set_header(PARCEL, {"summary": "A wholly new summary."}), of="late-parcel")
    page = coach.opens(REPORT)
    assert "1 talk is running on the version that stands now." in page and "wholly" in page
    coach.presses("Publish", note="A clearer card.")
    assert "Published." in coach.sees
    assert "What do you answer?" in trainee.opens(talk)
    with app.app_context():
        assert db.session.query(Attempt).one().digest != get("en", "late-parcel").digest


def test_a_new_scenario_is_published_from_the_report(coach: Person, guest: Person, draft: Callable[..., None]) -> None:
    draft()
    coach.opens(REPORT)
    coach.presses("Publish", note="First version.")
    assert "A late parcel" in guest.opens("/?q=late")


def test_others_do_not_see_the_report(trainee: Person, draft: Callable[..., None]) -> None:
    draft()
    trainee.opens(REPORT)
    assert trainee.page.status_code == 403


def test_long_words_in_long_sentences_are_harder_to_read() -> None:
    easy = ["I see. You had to wait. I will look now. We can send it today. Is that all right with you? Tell me."] * 2
    hard = ["Notwithstanding organisational considerations, aforementioned consignments necessitate investigation."] * 3
    assert (ease_of(easy, "en").ease or 0) > 90 and (ease_of(hard, "en").ease or 0) < 20
    simple = ["Я вижу. Вы долго ждали. Сейчас я посмотрю. Мы пошлём её снова. Вам так подойдёт? Я жду, что вы скажете."]
    stiff = ["Вышеупомянутое обстоятельство обусловливает необходимость осуществления рассмотрения."] * 3
    assert (ease_of(simple, "ru").ease or 0) > (ease_of(stiff, "ru").ease or 0) + 40
    assert ease_of(["Ну да."], "ru").ease is None and ease_of([], "en").words == 0


def test_the_script_has_a_sheet_for_each_at_the_table(
    coach: Person, trainee: Person, draft: Callable[..., None]
) -> None:
    draft()
    page = coach.opens(f"/coach/drafts/{KEY}/script")
    for words in ("For the one who practises", "For those who play the other side", "For those who watch"):
        assert words in page
    assert "I look now." in page and "2 calmer" in page and "scene 2" in page
    first = page.split("For the one who practises")[1].split("For those who play the other side")[0]
    assert "You may refund shipping." in first and "I look now." not in first
    coach.opens("/scenarios/en/late-parcel/script")
    assert "Questions for afterwards" in coach.sees
    trainee.opens("/scenarios/en/late-parcel/script")
    assert trainee.page.status_code == 403


def test_the_script_speaks_the_language_of_the_scenario(coach: Person, draft: Callable[..., None]) -> None:
    draft(TALK.replace("language: en", "language: ru"))
    page = coach.opens(f"/coach/drafts/{KEY}/script")
    assert "Для тех, кто играет собеседника" in page and "Back to the draft" in page


def test_a_reply_without_scores_is_written_as_coaches_choose_it(coach: Person, draft: Callable[..., None]) -> None:
    draft()
    coach.opens(f"/coach/drafts/{KEY}/scenes/middle")
    presses(coach, "", **{"reply.0.clarity": "2"})
    page = coach.opens(REPORT)
    assert "Good replies have 6.0 words on average" in page


def test_a_russian_coach_reads_the_means_as_russian_writes_them(coach: Person, draft: Callable[..., None]) -> None:
    draft(TALK)
    coach.presses("RU", language="ru")
    assert re.search(r"Эмпатия \+\d,\d", coach.opens(f"{REPORT}/opinion"))
