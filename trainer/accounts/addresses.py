"""Mail addresses: one spelling for each, and the sending of mails to them."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import email_validator
from flask import current_app
from flask_security import MailUtil
from flask_security.mail_util import EmailValidateException
from flask_security.utils import get_message

log = logging.getLogger(__name__)


def normal(address: str) -> str:
    """The address as it is stored: lower case, so that Ann@example.org and ann@example.org are one account.

    The name server is not asked: the app runs without the internet. Raises ``ValueError`` if it is no address.
    """
    checked = email_validator.validate_email(address.strip(), check_deliverability=False)
    return checked.normalized.lower()


class Post(MailUtil):
    """How Flask-Security reads addresses and sends mails."""

    def normalize(self, email: str) -> str:
        try:
            return normal(email)
        except ValueError:
            raise EmailValidateException(get_message("INVALID_EMAIL_ADDRESS")[0]) from None

    validate = normalize

    def send_mail(self, template: str, subject: str, recipient: Any, sender: Any, *args: Any, **context: Any) -> None:
        """Send, or log why not. A page that broke would tell strangers which addresses have an account."""
        try:
            super().send_mail(template, subject, recipient, sender, *args, **context)
        except (OSError, SMTPException):
            log.exception("The mail %r could not be sent", template)


def on_public_address(link: str) -> str:
    """The link as people outside can follow it. The Host header of a request is not to be trusted in a mail."""
    public = urlsplit(current_app.config["SETTINGS"].public_url)
    if not public.netloc:
        return link
    return urlunsplit(urlsplit(link)._replace(scheme=public.scheme, netloc=public.netloc))
