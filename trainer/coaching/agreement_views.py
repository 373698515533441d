"""How far coaches and the scorer agree, and how many turns are rated to know it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, format_date, format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from trainer.coaching import blind
from trainer.coaching.agreement import NEWEST, Period, Sides, comparisons
from trainer.practice.corrections import Unusable
from trainer.scoring.agreement import FEWEST, Figure
from trainer.scoring.dimensions import DIMENSIONS

blueprint = Blueprint("agreement", __name__, url_prefix="/coach/agreement")

NAMES: Mapping[Sides, LazyString] = {
    Sides.COACHES: _l("Coach with coach"),
    Sides.MACHINE: _l("Scorer with coach, blind"),
    Sides.OVERRIDES: _l("Scorer with coach, corrected scores"),
}
NOTES: Mapping[Sides, LazyString] = {
    Sides.COACHES: _l("Turns that two coaches rated blind. Nobody can ask more of the scorer than coaches reach."),
    Sides.MACHINE: _l("Blind ratings beside the points the scorer gave to the same words at that time."),
    Sides.OVERRIDES: _l(
        "Scores that coaches corrected, beside what the scorer had given. They exist where somebody disagreed, so they "
        "make the scorer look worse than it is: read them as where it errs, not how often."
    ),
}
WORDS: tuple[tuple[float, LazyString], ...] = (
    (0.8, _l("very good")),
    (0.6, _l("good")),
    (0.4, _l("moderate")),
    (0.2, _l("weak")),
    (-1.0, _l("hardly better than chance")),
)
"""From which kappa on which word holds; the steps of Landis and Koch (1977), the words milder."""


@blueprint.get("")
def show() -> str:
    """The figures."""
    return render_template(
        "coaching/agreement.html",
        comparisons=comparisons(),
        names=NAMES,
        notes=NOTES,
        fewest=FEWEST,
        newest=NEWEST,
        share=blind.share(),
        default_share=blind.DEFAULT_SHARE,
        dimensions=DIMENSIONS,
        word=_word,
        when=_when,
        hundredths=_hundredths,
    )


def _word(figure: Figure) -> LazyString:
    """What a figure means, by the lower end of its interval: that much is sure."""
    return next(word for least, word in WORDS if max(figure.low, -1.0) >= least)


def _hundredths(value: float) -> str:
    """A coefficient as the language of this request writes it: 0.62, or 0,62."""
    return str(format_decimal(value, "0.00"))


def _when(period: Period) -> str:
    if period.month is None:
        return str(_("quarter %(quarter)s, %(year)s", quarter=period.quarter, year=period.year))
    return str(format_date(date(period.year, period.month, 1), "LLL y"))


@blueprint.post("/share")
def set_share() -> ResponseReturnValue:
    """Set how many of the turns are drawn."""
    try:
        blind.set_share(request.form.get("percent", -1, type=int))
    except Unusable:
        flash(_("Give a whole number from 0 to 100."), "error")
    else:
        flash(_("From now on %(percent)s %% of the turns in own words are rated blind.", percent=blind.share()), "info")
    return redirect(url_for(".show"), 303)
