"""The history of a scenario: what changed in the talk, the ways back, and what comes with the software."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.authoring.conftest import BRIEF, PAGE, SHELF
from tests.authoring.talking import plays, suggests
from tests.people import Person
from trainer.accounts.notice_models import Notice
from trainer.authoring.models import Publication
from trainer.extensions import db
from trainer.library.models import Revision, Shelved
from trainer.library.syncing import Synced, sync

Begins = Callable[[Person], str]
Publishes = Callable[..., str]


@pytest.fixture
def ships(app: Flask, tmp_path: Path) -> Callable[..., Synced]:
    """The software comes with another text of the parcel: ``ships("old", "new")``, or without it: ``ships()``."""
    folder = Path(shutil.copytree(SHELF, tmp_path / "shipped"))
    file = folder / "en" / "late-parcel.yaml"

    def ship(old: str = "", new: str = "") -> Synced:
        if old and file.exists():
            file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        elif not old:
            file.unlink()
        with app.app_context():
            return sync(folder)

    return ship


def shelved(app: Flask) -> Shelved:
    with app.app_context():
        return db.session.scalars(select(Shelved).where(Shelved.slug == "late-parcel")).one()


def test_a_coach_finds_the_script_for_the_table_beside_the_file(coach: Person) -> None:
    coach.opens(PAGE)
    coach.follows("Script for role play")
    assert "For the one who practises" in coach.sees


def test_coach_reads_what_changed_in_the_talk(coach: Person, publishes: Publishes) -> None:
    publishes(coach, "Please calm down, there is no need to shout.", "Calm down, there is no need to shout.")
    said = coach.follows("What changed")
    assert "opening" in said and "Reply 2" in said
    assert "<del>Please</del>" in coach.page.text or "<del>Please calm</del>" in coach.page.text
    assert "say:" not in said


def test_coach_tells_versions_of_the_same_minute_apart_by_what_was_said_of_them(
    coach: Person, publishes: Publishes
) -> None:
    publishes(coach, "Please calm down", "Calm down", note="Shorter.")
    publishes(coach, "Three messages", "Seven letters", note="She writes on paper.")
    coach.opens(PAGE)
    coach.follows("What changed")
    old, new = (select.split("</select>")[0] for select in coach.page.text.split("<select")[1:3])
    for side in (old, new):
        assert "· Shorter.</option>" in side and "· She writes on paper.</option>" in side


def test_versions_that_were_never_here_are_no_page(coach: Person, app: Flask) -> None:
    coach.opens(f"{PAGE}/changes?old=x&new=y")
    assert coach.page.status_code == 404
    coach.opens("/coach/scenarios/en/nothing")
    assert coach.page.status_code == 404


def test_figures_are_told_for_each_version(coach: Person, guest: Person, begins: Begins, publishes: Publishes) -> None:
    begins(guest)
    guest.presses("Three messages and no parcel")
    guest.presses("It is stuck at the depot")
    publishes(coach, "Three messages", "Seven letters")
    begins(guest)
    coach.opens(PAGE)
    new, old = coach.sees.split("Came with the software")
    assert "1 talk begun, 0 ended · 1 running" in new
    assert "1 talk begun, 1 ended" in old and "Resolved 1" in old and "Empathy 88" in old


def test_rolling_back_twice_is_rolling_back_once(
    coach: Person, publishes: Publishes, count: Callable[[type], int], app: Flask
) -> None:
    first = shelved(app).digest
    publishes(coach, "Three messages", "Seven letters")
    coach.opens(PAGE)
    page, before = coach.page, count(Publication)
    for _ in range(2):
        coach.page = page
        coach.presses("Offer this version again")
    assert "Rolled back to this version" in coach.sees
    assert count(Publication) == before + 1
    assert shelved(app).digest == first


def test_a_page_that_is_older_than_the_shelf_rolls_nothing_back(
    coach: Person, publishes: Publishes, app: Flask
) -> None:
    publishes(coach, "Three messages", "Seven letters")
    coach.opens(PAGE)
    page = coach.page
    publishes(coach, "Three messages", "Nine telegrams")
    now = shelved(app).digest
    coach.page = page
    coach.presses("Offer this version again")
    assert "The shelf has changed in the meantime." in coach.sees
    assert shelved(app).digest == now


def test_coach_retires_a_scenario_and_puts_it_back(
    coach: Person, guest: Person, begins: Begins, app: Flask, ships: Callable[..., Synced]
) -> None:
    talk = begins(guest)
    coach.opens(PAGE)
    coach.presses("Retire")
    assert "“The parcel that never came” is no longer on the shelf" in guest.opens(BRIEF)
    guest.opens(talk)
    guest.presses("Three messages and no parcel")
    assert "The tracking page shows" in guest.sees
    coach.opens(PAGE)
    coach.presses("Put back on the shelf")
    assert "The parcel that never came" in guest.opens("/")
    assert ships("Three messages", "Seven letters").changed == ["late-parcel"]


def test_what_is_retired_stays_so_whatever_the_software_brings(
    coach: Person, app: Flask, ships: Callable[..., Synced], count: Callable[[type], int]
) -> None:
    coach.opens(PAGE)
    coach.presses("Retire")
    ships("Three messages", "Seven letters")
    assert shelved(app).retired and count(Notice) == 0
    coach.opens(PAGE)
    coach.presses("Put back on the shelf")
    assert "The software brings a newer version" in coach.sees
    coach.presses("Take the newer one")
    assert ships("Seven letters", "Nine telegrams").changed == ["late-parcel"]


def test_trainee_changes_nothing_of_the_shelf(trainee: Person, app: Flask) -> None:
    trainee.opens("/")
    for deed in ("retire", "restore", "roll-back", "take-shipped", "keep-ours", "edit"):
        assert trainee.sends(f"{PAGE}/{deed}", {"digest": "x", "key": "a" * 20}).status_code == 403
    assert not shelved(app).retired


def test_what_comes_with_the_software_is_followed_until_a_coach_edits(
    app: Flask, coach: Person, ships: Callable[..., Synced]
) -> None:
    assert ships("Three messages", "Seven letters").changed == ["late-parcel"]
    assert coach.opens(PAGE).count("Came with the software") == 2
    assert "Seven letters" in (shelved(app).text or "")


def test_what_a_coach_edited_is_left_alone_and_the_coaches_are_told_once(
    app: Flask, coach: Person, admin: Person, trainee: Person, publishes: Publishes, ships: Callable[..., Synced],
    count: Callable[[type], int],
) -> None:  # fmt: skip
    publishes(coach, "Three messages", "Seven letters")
    assert ships("THIRD", "FOURTH").left_aside == ["late-parcel"]
    assert ships("nothing", "of this").left_aside == []
    assert count(Notice) == 2
    with app.app_context():
        notice = db.session.scalars(select(Notice)).first()
        assert str(notice.words).startswith("“The parcel that never came” was edited here")
        assert notice.url == PAGE
    assert "The software brings a newer version." in coach.opens("/coach/scenarios")
    assert "Seven letters" in coach.client.get(f"{PAGE}.yaml").text
    coach.opens(PAGE)
    assert "FOURTH" in coach.follows("What is different?")


def test_coach_takes_the_version_of_the_software_and_follows_it_again(
    coach: Person, admin: Person, publishes: Publishes, ships: Callable[..., Synced]
) -> None:
    publishes(coach, "Three messages", "Seven letters")
    ships("THIRD", "FOURTH")
    coach.opens(PAGE)
    page = coach.page
    for _ in range(2):
        coach.page = page
        coach.presses("Take the newer one")
    text = coach.client.get(f"{PAGE}.yaml").text
    assert "FOURTH" in text and "# 0 calm to 10 exploding" in text
    assert admin.opens("/admin/log").count("Took the version of the scenario en/late-parcel") == 1
    assert ships("FOURTH", "FIFTH").changed == ["late-parcel"]


def test_coach_keeps_ours_and_is_asked_again_only_about_something_newer(
    app: Flask, coach: Person, publishes: Publishes, ships: Callable[..., Synced], count: Callable[[type], int]
) -> None:
    publishes(coach, "Three messages", "Seven letters")
    ships("THIRD", "FOURTH")
    coach.opens(PAGE)
    coach.presses("Keep ours")
    assert "The software brings a newer version" not in coach.sees
    assert ships("nothing", "new").left_aside == []
    assert ships("FOURTH", "FIFTH").left_aside == ["late-parcel"]
    assert count(Notice) == 2


def test_a_scenario_of_a_coach_outlives_the_files(
    coach: Person, guest: Person, publishes: Publishes, ships: Callable[..., Synced]
) -> None:
    publishes(coach, "Three messages", "Seven letters")
    assert ships().retired == []
    guest.opens(BRIEF)
    assert guest.page.status_code == 200


def test_a_scenario_whose_file_is_gone_can_be_kept_by_a_coach(
    coach: Person, ships: Callable[..., Synced], app: Flask
) -> None:
    assert ships().retired == ["late-parcel"]
    coach.opens(PAGE)
    coach.presses("Put back on the shelf")
    assert ships("x", "y").retired == []
    assert (shelved(app).origin, shelved(app).retired) == ("edited", False)


def test_a_shelf_from_before_there_was_a_record_can_be_come_back_to(
    app: Flask, coach: Person, publishes: Publishes
) -> None:
    with app.app_context():
        for entry in db.session.scalars(select(Publication)):
            db.session.delete(entry)
        item = db.session.scalars(select(Shelved).where(Shelved.slug == "late-parcel")).one()
        item.text = None
        db.session.commit()
    assert "Came with the software" in coach.opens(PAGE)
    publishes(coach, "Three messages", "Seven letters")
    coach.presses("Offer this version again")
    assert "Three messages" in coach.client.get(f"{PAGE}.yaml").text


@pytest.fixture
def of_an_earlier_format(app: Flask) -> None:
    """What the shelf offers was written for a format that is not read any more."""
    with app.app_context():
        db.session.add(Revision(digest="e" * 64, content="{}"))
        db.session.flush()
        item = db.session.scalars(select(Shelved).where(Shelved.slug == "late-parcel")).one()
        item.digest, item.origin = "e" * 64, "edited"
        db.session.commit()


def test_coach_mends_what_was_written_for_an_earlier_format(
    coach: Person, trainee: Person, writes: Callable[..., str], request: pytest.FixtureRequest
) -> None:
    suggests(trainee, plays(trainee))
    key = writes()
    request.getfixturevalue("of_an_earlier_format")
    assert "of an earlier format" in coach.opens("/coach/scenarios")
    assert "This reply is not in the scenario any more." in coach.opens("/coach/suggestions")
    assert "Came with the software" in coach.opens(PAGE)
    for address in (BRIEF, f"{BRIEF}/script", "/coach/clusters/en/late-parcel"):
        assert "This cannot be shown any more" in coach.opens(address)
    coach.opens(f"/coach/drafts/{key}/publish")
    form = coach.form("Publish")
    coach.presses("Publish", over=form.fields.get("over", "e" * 64))
    assert "Published ·" in coach.sees
    trainee.opens(BRIEF)
    assert "This is the THIRD time" in trainee.presses("Begin")


@pytest.mark.parametrize("actor", ["coach", "trainee", "guest"])
def test_who_gets_the_yaml_as_it_was_written(request: pytest.FixtureRequest, actor: str) -> None:
    person: Person = request.getfixturevalue(actor)
    answer = person.client.get(f"{PAGE}.yaml")
    if actor == "coach":
        assert answer.text == (SHELF / "en" / "late-parcel.yaml").read_text(encoding="utf-8")
        assert 'filename="late-parcel.yaml"' in answer.headers["Content-Disposition"]
    else:
        assert answer.status_code in (302, 403)


def test_coach_gets_an_earlier_version_and_a_draft_as_files(
    coach: Person, publishes: Publishes, app: Flask, writes: Callable[..., str]
) -> None:
    first = shelved(app).digest
    publishes(coach, "Three messages", "Seven letters")
    assert "Three messages" in coach.client.get(f"{PAGE}.yaml?digest={first}").text
    assert coach.client.get(f"{PAGE}.yaml?digest=nonsense").status_code == 404
    assert "Nine telegrams" in coach.client.get(f"/coach/drafts/{writes('Three messages', 'Nine telegrams')}.yaml").text
    assert coach.client.get("/coach/drafts/nobody.yaml").status_code == 404
