"""Notices: the mark in the header, the page, the mails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.accounts.conftest import PASSWORD, Site, account, signs_in
from tests.people import Person
from trainer.accounts.models import User
from trainer.accounts.notice_mail import postman
from trainer.accounts.notice_models import Notice
from trainer.accounts.notices import KEPT, notices_of, notify
from trainer.extensions import db
from trainer.words import Words, say

Mails = Callable[[], str]
ANSWERED = say("{name} has answered you.", name="Cleo")


@pytest.fixture
def owner(app: Flask, guest: Person) -> Person:
    account(app)
    signs_in(guest)
    return guest


def tell(app: Flask, words: Words = ANSWERED, url: str = "/scores", email: str = "ann@example.org") -> None:
    with app.app_context():
        notify(db.session.scalars(select(User.id).where(User.email == email)).one(), words, url)
        db.session.commit()


def posted(mails: Mails) -> str:
    """What the postman has mailed, when he is back."""
    postman.submit(lambda: None).result()
    return mails()


def wants_mails(person: Person) -> None:
    person.opens("/account")
    person.presses("Save", mail_notices="y")


def test_owner_sees_a_mark_and_follows_the_notice(app: Flask, owner: Person) -> None:
    assert "new notice" not in owner.opens("/").replace("Notices", "")
    tell(app)
    owner.opens("/")
    assert 'aria-label="1 new notice"' in owner.page.text
    assert "Cleo has answered you." in owner.opens("/notices")
    owner.follows("Cleo has answered you.")
    assert owner.at == "/scores"
    assert "1 new notice" not in owner.page.text


def test_owner_marks_all_as_read(app: Flask, owner: Person) -> None:
    tell(app)
    tell(app)
    owner.opens("/notices")
    assert 'aria-label="2 new notices"' in owner.page.text
    assert "All notices are marked as read." in owner.presses("Mark all as read")
    assert "new notices" not in owner.page.text
    assert "Cleo has answered you." in owner.sees


def test_newcomer_reads_what_will_be_here(owner: Person) -> None:
    assert "Nothing new" in owner.opens("/notices")


def test_outsider_neither_reads_nor_follows_a_notice_of_others(app: Flask, owner: Person, outsider: Person) -> None:
    tell(app)
    account(app, "bob@example.org", "Bob")
    signs_in(outsider, "bob@example.org")
    assert "Cleo" not in outsider.opens("/notices")
    outsider.opens("/notices/1")
    assert outsider.page.status_code == 404
    owner.opens("/")
    assert "1 new notice" in owner.page.text


def test_guest_sees_no_bell_and_is_asked_to_sign_in(guest: Person) -> None:
    guest.opens("/")
    assert "/notices" not in guest.page.text
    guest.opens("/notices")
    assert guest.at == "/login"


def test_a_notice_leads_to_no_other_site(app: Flask, owner: Person) -> None:
    tell(app, url="//elsewhere.example")
    assert owner.client.get("/notices/1").location == "/notices"


def test_owner_keeps_the_newest_two_hundred(app: Flask, owner: Person) -> None:
    account(app, "bob@example.org", "Bob")
    tell(app, email="bob@example.org")
    with app.app_context():
        for number in range(KEPT + 3):
            notify(1, say("Number {number}", number=number), "/")
        db.session.commit()
        kept = [notice.values["number"] for notice in notices_of(1)]
        assert kept == list(range(KEPT + 2, 2, -1))
        assert len(notices_of(2)) == 1


def test_owner_who_wants_mails_gets_one_in_their_language(app: Flask, owner: Person, mails: Mails) -> None:
    tell(app)
    assert posted(mails) == ""
    wants_mails(owner)
    mails()
    tell(app)
    mail = posted(mails)
    assert "To: ann@example.org" in mail
    assert "Hello Ann," in mail
    assert "Cleo has answered you." in mail


def test_mail_says_where_on_the_public_address(site: Site, mails: Mails) -> None:
    app = site(public_url="https://calm.example.org")
    account(app)
    owner = Person(app.test_client())
    signs_in(owner)
    wants_mails(owner)
    tell(app)
    assert "https://calm.example.org/notices/1" in posted(mails)


def test_owner_whose_browser_reads_russian_gets_russian_mails(app: Flask, outsider: Person, mails: Mails) -> None:
    account(app)
    outsider.headers["Accept-Language"] = "ru"
    outsider.opens("/login")
    outsider.presses("Войти", email="ann@example.org", password=PASSWORD)
    outsider.opens("/account")
    outsider.presses("Сохранить", mail_notices="y")
    with app.app_context():
        assert db.session.scalar(select(User.locale)) == "ru"
    mails()
    tell(app)
    assert "Здравствуйте, Ann!" in posted(mails)


def test_what_is_rolled_back_is_not_mailed(app: Flask, owner: Person, mails: Mails) -> None:
    wants_mails(owner)
    mails()
    with app.app_context():
        notify(1, ANSWERED, "/")
        db.session.rollback()
        notify(1, say("This one counts."), "/")
        db.session.commit()
    mail = posted(mails)
    assert "This one counts." in mail
    assert "Cleo" not in mail


def test_a_mail_server_that_is_away_loses_no_notice(site: Site, caplog: pytest.LogCaptureFixture, mails: Mails) -> None:
    app = site(mail_server="127.0.0.1", mail_port=9)
    account(app)
    owner = Person(app.test_client())
    signs_in(owner)
    wants_mails(owner)
    tell(app)
    posted(mails)
    assert "A mail about a notice could not be sent" in caplog.text
    owner.opens("/")
    assert "1 new notice" in owner.page.text


def test_notices_go_with_the_account(app: Flask, owner: Person, count: Callable[[type], int]) -> None:
    tell(app)
    owner.opens("/account/delete")
    owner.presses("Delete it for good", password=PASSWORD)
    assert count(Notice) == 0
