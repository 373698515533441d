"""People: accounts, their roles, their passkeys. The columns are those that Flask-Security asks for, and ours."""

from __future__ import annotations

from datetime import datetime

from flask_security import AsaList, RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table, false
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.extensions import Model
from trainer.web.clock import now

roles_of_users = Table(
    "user_role",
    Model.metadata,
    Column("user_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Model, RoleMixin):
    """What an account may do beyond practising: see ``roles.py``."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)


class User(Model, UserMixin):
    """One account. The address is stored as ``addresses.normal`` gives it, so that one person has it once."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    """As shown to others: coaches and teammates."""
    password: Mapped[str | None] = mapped_column(String(255))
    """An argon2 hash."""
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    """What a session names the account by; a new one ends all sessions."""
    confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    locale: Mapped[str | None] = mapped_column(String(2))
    """``en``, ``ru``; none: what the browser asks for."""
    show_timers: Mapped[bool] = mapped_column(default=True)
    """Timed scenes run out. Off for those who need more time to read or type."""
    practice_hints: Mapped[bool] = mapped_column(default=True)
    """New attempts start in practice mode, with hints; off: in test mode."""
    answer_by: Mapped[str] = mapped_column(String(10), default="both")
    """``choose`` written replies, ``type`` own words, or ``both``."""
    predict_first: Mapped[bool] = mapped_column(default=True)
    """Guess the scores before they are shown."""
    mail_notices: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Notices come by mail too."""

    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    """Encrypted with a key that follows from the secret key."""
    tf_last_counter: Mapped[int | None]
    """The time step of the last code that was taken, so that a code counts once."""
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(String(64), unique=True)  # type: ignore[assignment]

    roles: Mapped[list[Role]] = relationship(secondary=roles_of_users, order_by=Role.id)  # type: ignore[assignment]
    webauthn: Mapped[list[WebAuthn]] = relationship(  # type: ignore[assignment]
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True
    )


class WebAuthn(Model, WebAuthnMixin):
    """A passkey, named by its owner."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(64))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    usage: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=now)
    lastuse_datetime: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship(back_populates="webauthn")
