"""The form of a workshop: read into an ``Outline``, with what is wrong said in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from trainer.library.models import Shelved
from trainer.library.revisions import content
from trainer.library.shelf import Wanted, find
from trainer.scenario.model import NARRATOR, Scene
from trainer.web.locale import LANGUAGES
from trainer.workshops.models import (
    AFTER,
    AFTER_ROUND,
    AT_END,
    BEFORE,
    CHOSEN,
    DRAWN,
    GIVEN,
    NOW,
    PRACTICE,
    WALL,
)
from trainer.workshops.rooms import MOST_ROUNDS, Outline, RoundPlan

KINDS = {
    BEFORE: _l("Before: a first talk, without help"),
    WALL: _l("The wall: all answer one angry line"),
    PRACTICE: _l("Practice: talks with feedback"),
    AFTER: _l("After: a parallel talk, without help"),
}
SHORT_KINDS = {BEFORE: _l("Before"), WALL: _l("The wall"), PRACTICE: _l("Practice"), AFTER: _l("After")}
TEAM_CHOICES = {
    DRAWN: _l("drawn at random when joining"),
    CHOSEN: _l("chosen by the people themselves"),
    GIVEN: _l("given by you at the desk"),
}
FEEDBACKS = {
    NOW: _l("at once, turn by turn in practice"),
    AFTER_ROUND: _l("when the round is over"),
    AT_END: _l("when the workshop is closed"),
}
SWITCHES = {
    "show_board": _l("The projector shows how teams of five people and more stand"),
    "names_shown": _l("The projector greets by name those who agree to it"),
    "hold_answers": _l("Answers on the wall wait until I let them show"),
}
DEFAULT_SWITCHES = {"show_board": True, "names_shown": False, "hold_answers": False}
LONGEST_LINE, LONGEST_CONTEXT = 500, 1000
MOST_MINUTES = 240
CUSTOMER = "customer"
TELLING = 50
"""Characters from which on a line says enough to be answered alone."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of a scenario that the wall may ask for: ``address`` is ``slug/scene``.

    ``stakes``: by how many points of tension the written replies there differ.
    """

    address: str
    title: str
    line: str
    stakes: int


def spoken_lines(language: str) -> Iterator[tuple[Shelved, list[Spoken]]]:
    """Scenario by scenario, the last words before each moment of answering."""
    for item in find(Wanted(language=language)):
        scenes = content(item.digest).scenario.scenes
        found = [
            Spoken(f"{item.slug}/{name}", scene.title or name, line, _stakes(scene))
            for name, scene in scenes.items()
            if scene.replies and (line := last_line(scene))
        ]
        if found:
            yield item, found


def _stakes(scene: Scene) -> int:
    moved = [reply.tension for reply in scene.replies]
    return max(moved) - min(moved)


def last_line(scene: Scene) -> str:
    """What the other side says last, or nothing."""
    return next((line.text for line in reversed(scene.lines) if line.speaker != NARRATOR), "")


def default_rounds(language: str) -> tuple[RoundPlan, ...]:
    """A plan to start from: the two scenarios most alike for before and after, another for the wall and to practise."""
    items = find(Wanted(language=language))
    pairs = sorted(pairwise(items), key=_unlike)
    if not items:
        return ()
    alike = pairs[0] if pairs else (items[0], items[0])
    first, second = ((item.language, item.slug) for item in alike)
    others = sorted((item for item in items if item not in alike), key=lambda item: item.kind != CUSTOMER)
    third = (others[0].language, others[0].slug) if others else first
    wall = _wall_at(third)
    return (
        RoundPlan(BEFORE, 10, (first, second)),
        *([wall] if wall else []),
        RoundPlan(PRACTICE, 15, (third,)),
        RoundPlan(AFTER, 10, (first, second)),
    )


def _unlike(pair: tuple[Shelved, Shelved]) -> tuple[bool, int, int]:
    one, other = pair
    return one.kind != other.kind, abs(one.difficulty - other.difficulty), abs(one.minutes - other.minutes)


def _wall_at(address: tuple[str, str]) -> RoundPlan | None:
    """The opening: nobody needs to know what went before. If it is too short, the line where most is at stake."""
    for item, lines in spoken_lines(address[0]):
        if item.slug == address[1]:
            telling = [each for each in lines if len(each.line) >= TELLING] or lines
            chosen = lines[0] if lines[0] in telling else max(telling, key=lambda each: each.stakes)
            return RoundPlan(WALL, 8, (address,), chosen.line, item.summary, chosen.address.partition("/")[2])
    return None


def read(form: MultiDict[str, str], begun: int) -> tuple[Outline, list[LazyString]]:
    """The plan in ``form``, and what is wrong with it.

    ``begun``: how many rounds began already and are not in the form.
    """
    wrong: list[LazyString] = []
    language = form.get("language", "")
    title = " ".join(form.get("title", "").split())[:120]
    if not title:
        wrong.append(_l("Give the workshop a title."))
    if language not in LANGUAGES:
        wrong.append(_l("Choose a language."))
    rounds = tuple(_rounds(form, language, wrong))
    if not rounds and not begun:
        wrong.append(_l("Plan at least one round."))
    outline = Outline(
        title=title,
        language=language,
        rounds=rounds,
        team_ids=tuple(form.getlist("team", type=int)),
        new_teams=tuple(
            name[:80] for line in form.get("new_teams", "").splitlines() if (name := " ".join(line.split()))
        ),
        occasion=" ".join(form.get("occasion", "").split())[:160],
        invited=max(0, min(100_000, form.get("invited", 0, type=int))),
        team_choice=_one_of(TEAM_CHOICES, form.get("team_choice"), DRAWN),
        feedback=_one_of(FEEDBACKS, form.get("feedback"), NOW),
        switches={name: bool(form.get(name)) for name in SWITCHES},
    )
    return outline, wrong


def _rounds(form: MultiDict[str, str], language: str, wrong: list[LazyString]) -> Iterator[RoundPlan]:
    for place in range(MOST_ROUNDS):
        kind = form.get(f"kind-{place}", "")
        if kind not in KINDS:
            continue
        minutes = max(1, min(MOST_MINUTES, form.get(f"minutes-{place}", 10, type=int)))
        each = _wall(form, place, language, minutes) if kind == WALL else _talks(form, place, language, kind, minutes)
        if each is None:
            name = SHORT_KINDS[kind]
            wrong.append(
                _l("Round %(number)s (%(kind)s) needs a line to answer.", number=place + 1, kind=name)
                if kind == WALL
                else _l("Round %(number)s (%(kind)s) needs a scenario.", number=place + 1, kind=name)
            )
        else:
            yield each


def _talks(form: MultiDict[str, str], place: int, language: str, kind: str, minutes: int) -> RoundPlan | None:
    known = {item.slug for item in find(Wanted(language=language))}
    chosen = dict.fromkeys(slug for slug in form.getlist(f"scenario-{place}") if slug in known)
    pairs = tuple((language, slug) for slug in chosen)
    return RoundPlan(kind, minutes, pairs) if pairs else None


def _wall(form: MultiDict[str, str], place: int, language: str, minutes: int) -> RoundPlan | None:
    own = form.get(f"line-{place}", "").strip()[:LONGEST_LINE]
    context = form.get(f"context-{place}", "").strip()[:LONGEST_CONTEXT] or None
    slug, _, scene = form.get(f"scene-{place}", "").partition("/")
    found = next(
        (
            each
            for item, lines in spoken_lines(language)
            if item.slug == slug
            for each in lines
            if each.address == f"{slug}/{scene}"
        ),
        None,
    )
    if found is not None:
        return RoundPlan(WALL, minutes, ((language, slug),), own or found.line, context, scene)
    return RoundPlan(WALL, minutes, (), own, context) if own else None


def _one_of(known: Mapping[str, object], asked: str | None, default: str) -> str:
    return asked if asked is not None and asked in known else default
