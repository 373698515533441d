"""Figures of comparisons in words and numbers of the reader's language."""

from __future__ import annotations

from flask import Flask
from flask_babel import LazyString, format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from trainer.feedback.recognition import KINDS, MEANINGS
from trainer.workshops.comparison import SMALLEST_TEAM, Change, Difference, Effect, Estimate
from trainer.workshops.models import AFTER, BEFORE, PRACTICE

ROUNDS = {BEFORE: _l("before"), PRACTICE: _l("practice"), AFTER: _l("after")}
SIZES = ((0.2, _l("hardly any effect")), (0.5, _l("a small effect")), (0.8, _l("a medium effect")))
"""Cohen's (1988) words: below 0.2, 0.5, 0.8."""


def init_comparison_wording(app: Flask) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(
        tenths=tenths,
        signed=signed,
        interval=interval,
        signed_interval=signed_interval,
        verdict=verdict,
        apart=apart,
        effect=effect,
        round_word=ROUNDS.__getitem__,
        recognition_word=KINDS.__getitem__,
        recognition_meaning=MEANINGS.__getitem__,
    )
    app.jinja_env.globals["smallest_team"] = SMALLEST_TEAM


def tenths(value: float) -> str:
    """``61.3``, with the decimal sign of the language."""
    return str(format_decimal(value, "#,##0.0"))


def signed(value: float, digits: int = 1) -> str:
    """``+4.2`` or ``−4.2``."""
    pattern = "0." + "0" * digits
    return str(format_decimal(value, f"+{pattern};−{pattern}"))


def interval(of: Estimate) -> str:
    """The interval of a mean, or why there is none."""
    if of.low is None or of.high is None:
        return str(_("no interval: one person"))
    return str(_("%(low)s to %(high)s", low=tenths(max(0.0, of.low)), high=tenths(min(100.0, of.high))))


def signed_interval(of: Change | Difference | Estimate | Effect, digits: int = 1) -> str:
    """The interval of a change, a difference or an effect, or that there is none."""
    if of.low is None or of.high is None:
        return str(_("no interval"))
    return str(_("%(low)s to %(high)s", low=signed(of.low, digits), high=signed(of.high, digits)))


def verdict(of: Change) -> str:
    """What may be said of a change: an interval that holds zero does not tell."""
    if not of.clear:
        return str(_("no clear change"))
    return str(_("clearly higher") if of.mean > 0 else _("clearly lower"))


def apart(of: Difference) -> str:
    """What may be said of a difference."""
    if not of.clear:
        return str(_("no clear difference"))
    return str(_("the first is clearly higher") if of.mean > 0 else _("the second is clearly higher"))


def effect(of: Effect) -> LazyString:
    """The size of an effect in a word."""
    return next((word for limit, word in SIZES if abs(of.g) < limit), _l("a large effect"))
