"""Notices: what a person should know the next time they come, shown as a mark in the app and, if wanted, mailed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from trainer.accounts.models import User
from trainer.accounts.notice_mail import mail_after_commit
from trainer.accounts.notice_models import Notice
from trainer.extensions import db
from trainer.web.clock import now
from trainer.words import Words

KEPT = 200
"""How many notices of a person are kept; older ones go."""


class NoSuchNotice(LookupError):
    """This account has no such notice."""


def notify(user_id: int, words: Words, url: str) -> None:
    """Tell an account something; whoever wants mails gets one after the commit.

    The values of ``words`` must be text or numbers; ``url`` is a path on this site. The caller commits.
    """
    notice = Notice(user_id=user_id, template=words.template, values=dict(words.values), url=url)
    db.session.add(notice)
    _drop_old(user_id)
    user = db.session.get(User, user_id)
    if user is not None and user.active and user.mail_notices:
        mail_after_commit(user, notice)


def _drop_old(user_id: int) -> None:
    mine = select(Notice.id).where(Notice.user_id == user_id).order_by(Notice.id.desc())
    last = mine.offset(KEPT).limit(1).scalar_subquery()
    old = delete(Notice).where(Notice.user_id == user_id, Notice.id <= last)
    db.session.execute(old, execution_options={"synchronize_session": False})


def notices_of(user_id: int) -> Sequence[Notice]:
    """All that is kept for the account, the newest first."""
    return db.session.scalars(select(Notice).where(Notice.user_id == user_id).order_by(Notice.id.desc())).all()


def read_notice(user_id: int, notice_id: int) -> str:
    """Note that the account has seen this notice; the path where it leads. Raises ``NoSuchNotice``."""
    notice = db.session.scalar(select(Notice).where(Notice.id == notice_id, Notice.user_id == user_id))
    if notice is None:
        raise NoSuchNotice(notice_id)
    if notice.read_at is None:
        notice.read_at = now()
        db.session.commit()
    return notice.url


def read_all_notices(user_id: int) -> None:
    """Note that the account has seen all its notices."""
    unread = update(Notice).where(Notice.user_id == user_id, Notice.read_at.is_(None))
    db.session.execute(unread.values(read_at=now()), execution_options={"synchronize_session": False})
    db.session.commit()
