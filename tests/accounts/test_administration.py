"""What administrators do with the accounts of others, and the log that remembers it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.accounts.conftest import PASSWORD, account, link_in, signs_in
from tests.people import Person
from trainer.accounts.audit import PER_PAGE, AuditEntry, record
from trainer.accounts.audit_wording import ACTIONS
from trainer.accounts.models import User
from trainer.accounts.people import add_user, set_role
from trainer.extensions import db

Mails = Callable[[], str]


@pytest.fixture
def ada(app: Flask, visitor: Callable[..., Person]) -> Person:
    """The administrator; account number 1."""
    account(app, "ada@example.org", "Ada", "admin")
    person = visitor()
    signs_in(person, "ada@example.org")
    return person


@pytest.fixture
def ann(app: Flask, ada: Person, visitor: Callable[..., Person]) -> Person:
    """A trainee; account number 2."""
    account(app)
    person = visitor()
    signs_in(person)
    return person


def test_administrator_finds_people_by_name_address_and_role(app: Flask, ada: Person, ann: Person) -> None:
    account(app, "boris@example.org", "Борис", "coach")
    ada.opens("/coach")
    assert "Ann" in ada.follows("People")
    assert "Борис" in ada.sees
    assert "ann@" not in ada.presses("Search", q="борис")
    assert "boris@example.org" in ada.sees
    assert "boris@" not in ada.presses("Search", q="ANN@")
    assert "ann@example.org" in ada.sees
    ada.opens("/admin/people?role=coach")
    assert "boris@" in ada.sees
    assert "ann@" not in ada.sees
    assert "Nobody found" in ada.opens("/admin/people?q=%25")


def test_administrator_turns_the_pages(app: Flask, ada: Person) -> None:
    with app.app_context():
        for number in range(60):
            db.session.add(User(email=f"p{number:02}@example.org", name=f"P{number:02}", fs_uniquifier=str(number)))
        db.session.commit()
    assert "p00@" in ada.opens("/admin/people")
    assert "p55@" not in ada.sees
    assert "p55@" in ada.follows("Next page")
    assert "p00@" not in ada.sees
    assert "p00@" in ada.follows("First page")


def test_administrator_makes_a_trainee_a_coach_and_the_log_says_so(ada: Person, ann: Person) -> None:
    assert ann.client.get("/coach").status_code == 403
    ada.opens("/admin/people/2")
    assert "The role is changed." in ada.presses("Change the role", role="coach")
    assert ann.client.get("/coach").status_code == 303
    assert "Changed the role of ann@example.org from Trainee to Coach" in ada.opens("/admin/log")
    assert "Ada" in ada.sees


def test_person_is_told_of_a_new_role_once(ada: Person, ann: Person) -> None:
    ada.opens("/admin/people/2")
    for _ in range(2):
        ada.presses("Change the role", role="coach")
    assert ann.opens("/notices").count("You are a coach now") == 1
    ann.follows("You are a coach now")
    assert ann.at.startswith("/coach")
    ada.presses("Change the role", role="trainee")
    assert "You are no longer a coach here" in ann.opens("/notices")


def test_last_administrator_stays_one(app: Flask, ada: Person, ann: Person) -> None:
    ada.opens("/admin/people/1")
    assert "Say that you are sure." in ada.presses("Change the role", role="trainee")
    assert "This is the last administrator." in ada.presses("Change the role", role="trainee", sure="y")
    with app.app_context():
        set_role("ann@example.org", "admin")
    ada.opens("/admin/people/1")
    ada.presses("Change the role", role="trainee", sure="y")
    assert ada.at == "/account"
    assert ada.client.get("/admin/people").status_code == 403


def test_switched_off_administrator_is_not_counted(app: Flask, ada: Person, ann: Person) -> None:
    with app.app_context():
        set_role("ann@example.org", "admin")
    ada.opens("/admin/people/2")
    ada.presses("Switch it off")
    ada.opens("/admin/people/1")
    assert "This is the last administrator." in ada.presses("Change the role", role="coach", sure="y")


def test_unknown_role_is_refused_in_words(ada: Person, ann: Person) -> None:
    ada.opens("/admin/people/2")
    assert "There is no role king" in ada.presses("Change the role", role="king")


def test_switched_off_person_is_out_at_once_and_old_sessions_stay_dead(ada: Person, ann: Person) -> None:
    assert "ann@example.org" in ann.opens("/account")
    ada.opens("/admin/people/2")
    assert "is switched off" in ada.presses("Switch it off")
    ann.opens("/account")
    assert ann.at == "/login"
    assert "switched off" in ann.presses("Sign in", email="ann@example.org", password=PASSWORD)
    assert "switched on again" in ada.presses("Switch it on again")
    ann.opens("/account")
    assert ann.at == "/login"
    signs_in(ann)
    assert "ann@example.org" in ann.opens("/account")
    log = ada.opens("/admin/log")
    assert "Switched off the account ann@example.org" in log
    assert "Switched on the account ann@example.org" in log


def test_administrator_cannot_lock_themselves_out(ada: Person) -> None:
    ada.opens("/admin/people/1")
    assert "Switch it off" not in ada.sees
    answer = ada.sends("/admin/people/1/off", {})
    assert "You cannot switch off the account that you are using." in answer.text
    assert "ada@example.org" in ada.opens("/account")


def test_administrator_resets_the_access_of_somebody(ada: Person, ann: Person) -> None:
    ada.opens("/admin/people/2")
    ada.presses("Forget passkeys and codes")
    ann.opens("/account")
    assert ann.at == "/login"
    assert "Reset the access of ann@example.org" in ada.opens("/admin/log")


def test_invited_person_chooses_a_password_and_is_in(app: Flask, ada: Person, guest: Person, mails: Mails) -> None:
    ada.opens("/admin/people")
    mails()
    said = ada.presses("Make the account", email="New@example.org", name="Nino", role="coach")
    assert "Nino has an account now." in said
    mail = mails()
    assert "Ada has made an account for you at Calm Waters" in mail.replace("\n", " ")
    guest.opens(link_in(mail))
    guest.presses("Set the password", password="four new words here")
    signs_in(guest, "new@example.org", "four new words here")
    assert "Coach" in guest.opens("/account")
    assert "Made an account for new@example.org" in ada.opens("/admin/log")


def test_administrator_is_told_why_nobody_was_invited(ada: Person, ann: Person) -> None:
    ada.opens("/admin/people")
    said = ada.presses("Make the account", email="ann@example.org", name="Nino")
    assert "There already is an account with the address ann@example.org." in said
    assert 'value="Nino"' in ada.page.text


def test_what_is_done_on_the_command_line_is_in_the_log(app: Flask, ada: Person, ann: Person) -> None:
    with app.app_context():
        set_role("ann@example.org", "coach")
        set_role("ann@example.org", "coach")
    log = ada.opens("/admin/log")
    assert log.count("Changed the role of ann@example.org") == 1
    assert "Command line" in log


def test_owner_who_deletes_the_account_is_in_the_log_by_name(ada: Person, ann: Person) -> None:
    ann.opens("/account/delete")
    ann.presses("Delete it for good", password=PASSWORD)
    assert "Deleted their own account: Ann" in ada.opens("/admin/log")
    assert "ann@example.org" not in ada.sees


def test_log_is_filtered_by_deed_and_person_and_turned(app: Flask, ada: Person) -> None:
    with app.test_request_context():
        for number in range(PER_PAGE + 5):
            record("scenario.published", f"en/s{number:02}", revision="f" * 64)
        record("strange.deed", "something", how="oddly", why=None)
        db.session.commit()
    log = ada.opens("/admin/log")
    assert "strange.deed: something" in log
    assert "how: oddly" in log
    assert "Version: ffffffffffff" in log
    assert "f" * 13 not in log
    assert "Published the scenario en/s54" in log
    assert "en/s01 " not in log
    assert "Published the scenario en/s01" in ada.follows("Older")
    assert "Published the scenario en/s54" in ada.follows("Newest")
    assert "strange" in ada.opens("/admin/log?action=strange.deed")
    assert "en/s54" not in ada.sees
    assert "Nothing was done that fits" in ada.opens("/admin/log?who=Zoe")
    assert "strange" in ada.opens("/admin/log?who=COMMAND&before=99999999999999999999")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_deed_can_be_said(app: Flask, visitor: Callable[..., Person], language: str) -> None:
    with app.app_context():
        add_user("ada@example.org", "Ада", PASSWORD, ["admin"])
        for action in ACTIONS:
            record(action, "ПРЕДМЕТ", old="trainee", new="coach", person="Анна")
        db.session.commit()
    reader = visitor(language)
    reader.opens("/login")
    reader.presses("Sign in" if language == "en" else "Войти", email="ada@example.org", password=PASSWORD)
    assert reader.opens("/admin/log").count("ПРЕДМЕТ") == len(ACTIONS)


@pytest.mark.parametrize("page", ["/admin/people", "/admin/people/2", "/admin/log"])
def test_trainees_coaches_and_guests_see_none_of_it(app: Flask, ann: Person, guest: Person, page: str) -> None:
    assert ann.client.get(page).status_code == 403
    with app.app_context():
        set_role("ann@example.org", "coach")
    assert ann.client.get(page).status_code == 403
    guest.opens(page)
    assert guest.at == "/login"


def test_nothing_in_the_log_is_ever_changed(app: Flask, ada: Person, ann: Person) -> None:
    with app.app_context():
        record("role.changed", "before")
        db.session.commit()
        before = [(row.id, row.subject) for row in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    ada.opens("/admin/people/2")
    ada.presses("Change the role", role="coach")
    with app.app_context():
        after = [(row.id, row.subject) for row in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
