"""``create_app``: the one place where everything is put together."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from trainer import __version__
from trainer.accounts import init_accounts
from trainer.accounts.people import locale_of_user, remember_locale
from trainer.authoring import init_authoring
from trainer.coaching import init_coaching
from trainer.config import Settings, flask_config, from_environment
from trainer.extensions import csrf, db, limiter, mail, migrate
from trainer.paths import MIGRATIONS, TEMPLATES
from trainer.practice import init_practice
from trainer.web.assets import init_assets
from trainer.web.errors import init_errors
from trainer.web.headers import init_headers
from trainer.web.locale import init_locale
from trainer.web.markdown import init_markdown
from trainer.web.pages import init_pages
from trainer.web.sessions import PageSessions
from trainer.workshops import init_workshops


def create_app(settings: Settings | None = None) -> Flask:
    """The app for these settings, by default those of the environment. Raises ``SettingError`` for a wrong one."""
    settings = settings or from_environment()
    settings.instance.mkdir(parents=True, exist_ok=True)
    app = Flask("trainer", template_folder=str(TEMPLATES), instance_path=str(settings.instance.resolve()))
    app.config.from_mapping(flask_config(settings))
    app.session_interface = PageSessions()
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["version"] = __version__
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    csrf.init_app(app)
    limiter.init_app(app)
    mail.init_app(app)
    init_locale(app, locale_of_user, remember_locale)
    init_assets(app)
    init_headers(app)
    init_errors(app)
    init_pages(app)
    init_markdown(app)
    init_accounts(app)
    init_practice(app)
    init_authoring(app)
    init_coaching(app)
    init_workshops(app)
    return app
