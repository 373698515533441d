"""Every setting, typed and documented, read from the environment (``TRAINER_<NAME>``)."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

PREFIX = "TRAINER_"
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


class SettingError(ValueError):
    """A setting whose value cannot be used; says which and why."""


def _doc(text: str, default: Any) -> Any:
    return field(default=default, metadata={"doc": text})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one installation."""

    instance: Path = _doc("Folder for the database, the secret key and logs.", Path("instance"))
    database: str = _doc("SQLAlchemy address; empty: SQLite in the instance folder.", "")
    secret_key: str = _doc("Signs sessions; empty: made once and kept in the instance folder.", "")
    public_url: str = _doc("Address people use, for links in mails, for example https://calm.example.org.", "")
    https: bool = _doc("Cookies only over HTTPS. Switch on wherever the site is served over HTTPS.", False)
    proxies: int = _doc("How many proxies stand before the app and set X-Forwarded-*.", 0)
    shared_store: str = _doc("Where rate limits are kept: memory:// or redis://host:6379.", "memory://")
    rate_limits: bool = _doc("Limit sign-ins, registrations and the like.", True)
    registration: bool = _doc("People may make accounts.", True)
    guests: bool = _doc("People may practise without an account.", True)
    confirm_email: bool = _doc("New addresses must be confirmed by mail before they count.", False)
    passkeys: bool = _doc("Offer passkeys (needs HTTPS or localhost).", False)
    two_factor: bool = _doc("Offer two-factor sign-in with an authenticator app.", False)
    mail_server: str = _doc("SMTP host; empty: mails are printed on the console.", "")
    mail_port: int = _doc("SMTP port.", 587)
    mail_tls: bool = _doc("STARTTLS for SMTP.", True)
    mail_user: str = _doc("SMTP user.", "")
    mail_password: str = _doc("SMTP password.", "")
    mail_sender: str = _doc("From address of mails.", "calm-waters@localhost")
    scenarios: str = _doc("Another folder of scenario files; empty: the shipped ones.", "")

    @property
    def database_url(self) -> str:
        """The SQLAlchemy address in use."""
        return self.database or f"sqlite:///{(self.instance.resolve() / 'calm-waters.sqlite').as_posix()}"


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``TRAINER_*`` variables. Raises ``SettingError`` for a value of the wrong type."""
    environment = os.environ if environment is None else environment
    types = get_type_hints(Settings)
    known = {PREFIX + item.name.upper(): item.name for item in fields(Settings)}
    values = {}
    for variable, text in environment.items():
        if variable in known:
            name = known[variable]
            values[name] = _parse(variable, text, types[name])
    return Settings(**values)


def _parse(variable: str, text: str, kind: type) -> Any:
    if kind is bool:
        if text.lower() in _TRUE | _FALSE:
            return text.lower() in _TRUE
        raise SettingError(f"{variable}={text!r}: say 1 or 0.")
    if kind is int:
        if text.strip().isdecimal():
            return int(text)
        raise SettingError(f"{variable}={text!r}: a whole number is wanted.")
    return kind(text)


def secret_key(settings: Settings) -> str:
    """The key that signs sessions; made on the first start and kept beside the database, readable by its owner only.

    Raises ``SettingError`` if the file that keeps it is empty.
    """
    if settings.secret_key:
        return settings.secret_key
    path = settings.instance / "secret_key"
    settings.instance.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_key(path)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


def _kept_key(path: Path) -> str:
    """The key in the file. Another process may be writing it in this moment. Raises ``SettingError`` if it is empty."""
    for _ in range(50):
        key = path.read_text(encoding="ascii").strip()
        if key:
            return key
        time.sleep(0.02)
    raise SettingError(f"{path} is empty. Delete it, and a new key is made; everybody must sign in again then.")


def flask_config(settings: Settings) -> dict[str, Any]:
    """The configuration of Flask and its extensions that follows from the settings."""
    return {
        "SETTINGS": settings,
        "SECRET_KEY": secret_key(settings),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": settings.https,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": 60 * 60 * 24 * 90,
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "PREFERRED_URL_SCHEME": "https" if settings.https else "http",
        "WTF_CSRF_TIME_LIMIT": None,
        "RATELIMIT_ENABLED": settings.rate_limits,
        "RATELIMIT_STORAGE_URI": settings.shared_store,
        "RATELIMIT_HEADERS_ENABLED": True,
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
        "MAIL_BACKEND": "smtp" if settings.mail_server else "console",
        "MAIL_SERVER": settings.mail_server,
        "MAIL_PORT": settings.mail_port,
        "MAIL_USE_TLS": settings.mail_tls,
        "MAIL_USERNAME": settings.mail_user or None,
        "MAIL_PASSWORD": settings.mail_password or None,
        "MAIL_DEFAULT_SENDER": settings.mail_sender,
        "MAIL_TIMEOUT": 20,
    }
