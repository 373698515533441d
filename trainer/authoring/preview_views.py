"""Playing a draft from any scene, with everything laid open: flags, tension, scores, reasons."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from trainer.authoring.drafts import NoSuchDraft, load
from trainer.authoring.models import Draft
from trainer.authoring.preview import NotPlayable, Played, begin, play, take
from trainer.practice.evidence import judge_all
from trainer.practice.judging import NotJudged
from trainer.practice.talk import messages
from trainer.practice.wording import NOT_JUDGED
from trainer.scenario.problems import Problem, ScenarioError
from trainer.scenario.reader import read
from trainer.scoring.assessment import MAX_CHARS, TooLong
from trainer.scoring.dimensions import DIMENSIONS
from trainer.web.errors import not_found
from trainer.web.locale import language
from trainer.words import Words, say

blueprint = Blueprint("preview", __name__, url_prefix="/coach/drafts/<key>/play")
blueprint.register_error_handler(NoSuchDraft, not_found)

LENGTHY = say("Nobody reads that much when upset. Shorten it to 2,000 characters; your words are kept below.")


@blueprint.get("", endpoint="play")
def from_scene(key: str) -> ResponseReturnValue:
    """The talk from ``?scene=`` (none: from its start), at ``?tension=`` (none: that of the scenario)."""
    return _show(load(current_user, key), "")


@blueprint.post("", endpoint="step")
def go_on(key: str) -> ResponseReturnValue:
    """One more answer, or one step back; the page carries the path."""
    draft = load(current_user, key)
    return _show(draft, request.form.get("path", ""), request.form.get("do", ""))


def _show(draft: Draft, path: str, do: str = "") -> ResponseReturnValue:
    scene, tension = request.values.get("scene", ""), request.values.get("tension", None, int)
    words, word, kept = request.form.get("text", ""), None, ""
    try:
        scenario = begin(read(draft.text).scenario, scene, tension)
        played = play(scenario, "" if do == "again" else path, back=1 if do == "back" else 0)
        if played.word is None and (do.startswith("reply.") or do == "say"):
            played = take(played, do.removeprefix("reply.") if do != "say" else "", words)
    except ScenarioError as error:
        return _unplayable(draft, error.problems), 409
    except NotPlayable as error:
        return _unplayable(draft, (), error.words), 409
    except (TooLong, NotJudged) as error:
        word = LENGTHY if isinstance(error, TooLong) else None
        kept, not_judged = words, isinstance(error, NotJudged)
        return _page(draft, play(scenario, path), scene, tension, word, kept, NOT_JUDGED if not_judged else None)
    except (ValueError, KeyError, TypeError, AttributeError):
        abort(400)
    return _page(draft, played, scene, tension, played.word)


def _page(
    draft: Draft,
    played: Played,
    scene: str,
    tension: int | None,
    word: Words | None,
    kept: str = "",
    trouble: object = None,
) -> str:
    playthrough = played.playthrough
    typed = {turn.number: turn.step.typed for turn in playthrough.turns if turn.step.typed is not None}
    fresh = request.method == "POST" and request.form.get("do", "") not in ("back", "again")
    return render_template(
        "authoring/_preview.html" if request.headers.get("HX-Request") else "authoring/preview.html",
        draft=draft,
        key=draft.key,
        playthrough=playthrough,
        scenario=playthrough.scenario,
        path=played.path,
        start=scene,
        tension=tension,
        messages=messages(playthrough),
        judged=judge_all(typed, language()),
        dimensions=DIMENSIONS,
        most=MAX_CHARS,
        word=word,
        trouble=trouble,
        kept=kept,
        fresh=fresh,
    )


def _unplayable(draft: Draft, problems: tuple[Problem, ...], words: Words | None = None) -> str:
    return render_template("authoring/preview_broken.html", draft=draft, key=draft.key, problems=problems, words=words)
