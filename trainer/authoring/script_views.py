"""The printable script for role play around a table, in the language of the scenario."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_login import current_user
from markupsafe import Markup

from trainer.authoring.drafts import NoSuchDraft, load
from trainer.library.revisions import content
from trainer.library.shelf import NoSuchScenario, get
from trainer.scenario.model import Scenario
from trainer.scenario.problems import ScenarioError
from trainer.scenario.reader import read
from trainer.scoring.dimensions import DIMENSIONS, SKILLS
from trainer.web.errors import not_found

blueprint = Blueprint("script", __name__)
blueprint.register_error_handler(NoSuchDraft, not_found)
blueprint.register_error_handler(NoSuchScenario, not_found)


@blueprint.get("/coach/drafts/<key>/script")
def draft(key: str) -> ResponseReturnValue:
    """The script of a draft as it stands."""
    found = load(current_user, key)
    try:
        scenario = read(found.text).scenario
    except ScenarioError as error:
        broken = {"problems": error.problems, "words": None}
        return render_template("authoring/preview_broken.html", draft=found, key=key, **broken), 409
    return _page(scenario, key)


@blueprint.get("/scenarios/<language>/<slug>/script")
def published(language: str, slug: str) -> str:
    """The script of what the shelf offers."""
    return _page(content(get(language, slug).digest).scenario, None)


def _page(scenario: Scenario, key: str | None) -> str:
    numbers = {name: number for number, name in enumerate(scenario.scenes, 1)}
    # The people around the table speak the language of the scenario, whatever that of the coach's screen.
    with force_locale(scenario.language):
        sheets = render_template(
            "authoring/_script.html", scenario=scenario, numbers=numbers, dimensions=DIMENSIONS, skills=SKILLS
        )
    return render_template("authoring/script.html", scenario=scenario, key=key, sheets=Markup(sheets))  # noqa: S704 - made by the line above
