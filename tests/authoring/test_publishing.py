"""Publishing: what a coach must mend, is told, agrees to; once, on both kinds of database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from tests.authoring.conftest import PAGE, PARCEL, Writes
from tests.people import Person
from trainer.accounts.audit import AuditEntry
from trainer.accounts.models import User
from trainer.authoring.drafts import load
from trainer.authoring.models import Draft, Publication
from trainer.authoring.publishing import publish
from trainer.authoring.records import Refused
from trainer.authoring.saving import Sender, save
from trainer.extensions import db
from trainer.library.models import Revision, Shelved

OWN = "title: A talk of my own"
Begins = Callable[[Person], str]
Publishes = Callable[..., str]


def ask(key: str) -> str:
    return f"/coach/drafts/{key}/publish"


@pytest.fixture
def mine(writes: Writes) -> str:
    """The key of a draft of a new scenario."""
    return writes("title: The parcel that never came", OWN, fresh=True, slug="own-talk")


def test_coach_publishes_a_new_scenario_and_a_guest_plays_it(coach: Person, guest: Person, mine: str) -> None:
    assert "This becomes a scenario of its own." in coach.opens(ask(mine))
    coach.presses("Publish", slug="my-own", note="First version.")
    assert coach.at == "/coach/scenarios/en/my-own"
    assert "Published ·" in coach.sees and "Cleo" in coach.sees and "First version." in coach.sees
    assert "A talk of my own" in guest.opens("/scenarios/en/my-own")
    guest.presses("Begin")
    assert "This is the THIRD time" in guest.sees


def test_trainee_and_guest_publish_nothing(trainee: Person, coach: Person, guest: Person, mine: str) -> None:
    for person in (trainee, guest):
        person.opens("/")
        answer = person.sends(ask(mine), {"version": "1", "slug": "theirs"})
        assert answer.status_code == 403 or "/login" in answer.location
    assert coach.client.get("/coach/scenarios/en/theirs").status_code == 404


def test_coach_reads_what_is_to_be_mended_with_its_line(coach: Person, writes: Writes, app: Flask) -> None:
    broken = writes("to: found", "to: fuond")
    said = coach.opens(ask(broken))
    line = PARCEL[: PARCEL.index("to: found")].count("\n") + 1
    assert "2 things to mend first" in said or "1 thing to mend first" in said
    assert f"Line {line}" in said and "Did you mean `found`?" in said
    assert "What changed, and why?" not in said
    stuck = writes("- {to: lost}", "- {at_tension: [6, 7], to: lost}")
    assert "to mend first" in coach.opens(ask(stuck))
    answer = coach.sends(ask(stuck), {"version": "1"})
    assert answer.status_code == 409
    with app.app_context():
        assert db.session.scalar(select(Shelved.origin).where(Shelved.slug == "late-parcel")) == "file"


def test_a_running_talk_stays_on_its_version_and_a_new_one_begins_on_the_new(
    coach: Person, guest: Person, begins: Begins, publishes: Publishes, writes: Writes
) -> None:
    talk = begins(guest)
    assert "1 talk is running on it." in coach.opens(ask(writes("Three messages", "Seven letters")))
    coach.presses("Publish")
    guest.opens(talk)
    guest.presses("Three messages and no parcel")
    assert "The tracking page shows" in guest.sees
    begins(guest)
    assert "Seven letters" in guest.sees
    coach.opens(PAGE)
    coach.presses("Offer this version again")
    guest.opens(guest.at)
    guest.presses("Seven letters and no parcel")
    assert "The tracking page shows" in guest.sees
    begins(guest)
    assert "Three messages" in guest.sees


def test_coach_sees_what_changes_on_the_shelf(coach: Person, writes: Writes) -> None:
    said = coach.opens(ask(writes("Where is my parcel?!", "Where IS it?!")))
    assert "What changes on the shelf" in said
    assert "<del>" in coach.page.text and "<ins>" in coach.page.text


def test_what_changed_meanwhile_is_said_and_wants_a_tick(coach: Person, writes: Writes, publishes: Publishes) -> None:
    mine = writes("Where is my parcel?!", "Where IS it?!")
    publishes(coach, "Three messages", "Seven letters")
    assert "The shelf has changed since this draft was begun." in coach.opens(ask(mine))
    coach.presses("Publish")
    assert coach.page.status_code == 409
    assert "Look at both, and tick that you agree." in coach.sees
    over = coach.page.text.split('name="over" value="')[1].split('"')[0]
    coach.presses("Publish", over=over)
    assert coach.at == PAGE
    assert "Where IS it" in coach.client.get(f"{PAGE}.yaml").text


def test_a_tick_covers_only_what_the_coach_has_seen(coach: Person, writes: Writes, publishes: Publishes) -> None:
    mine = writes("Where is my parcel?!", "Where IS it?!")
    publishes(coach, "Three messages", "Seven letters")
    coach.opens(ask(mine))
    over = coach.page.text.split('name="over" value="')[1].split('"')[0]
    page = coach.page
    publishes(coach, "Three messages", "Nine telegrams")
    coach.page = page
    coach.presses("Publish", over=over)
    assert coach.page.status_code == 409
    assert "Nine telegrams" in coach.client.get(f"{PAGE}.yaml").text


def test_a_draft_that_went_on_after_the_page_was_opened_is_looked_at_again(
    app: Flask, coach: Person, mine: str
) -> None:
    coach.opens(ask(mine))
    with app.app_context():
        user = db.session.scalar(select(User).where(User.email == "coach@example.org"))
        save(user, mine, PARCEL.replace("title: The parcel", "title: My parcel"), 1, Sender("page-1", 1))
    coach.presses("Publish", slug="own-talk")
    assert "The draft was changed after this page was opened." in coach.sees


def test_words_that_are_saved_while_a_coach_publishes_are_not_locked_away(app: Flask, coach: Person, mine: str) -> None:
    coach.opens("/")
    with app.app_context():
        user = db.session.scalars(select(User).where(User.email == "coach@example.org")).one()
        load(user, mine)  # what the request that publishes has read
        with app.app_context():
            other = db.session.scalars(select(User).where(User.email == "coach@example.org")).one()
            save(other, mine, PARCEL.replace("title: The parcel", "title: My parcel"), 1, Sender("page-1", 1))
        with pytest.raises(Refused, match="changed after this page was opened"):
            publish(user, mine, 1, slug="own-talk")
    with app.app_context():
        assert db.session.scalars(select(Draft.status).where(Draft.key == mine)).one() == "draft"


def test_a_name_that_is_taken_is_refused(coach: Person, mine: str) -> None:
    coach.opens(ask(mine))
    coach.presses("Publish", slug="late-parcel")
    assert "There is a scenario of this name already: The parcel that never came." in coach.sees
    coach.presses("Publish", slug="Not a name")
    assert "The name in addresses takes lower-case Latin letters" in coach.sees


def test_a_new_name_follows_the_title_unless_it_was_given(app: Flask, coach: Person, writes: Writes) -> None:
    key = writes("title: The parcel that never came", OWN, fresh=True, slug="the-title-it-had")
    coach.opens(ask(key))
    assert 'name="slug" value="the-title-it-had"' in coach.page.text
    key = writes("title: The parcel that never came", OWN, fresh=True, slug="a-talk-of-my-own")
    with app.app_context():
        user = db.session.scalar(select(User).where(User.email == "coach@example.org"))
        save(user, key, PARCEL.replace("title: The parcel", "title: Dana's parcel"), 1, Sender("page-1", 1))
    coach.opens(ask(key))
    assert 'name="slug" value="dana-s-parcel-that-never-came"' in coach.page.text


def test_publishing_leaves_a_line_in_the_log_with_the_coachs_name(app: Flask, coach: Person, mine: str) -> None:
    coach.opens(ask(mine))
    coach.presses("Publish", slug="own-talk", note="Because.")
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "scenario.published")).one()
        assert (entry.who, entry.subject, entry.details["note"]) == ("Cleo", "en/own-talk", "Because.")


def test_who_wrote_it_is_named_in_the_history(coach: Person, publishes: Publishes) -> None:
    assert "Credited: Mia, Cleo" in publishes(coach, "cast:\n", "credits: [Mia, Cleo]\ncast:\n")


def test_a_published_draft_leads_to_the_scenario(coach: Person, mine: str) -> None:
    coach.opens(ask(mine))
    coach.presses("Publish", slug="own-talk")
    assert "This draft is published." in coach.opens(ask(mine))
    assert coach.at == "/coach/scenarios/en/own-talk"


def test_publishing_what_stands_there_already_changes_nothing(coach: Person, writes: Writes, app: Flask) -> None:
    coach.opens(ask(writes()))
    assert "This is what the shelf offers already" in coach.presses("Publish")


class TestOnBothDatabases:
    """The same form ten times at once, and two coaches at once."""

    @pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
    def database(self, request: pytest.FixtureRequest) -> str:
        return str(request.getfixturevalue("postgres")) if request.param == "postgres" else ""

    def send(self, app: Flask, coach: Person, requests: list[tuple[str, dict[str, str]]]) -> list[int]:
        cookies = [coach.client.get_cookie(name) for name in ("session", "remember_token")]

        def post(request: tuple[str, dict[str, str]]) -> int:
            client = app.test_client()
            for cookie in cookies:
                if cookie is not None:
                    client.set_cookie(cookie.key, cookie.value)
            return client.post(request[0], data=request[1]).status_code

        with ThreadPoolExecutor(len(requests)) as pool:
            return list(pool.map(post, requests))

    def test_the_same_form_ten_times_publishes_once(
        self, app: Flask, coach: Person, mine: str, count: Callable[[type], int]
    ) -> None:
        coach.opens(ask(mine))
        form = coach.form("Publish")
        before = count(Publication), count(Revision)
        codes = self.send(app, coach, [(ask(mine), {**form.fields, "slug": "own-talk"})] * 10)
        assert set(codes) <= {302, 303}
        assert (count(Publication), count(Revision)) == (before[0] + 1, before[1] + 1)

    def test_of_two_coaches_at_once_one_is_told(self, app: Flask, coach: Person, writes: Writes) -> None:
        keys = [writes("Three messages", words) for words in ("Seven letters", "Nine telegrams")]
        coach.opens(ask(keys[0]))
        token = coach.form("Publish").fields["csrf_token"]
        codes = self.send(app, coach, [(ask(key), {"csrf_token": token, "version": "1"}) for key in keys])
        assert sorted(codes) == [303, 409]
