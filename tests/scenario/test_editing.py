"""A coach's form changes the YAML text: exactly what was asked for, and nothing beside it."""

from __future__ import annotations

from difflib import unified_diff

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.paths import SCENARIOS
from trainer.scenario import editing
from trainer.scenario.editing import EditError, Pen, Pointed
from trainer.scenario.folder import scenario_files
from trainer.scenario.model import Reply, Scenario
from trainer.scenario.reader import read

TALK = """\
# For the Monday group.
title: A late parcel   # on the card
language: en
kind: customer
difficulty: 2
minutes: 5
skills: [listening]
summary: "A parcel is late."
brief: |   # keep it short
  You answer chat.

  It is Friday.
facts:
  # Ask Ben before changing this.
  - You may refund shipping.
  - A search takes two days,
    not one.
cast:
  dana: {name: Dana, role: customer}
tension: 7   # 0 calm

scenes:
  opening:
    lines:
      - dana: Where is it?
      - narrator: She waits.   # stage direction
        needs: [red]
    replies:
      # the good one
      - say: I look now.
        scores: {empathy: 2, de_escalation: 1, clarity: 1}   # agreed with Ann
        tension: -2
        why: 'It helps: at once.'
        to: middle
      - {say: Not my fault., scores: {empathy: -1}, why: It hurts., instead: "I'm sorry.", sets: [red], to: end}

  # They meet again.
  middle:
    title: Later
    replies:
      - id: go
        say: >-
          A long reply that is folded over
          two lines.
        to: end
  end:
    ending: resolved
    debrief: You listened.
walkthroughs:
  - {take: [opening.1, middle.go], ends: end}
  - {take: [opening.2], ends: end}
"""


