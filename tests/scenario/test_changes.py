"""A coach reads what changed in a talk, not in a file."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario.drafts import GOOD_TALK, good
from tests.scenario.test_reader_random import LONG
from tests.scenario.wandering import random_scenario
from trainer.scenario.changes import Changes, Entry, changes
from trainer.scenario.model import Scenario
from trainer.scenario.reader import digest, read
from trainer.scenario.wordiff import Piece, pieces

WHOLE = read(LONG).scenario


def changed(old: str, new: str, text: str = LONG) -> Changes:
    assert old in text
    return changes(read(text).scenario, read(text.replace(old, new, 1)).scenario)


def only_entry(found: Changes) -> Entry:
    (scene,) = found.scenes
    (entry,) = scene.entries
    return entry


def marked(entry: Entry) -> str:
    """Words in both as they are, [-gone-], {+new+}."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in entry.pieces)


@given(st.integers(0, 10**6))
@settings(deadline=None)
def test_nothing_changes_between_a_talk_and_itself(seed: int) -> None:
    assert not changes(random_scenario(Random(seed)), random_scenario(Random(seed)))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(deadline=None)
def test_whatever_makes_another_revision_shows(one: int, other: int) -> None:
    old, new = random_scenario(Random(one)), random_scenario(Random(other))
    assert bool(changes(old, new)) == (digest(old) != digest(new))


def spots(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    """Every single value of a dumped scenario with its path."""
    if isinstance(value, dict):
        return [spot for name, each in value.items() for spot in spots(each, (*path, name))]
    if isinstance(value, list):
        return [(path, value), *(spot for number, each in enumerate(value) for spot in spots(each, (*path, number)))]
    return [(path, value)]


def others(path: tuple[str | int, ...], value: Any) -> Any:
    """Another value of the same type that the type takes."""
    choices = {
        "language": "ru", "kind": "discussion", "channel": "phone", "answer_by": "type", "ending": "settled",
        "to": "lost", "start": "found", "ends": "resolved", "speaker": "you",
    }  # fmt: skip
    if path[-1] == "at_tension":
        return [1, 9]
    if isinstance(value, list):
        return value[1:] if len(value) > 1 else [*value, *value] if path[-1] != "skills" else ["persuading"]
    if isinstance(value, int):
        return value - 1 if value > 0 else value + 1
    name = next(step for step in reversed(path) if isinstance(step, str))
    if name == "skills":
        return "engaging_others"
    return choices.get(name, f"{value}_x")


@pytest.mark.parametrize(
    ("path", "value"),
    [(path, value) for path, value in spots(WHOLE.model_dump(mode="json", exclude_defaults=True)) if value != []],
    ids=lambda part: ".".join(map(str, part)) if isinstance(part, tuple) else "",
)
def test_every_change_of_a_field_shows(path: tuple[str | int, ...], value: Any) -> None:
    content = WHOLE.model_dump(mode="json", exclude_defaults=True)
    holder = content
    for step in path[:-1]:
        holder = holder[step]
    other = others(path, value)
    if other == value:
        other = "lost" if value == "resolved" else "resolved"
    holder[path[-1]] = other
    new = Scenario.model_validate(content)
    assert digest(new) != digest(WHOLE)
    assert changes(WHOLE, new)


def test_a_reworded_reply_is_shown_word_by_word() -> None:
    entry = only_entry(changed("Please calm down, there is no need to shout.", "Please calm down, no need to shout."))
    assert str(entry.label) == "Reply 2"
    assert marked(entry) == "Please calm down,[- there is-] no need to shout."


def test_scores_tension_and_target_are_named_in_words() -> None:
    entry = only_entry(changed("scores: {empathy: -2, de_escalation: -2}\n        tension: +2", "tension: -1"))
    assert [(str(change.field), [*map(str, change.old)], [*map(str, change.new)]) for change in entry.changes] == [
        ("Scores", ["Empathy -2", "De-escalation -2", "Clarity +0"], ["Empathy +0", "De-escalation +0", "Clarity +0"]),
        ("Tension", ["+2"], ["-1"]),
    ]
    entry = only_entry(
        changed("sets: [told_to_calm_down]\n        to: found", "sets: [told_to_calm_down]\n        to: lost")
    )
    assert [str(side) for side in (*entry.changes[0].old, *entry.changes[0].new)] == [
        "The parcel is stuck (found)",
        "lost",
    ]


def test_of_a_list_only_what_changed_is_shown() -> None:
    (change,) = changed("not the goods", "never the goods").about
    assert "".join(piece.text for piece in change.pieces) == "You may refund shipping, notnever the goods."


def test_a_new_reply_before_others_is_one_new_reply() -> None:
    new = "    replies:\n      - {say: Hello there., to: found}\n"
    found = changed("    replies:\n", new)
    first, *rest = found.scenes[0].entries
    assert (first.kind, marked(first)) == ("added", "{+Hello there.+}")
    assert {entry.kind for entry in rest} == {"changed"}
    assert all(str(change.field) == "Name in the file" for entry in rest for change in entry.changes)


def test_a_scene_that_is_new_shows_all_that_is_said_in_it() -> None:
    new = "  resolved:\n    lines:\n      - dana: Thank you."
    found = changed(new, f"  pause:\n    lines: [dana: One moment.]\n    routes: [to: lost]\n{new}")
    (scene,) = found.scenes
    assert (scene.kind, scene.name) == ("added", "pause")
    assert [marked(entry) for entry in scene.entries] == ["{+One moment.+}", ""]


def test_a_scene_with_another_name_is_still_that_scene() -> None:
    text = LONG.replace("farewell", "goodbye")
    names = {(scene.kind, scene.name) for scene in changes(WHOLE, read(text).scenario).scenes}
    assert names == {("changed", "goodbye"), ("changed", "found")}


def test_lines_that_changed_places_are_said_to() -> None:
    old = "      - narrator: The tracking page shows that the parcel has not moved for eight days.\n"
    line = "      - dana: And don't tell me again to calm down.\n        needs: [told_to_calm_down]\n"
    found = changed(old + line, line + old)
    assert [str(change.field) for change in found.scenes[0].changes] == ["Order of the lines"]


def test_a_reply_that_is_gone_keeps_its_words() -> None:
    reply = "    - {say: It is not my fault that it is late."
    start = GOOD_TALK.index(reply)
    text = GOOD_TALK[:start].rstrip(" ") + GOOD_TALK[GOOD_TALK.index("\n", start) + 1 :]
    entry = only_entry(changes(good().scenario, read(text).scenario))
    assert (entry.kind, marked(entry)) == ("removed", "[-It is not my fault that it is late.-]")


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_out_of_the_pieces(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "added") == old
    assert "".join(piece.text for piece in found if piece.kind != "removed") == new
    assert Piece("same", "") not in found
