"""Put comparing into the app: pages, filters, and the listeners that keep figures true."""

from __future__ import annotations

from flask import Flask

from trainer.accounts.players import current_player
from trainer.practice.own_data import add_source
from trainer.workshops import export_views, recognition_views, report_views, team_views
from trainer.workshops.comparison_over_time import teams_of_player
from trainer.workshops.comparison_people import name_of
from trainer.workshops.comparison_wording import init_comparison_wording
from trainer.workshops.own_sources import SOURCES, init_guest_deletion
from trainer.workshops.recognition import init_recognition, recognised_in, recognitions
from trainer.workshops.results import init_results


def init_comparison(app: Flask) -> None:
    """Reports, results of teams, recognition, exports."""
    for module in (report_views, team_views, recognition_views, export_views):
        app.register_blueprint(module.blueprint)
    init_results(app)
    init_recognition(app)
    init_comparison_wording(app)
    init_guest_deletion(app)
    for name, source in SOURCES.items():
        add_source(app, name, source)
    app.jinja_env.filters["figure_name"] = name_of
    app.jinja_env.globals.update(
        own_recognitions=lambda: recognitions(current_player(create=False)),
        own_teams=lambda: teams_of_player(current_player(create=False)),
        recognised_in=recognised_in,
    )
