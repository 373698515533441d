"""How the scores work: what is looked for, what the points mean, and how well the machine agrees with people."""

from __future__ import annotations

from babel.numbers import get_decimal_symbol
from flask import Blueprint, render_template
from flask_babel import get_locale

from trainer.feedback.scorecard import FORMULA
from trainer.practice.agreement import agreement
from trainer.practice.wording import SUB_SCORES
from trainer.scoring.assess import is_whole
from trainer.scoring.behaviours import Behaviour, catalogue
from trainer.scoring.dimensions import DIMENSIONS, POINTS, SKILLS
from trainer.web.locale import language

blueprint = Blueprint("about", __name__)


@blueprint.get("/scores")
def scores() -> str:
    """The page for everybody who wants to know what a score is worth."""
    behaviours = catalogue(language()).values()
    return render_template(
        "about/scores.html",
        dimensions=DIMENSIONS,
        points=POINTS[::-1],
        skills=SKILLS,
        formula=FORMULA,
        agreement=agreement(),
        is_whole=is_whole(),
        decimal=get_decimal_symbol(get_locale()),
        sub_scores=SUB_SCORES,
        behaviours={
            dimension.id: sorted((each for each in behaviours if each.dimension == dimension.id), key=_order)
            for dimension in DIMENSIONS
        },
    )


def _order(behaviour: Behaviour) -> tuple[bool, str]:
    """What helps first."""
    return not behaviour.helps, behaviour.name
