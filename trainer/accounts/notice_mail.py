"""Mails about notices: written when what they tell is committed, sent in the background.

A mail server that is slow or away costs the person who sent the form nothing: the notice is stored, the log says why
its mail is missing.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from smtplib import SMTPException
from typing import TYPE_CHECKING

from flask import Flask, current_app, has_request_context, request
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_mailman import EmailMessage
from sqlalchemy import event
from sqlalchemy.orm import Session

from trainer.accounts.addresses import on_public_address
from trainer.extensions import db

if TYPE_CHECKING:
    from trainer.accounts.models import User
    from trainer.accounts.notice_models import Notice

log = logging.getLogger(__name__)

WAITING = "mails about notices"
postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="notices")
"""One thread, started by the first mail: mails go out one after the other, in order."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """A mail that waits for the commit; until then its notice has no number, and so no address."""

    notice: Notice
    name: str
    email: str
    locale: str


def mail_after_commit(user: User, notice: Notice) -> None:
    """Mail the notice to the account when the transaction of this session is committed."""
    letter = _Letter(notice, user.name, user.email, user.locale or "en")
    db.session.info.setdefault(WAITING, []).append(letter)


@event.listens_for(db.session, "after_commit")
def _hand_to_postman(session: Session) -> None:
    if session.in_nested_transaction():
        return
    for letter in session.info.pop(WAITING, ()):
        if letter.notice in session:  # else it was rolled back
            app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
            postman.submit(_send, app, _written(letter))


def _written(letter: _Letter) -> EmailMessage:
    """The mail, in the language of who gets it."""
    with force_locale(letter.locale):
        paragraphs = (
            _("Hello %(name)s,", name=letter.name),
            letter.notice.words.text(_),
            _address("notices.follow", notice_id=letter.notice.id),
            "--\n" + _("Calm Waters. You get mails about notices because your account says so; change it there:"),
            _address("accounts.account"),
        )
        return EmailMessage(
            subject=_("News for you at Calm Waters"), body="\n\n".join(filter(None, paragraphs)), to=[letter.email]
        )


def _address(endpoint: str, notice_id: int | None = None) -> str:
    """The whole address of a page; nothing on the command line of a site that does not know its own."""
    given = {} if notice_id is None else {"notice_id": notice_id}
    path: str = current_app.url_map.bind("").build(endpoint, given)
    if has_request_context():
        return on_public_address(request.url_root.rstrip("/") + path)
    public: str = current_app.config["SETTINGS"].public_url.rstrip("/")
    return public and public + path


def _send(app: Flask, message: EmailMessage) -> None:
    with app.app_context():
        try:
            message.send()
        except (OSError, SMTPException):
            log.exception("A mail about a notice could not be sent")
