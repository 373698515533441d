"""The library and the brief of a scenario, with what this player has made of them so far.

These pages stand on this floor, above ``library``, because they show attempts; their addresses and endpoints say
"library".
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.players import current_player, guests_welcome
from trainer.accounts.preferences import answers_by, remember_answers_by, wants_hints, wants_timers
from trainer.library.models import Shelved
from trainer.library.revisions import content
from trainer.library.shelf import NoSuchScenario, Retired, Wanted, find, get
from trainer.practice.attempts import Mode, mine, start
from trainer.practice.forms import StartForm
from trainer.practice.models import RUNNING, Attempt
from trainer.practice.standing import next_for, standing
from trainer.practice.wording import DIFFICULTIES, KINDS
from trainer.scenario.model import AnswerBy
from trainer.scoring.dimensions import SKILLS
from trainer.web.errors import not_found
from trainer.web.locale import LANGUAGES, language

blueprint = Blueprint("library", __name__)
MINUTES = (5, 7, 10)
T = TypeVar("T")

blueprint.register_error_handler(NoSuchScenario, not_found)


@blueprint.errorhandler(Retired)
def gone(error: Retired) -> ResponseReturnValue:
    """Talks and feedback lead to their scenario, also when its file is gone: on to the others, with a word."""
    flash(_("“%(title)s” is no longer on the shelf. What you did there stays under “Progress”.", title=error.title))
    return redirect(url_for("library.shelf"), 303)


@blueprint.get("/")
def shelf() -> str:
    """The shelf, filtered. Without a choice of language, scenarios in the language of the interface."""
    wanted = _wanted()
    attempts = mine(current_player(create=False))
    items = find(wanted)
    template = "library/_shelf.html" if request.headers.get("HX-Target") == "shelf" else "library/shelf.html"
    return render_template(
        template,
        items=items,
        wanted=wanted,
        filtered=any(request.args.values()),
        other_languages=not items and bool(find(Wanted())),
        standing=standing(attempts),
        running=_unfinished(attempts),
        following=next_for(attempts, _all_of_language(wanted.language)),
        newcomer=not attempts,
        kinds=KINDS,
        skills=SKILLS,
        difficulties=DIFFICULTIES,
        minutes=MINUTES,
        all_languages=LANGUAGES,
    )


def _wanted() -> Wanted:
    args = request.args
    chosen = args.get("language", language())
    return Wanted(
        language=chosen if chosen in LANGUAGES else "",
        kind=_one_of(KINDS, args.get("kind", "")) or "",
        skill=_one_of(SKILLS, args.get("skill", "")) or "",
        difficulty=_one_of(DIFFICULTIES, args.get("difficulty", 0, int)) or 0,
        minutes=_one_of(MINUTES, args.get("minutes", 0, int)) or 0,
        words=args.get("q", "")[:100],
    )


def _one_of(known: Container[T], asked: T) -> T | None:
    """Only what the page offers: a list of choices that shows one thing must not filter by another."""
    return asked if asked in known else None


def _all_of_language(code: str) -> list[Shelved]:
    return find(Wanted(language=code))


def _unfinished(attempts: Sequence[Attempt]) -> Attempt | None:
    return next((attempt for attempt in attempts if attempt.status == RUNNING), None)


@blueprint.get("/scenarios/<language>/<slug>")
def brief(language: str, slug: str) -> str:
    """What one must know before the talk, and how one wants to practise it."""
    item = get(language, slug)
    # A guest gets a key before beginning: a double click then comes from one guest.
    player = current_player(create=guests_welcome())
    attempts = mine(player, slug=slug, language=language)
    scenario = content(item.digest).scenario
    form = StartForm(
        mode="practice" if wants_hints() else "test",
        timed=wants_timers(),
        answer_by=answers_by() if scenario.answer_by is AnswerBy.BOTH else scenario.answer_by.value,
    )
    return render_template(
        "library/brief.html",
        item=item,
        scenario=scenario,
        timed=any(scene.seconds for scene in scenario.scenes.values()),
        attempts=attempts,
        running=_unfinished(attempts),
        form=form,
    )


@blueprint.post("/scenarios/<language>/<slug>/start")
def begin(language: str, slug: str) -> ResponseReturnValue:
    """Start an attempt. Sending the form twice starts one."""
    form = StartForm()
    if not form.validate():
        abort(400, _("The form was not complete."))
    item = get(language, slug)
    by_author = content(item.digest).scenario.answer_by
    if by_author is AnswerBy.BOTH:
        remember_answers_by(form.answer_by.data)
    answer_by = form.answer_by.data if by_author is AnswerBy.BOTH else by_author.value
    mode = Mode(hints=form.mode.data != "test", timed=bool(form.timed.data), answer_by=answer_by)
    # The form cannot be sent again by itself: whoever must sign in first comes back to the page it is on.
    player = current_player(create=True, back=url_for(".brief", language=language, slug=slug))
    attempt = start(player, item, mode, form.key.data)
    return redirect(url_for("practice.talk", key=attempt.key), 303)