def changes(new: str, old: str = TALK) -> list[str]:
    """The lines that differ, "-" before those that went and "+" before those that came."""
    lines = unified_diff(old.split("\n"), new.split("\n"), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_one_value_changes_and_all_else_stays_with_its_comments() -> None:
    assert changes(editing.set_header(TALK, {"title": "The parcel"})) == [
        "-title: A late parcel   # on the card",
        "+title: The parcel   # on the card",
    ]
    new = editing.change_reply(TALK, "opening", 0, {"scores": {"empathy": 0, "de_escalation": 1, "clarity": 1}})
    assert changes(new) == [
        "-        scores: {empathy: 2, de_escalation: 1, clarity: 1}   # agreed with Ann",
        "+        scores: {empathy: 0, de_escalation: 1, clarity: 1}   # agreed with Ann",
    ]


def test_words_keep_their_quotation_marks_and_their_layout() -> None:
    assert changes(editing.set_header(TALK, {"summary": 'She said "no".'}))[1] == '+summary: "She said \\"no\\"."'
    new = editing.change_reply(TALK, "opening", 0, {"why": "It's quick."})
    assert changes(new)[1] == "+        why: 'It''s quick.'"
    assert changes(editing.change_reply(TALK, "middle", 0, {"say": "Short."})) == [
        "-          A long reply that is folded over",
        "-          two lines.",
        "+          Short.",
    ]
    assert changes(editing.set_header(TALK, {"brief": "One.\n\nTwo."})) == [
        "-  You answer chat.",
        "+  One.",
        "-  It is Friday.",
        "+  Two.",
    ]
    assert changes(editing.change_reply(TALK, "opening", 1, {"instead": "Sorry!"}))[1].count('"Sorry!"') == 1


@pytest.mark.parametrize(
    "words", ["no", "12:30", "a: b", "- x", "#1", "{x}", "'", '"', "*a", "@you", "1.10", "x:", "yes #2"]
)
def test_any_words_stay_words(words: str) -> None:
    new = editing.change_reply(TALK, "opening", 1, {"say": words, "why": words})
    new = editing.change_line(new, "opening", 0, speaker="dana", words=words)
    opening = read(editing.set_header(new, {"title": words, "facts": [words]})).scenario.scenes["opening"]
    assert (opening.replies[1].say, opening.replies[1].why, opening.lines[0].text) == (words, words, words)


def test_of_a_list_only_the_item_that_differs_is_written() -> None:
    new = editing.set_header(TALK, {"facts": ["You may refund all.", "A search takes two days, not one.", "Third."]})
    assert changes(new) == [
        "-  - You may refund shipping.",
        "+  - You may refund all.",
        "+  - Third.",
    ]


def test_a_moved_reply_takes_its_comment_along_and_walkthroughs_follow() -> None:
    new = editing.move_reply(TALK, "opening", 0, 1)
    assert "        needs: [red]\n    replies:\n      - {say: Not my fault." in new
    assert "to: end}\n      # the good one\n      - say: I look now." in new
    scenario = read(new).scenario
    assert [way.take for way in scenario.walkthroughs] == [("opening.2", "middle.go"), ("opening.1",)]
    assert editing.move_reply(new, "opening", 1, 0) == TALK


def test_a_reply_that_goes_takes_its_walkthrough_and_leaves_the_others_true() -> None:
    scenario = read(editing.remove_reply(TALK, "opening", 0)).scenario
    assert [reply.say for reply in scenario.scenes["opening"].replies] == ["Not my fault."]
    assert [way.take for way in scenario.walkthroughs] == [("opening.1",)]


def test_a_new_reply_stands_where_it_was_asked_for() -> None:
    new = editing.add_reply(TALK, "opening", {"say": "Hm.", "to": "end", "tension": 1, "sets": ["red"]}, 0)
    scenario = read(new).scenario
    assert scenario.scenes["opening"].replies[0] == Reply(id="1", say="Hm.", to="end", tension=1, sets=("red",))
    assert [way.take for way in scenario.walkthroughs] == [("opening.2", "middle.go"), ("opening.3",)]
    assert [line[0] for line in changes(new)].count("-") == 2  # the two walkthroughs, nothing else


def test_lines_are_added_moved_given_to_others_and_removed() -> None:
    assert changes(editing.add_line(TALK, "middle", "dana", "Well?")) == ["+    lines:", "+      - dana: Well?"]
    new = editing.change_line(TALK, "opening", 1, speaker="dana", words="Hello?", fields={"needs": None})
    assert changes(new) == [
        "-      - narrator: She waits.   # stage direction",
        "-        needs: [red]",
        "+      - dana: Hello?   # stage direction",
    ]
    assert changes(editing.remove_line(TALK, "opening", 0)) == ["-      - dana: Where is it?"]
    assert [
        line.speaker for line in read(editing.move_line(TALK, "opening", 1, 0)).scenario.scenes["opening"].lines
    ] == [
        "narrator",
        "dana",
    ]


def test_a_new_scene_has_an_id_in_latin_letters_and_can_be_played_at_once() -> None:
    new, name = editing.add_scene(TALK, "Ещё раз: щётка!", after="opening")
    assert name == "esche_raz_schetka"
    assert list(read(new).scenario.scenes) == ["opening", name, "middle", "end"]
    assert all(line.startswith("+") for line in changes(new))
    again, second = editing.add_scene(new, "Ещё раз: щётка", ending="lost")
    assert second == "esche_raz_schetka_2" and read(again).scenario.scenes[second].ending == "lost"
    assert editing.delete_scene(new, name) == TALK


def test_a_renamed_scene_is_found_by_all_that_named_it() -> None:
    new = editing.rename_scene(editing.rename_scene(TALK, "opening", "first"), "end", "calm")
    scenario = read(new).scenario
    assert scenario.start == "first" and scenario.scenes["first"].replies[1].to == "calm"
    assert scenario.walkthroughs[0].take == ("first.1", "middle.go") and scenario.walkthroughs[0].ends == "calm"
    back = editing.rename_scene(editing.rename_scene(new, "first", "opening"), "calm", "end")
    assert changes(back) == ["+start: opening"]
    with pytest.raises(EditError, match="already something called `end`"):
        editing.rename_scene(TALK, "middle", "end")
    with pytest.raises(EditError, match="lower-case Latin"):
        editing.rename_scene(TALK, "middle", "Später")


def test_a_scene_that_others_lead_to_stays_and_says_who() -> None:
    with pytest.raises(Pointed, match="scenes › opening › reply 1"):
        editing.delete_scene(TALK, "middle")
    alone = editing.delete_scene(editing.change_reply(TALK, "opening", 0, {"to": "end"}), "middle")
    assert "They meet again" not in alone
    assert [way.take for way in read(alone).scenario.walkthroughs] == [("opening.2",)]


def test_people_come_and_go_unless_they_speak() -> None:
    new, short = editing.add_person(TALK, "Мария", "коллега")
    assert short == "mariya" and read(new).scenario.cast[short].role == "коллега"
    assert editing.remove_person(new, short) == TALK
    assert read(editing.change_person(TALK, "dana", {"about": "Tired."})).scenario.cast["dana"].about == "Tired."
    with pytest.raises(Pointed, match="scenes › opening › line 1"):
        editing.remove_person(new, "dana")


@pytest.mark.parametrize(
    ("broken", "line"), [("a: [1\nb: 2\n", 2), ("a: 1\n b: : 2\n", 2), ("", 1), ("a: 1\na: 2\n", 2)]
)
def test_a_text_that_cannot_be_read_names_the_line_to_mend(broken: str, line: int) -> None:
    with pytest.raises(EditError, match=f"Mend line {line} of the text first"):
        editing.set_header(broken, {"title": "x"})


def test_rare_ways_of_writing_are_written_anew_with_their_comments() -> None:
    rare = TALK.replace("    title: Later\n", "    ? title\n    : Later\n")
    assert read(rare).scenario == read(TALK).scenario
    new = editing.set_scene(rare, "middle", {"title": None})
    assert read(new).scenario == read(editing.set_scene(TALK, "middle", {"title": None})).scenario
    assert all(words in new for words in ("# For the Monday group.", "# agreed with Ann", "# They meet again."))


def test_what_is_repeated_elsewhere_is_left_to_the_text() -> None:
    shared = TALK.replace("scores: {empathy: 2, ", "scores: &same {empathy: 2, ").replace("{empathy: -1}", "*same")
    with pytest.raises(EditError, match="Change it in the text"):
        editing.change_reply(shared, "opening", 1, {"scores": {"empathy": 0, "de_escalation": 1, "clarity": 1}})
    alone = read(editing.remove_reply(shared, "opening", 0)).scenario.scenes["opening"].replies
    assert [reply.scores.empathy for reply in alone] == [2]


FILES = [path.read_text(encoding="utf-8") for path in scenario_files(SCENARIOS)]
TEXTS = st.text(st.sampled_from("abя :#-'\"{}[]&*!|>%@,\n\\ёé0.~?"), min_size=1, max_size=60).filter(str.strip)


@pytest.mark.parametrize("text", FILES)
def test_saying_the_same_again_changes_no_letter(text: str) -> None:
    pen = Pen(text)
    for name in ("title", "summary", "brief", "goal", "facts", "skills", "minutes", "tension"):
        assert editing.set_header(text, {name: pen.get((name,))}) == text
    for name, scene in list(pen.data["scenes"].items())[:4]:
        for number, reply in enumerate(scene.get("replies", [])):
            assert editing.change_reply(text, name, number, reply) == text
        assert editing.rename_scene(text, name, name) == text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_an_edit_gives_the_scenario_with_exactly_that_change(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([TALK, FILES[0], FILES[-1]]))
    before = read(text).scenario
    scenes = {name: scene for name, scene in before.scenes.items() if scene.replies}
    name = data.draw(st.sampled_from(sorted(scenes)))
    number = data.draw(st.integers(0, len(scenes[name].replies) - 1))
    fields = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "say": TEXTS,
                "why": TEXTS | st.none(),
                "like": st.lists(TEXTS, max_size=3),
                "tension": st.integers(-10, 10),
                "sets": st.lists(st.sampled_from(["red", "green"]), max_size=2),
                "scores": st.fixed_dictionaries(
                    dict.fromkeys(("empathy", "de_escalation", "clarity"), st.integers(-2, 2))
                ),
            },
        )
    )
    assert _read(editing.change_reply(text, name, number, fields)) == _with(before, name, number, fields)


def _read(text: str) -> Scenario:
    return read(text).scenario


def _with(before: Scenario, name: str, number: int, fields: dict[str, object]) -> Scenario:
    """The scenario with these fields in that reply, by the model alone."""
    tree = before.model_dump(mode="json")
    tree["scenes"][name]["replies"][number].update(fields)
    return Scenario.model_validate(tree)
