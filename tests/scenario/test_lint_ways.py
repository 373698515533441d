"""A coach's talk leads nowhere, or never gets somewhere: what the linter says, and where it points."""

from textwrap import dedent

from tests.scenario.drafts import BAD, END, GOOD, GOOD_TALK, HEAD, linted, talk
from trainer.scenario.lint import RULES, lint
from trainer.scenario.reader import read

ON = f"opening:\n  replies:\n    - {{say: A, {GOOD}, to: end}}\n    - {{say: Bad, {BAD}, to: end}}\n"


def test_a_good_talk_has_no_problem() -> None:
    assert lint(read(GOOD_TALK)) == []


def test_every_rule_has_a_code_of_its_own() -> None:
    assert len({code for code, _ in RULES}) == len({rule for _, rule in RULES}) == len(RULES)


def test_a_scene_to_which_nothing_leads() -> None:
    assert linted(talk(ON + "attic:\n  ending: lost\n  debrief: Nobody sees this.\n"), "unreachable") == [
        (
            "17:3: warning: scenes › attic: Nobody gets to this scene: no reply and no route leads here. "
            "Lead a reply here with `to: attic`, or delete the scene."
        )
    ]


def test_a_scene_behind_a_scene_to_which_nothing_leads() -> None:
    said = linted(talk(ON + "attic:\n  routes: [{to: roof}]\nroof:\n  routes: [{to: end}]\n"), "unreachable")
    assert said[1] == (
        "19:3: warning: scenes › roof: Nobody gets to this scene: whatever leads here cannot be reached itself."
    )


def test_a_scene_behind_a_condition_that_never_holds() -> None:
    never = ON.replace("say: A,", "say: A, needs: [a], unless: [a],").replace("to: end", "to: b", 1)
    text = talk(never.replace("say: Bad,", "say: Bad, sets: [a],") + "b:\n  ending: lost\n  debrief: No.\n")
    assert [said.split(": Nobody")[0] for said in linted(text, "unreachable")] == ["17:3: warning: scenes › b"]


def test_a_talk_without_any_ending() -> None:
    text = talk("opening:\n  routes: [{to: other}]\nother:\n  routes: [{to: opening}]\n", end="")
    assert [problem.show("") for problem in lint(read(text)) if problem.level == "error"] == [
        (
            ":12:1: error: scenes: No scene of this talk is an ending. "
            "Give the last scene `ending: resolved`, `settled`, `escalated` or `lost`."
        )
    ]


def test_a_circle_that_is_never_left() -> None:
    circle = f"""\
    round:
      replies: [{{say: B, {GOOD}, to: about}}]
    about:
      replies: [{{say: C, {GOOD}, to: round}}]
    """
    assert linted(talk(ON.replace("to: end", "to: round", 1) + dedent(circle)), "loop") == [
        (
            "17:3: error: scenes › round: The talk goes round here and never ends: `round`, `about`. "
            "Give one of these scenes a reply or a route that leads on to an ending."
        )
    ]


def test_a_scene_that_only_leads_to_itself() -> None:
    assert linted(talk(ON.replace("to: end", "to: opening")), "loop") == [
        (
            "13:3: error: scenes › opening: The talk goes round here and never ends: `opening`. "
            "Give one of these scenes a reply or a route that leads on to an ending."
        )
    ]


def test_a_circle_with_a_way_out_is_fine() -> None:
    assert linted(talk(ON.replace("to: end", "to: opening", 1)), "loop") == []


def test_a_circle_whose_way_out_never_opens() -> None:
    text = talk(ON.replace("to: end", "to: opening", 1).replace("say: Bad,", "say: Bad, at_tension: [0, 3],"))
    assert linted(text, "loop")[0].startswith("13:3: error: scenes › opening: The talk goes round here and never ends")


def test_routes_that_run_in_a_circle() -> None:
    text = talk(ON.replace("to: end", "to: a", 1) + "a:\n  routes: [{to: b}]\nb:\n  routes: [{to: a}]\n")
    assert linted(text, "loop")[0].startswith("17:3: error: scenes › a: The talk goes round here")


def test_a_dead_end_before_a_circle() -> None:
    text = talk(ON.replace("to: end", "to: hall", 1) + "hall:\n  routes: [{to: a}]\na:\n  routes: [{to: a}]\n")
    assert linted(text, "dead-end") == [
        "17:3: error: scenes › hall: From here no ending can be reached. All that follows goes round in a circle."
    ]
    assert len(linted(text, "loop")) == 1


def test_a_situation_in_which_no_reply_is_open() -> None:
    text = talk(
        ON.replace("say: A,", "say: A, at_tension: [0, 5],").replace("say: Bad,", "say: Bad, at_tension: [9, 10],")
    )
    assert linted(text, "stuck") == [
        (
            "13:3: error: scenes › opening: The talk stops here, since no reply is open, at tension 7. "
            "Let at least one reply have no conditions."
        )
    ]


def test_a_situation_in_which_no_route_applies() -> None:
    scenes = ON.replace("to: end", "sets: [cold], to: fork", 1).replace("to: end", "sets: [hot], tension: +1, to: fork")
    text = talk(
        scenes + "fork:\n  routes: [{to: end, needs: [hot, cold]}, {to: end, unless: [cold], at_tension: [0, 7]}]\n"
    )
    assert linted(text, "stuck") == [
        (
            "17:3: error: scenes › fork: The talk stops here, since no route applies, with `cold` set and "
            "at tension 7. "
            "Let the last route have no conditions."
        )
    ]


def test_a_timeout_does_not_replace_an_open_reply() -> None:
    replies = f"  replies: [{{say: A, needs: [a], sets: [a], {GOOD}, to: end}}]\n"
    text = talk("opening:\n  seconds: 9\n  timeout: {to: end}\n" + replies)
    assert linted(text, "stuck") == [
        (
            "13:3: error: scenes › opening: The talk stops here, since no reply is open, with no flag set "
            "that is asked for here. Let at least one reply have no conditions."
        )
    ]


def test_a_reply_whose_conditions_no_way_meets() -> None:
    later = f"later:\n  replies:\n    - {{say: C, {GOOD}, to: end}}\n    - {{say: D, needs: [a, b], {BAD}, to: end}}\n"
    first = ON.replace("to: end", "sets: [a], to: later", 1).replace("to: end", "sets: [b], to: later")
    assert linted(talk(first + later), "never-open") == [
        (
            "20:9: warning: scenes › later › reply 2: This reply can never be chosen: no way through the talk meets "
            "its conditions."
        )
    ]


def test_a_reply_at_a_tension_that_is_never_reached() -> None:
    text = talk(ON.replace("say: Bad,", "say: Bad, at_tension: [0, 6],"))
    assert linted(text, "never-open")[0].startswith("16:9: warning: scenes › opening › reply 2: This reply can never")


def test_a_route_behind_one_that_always_applies() -> None:
    text = talk(ON.replace("to: end", "to: fork") + "fork:\n  routes: [{to: end}, {to: opening}]\n")
    assert linted(text, "never-open") == [
        (
            "18:25: warning: scenes › fork › route 2: This route is never taken. "
            "An earlier route always applies, or its conditions are never met."
        )
    ]


def test_a_line_that_is_never_said() -> None:
    lines = (
        "  lines:\n    - {dana: Hi, needs: [a]}\n    - {dana: Ho, unless: [a]}\n    - {dana: Ha, at_tension: [0, 6]}\n"
    )
    text = talk(ON.replace("to: end", "sets: [a], to: end", 1) + lines)
    assert [said.split(": This")[0] for said in linted(text, "never-open")] == [
        "18:9: warning: scenes › opening › line 1",
        "20:9: warning: scenes › opening › line 3",
    ]
    assert "This line is never said: no way through the talk meets its conditions." in linted(text, "never-open")[0]


def test_a_flag_that_is_asked_for_and_never_set() -> None:
    text = talk(ON.replace("to: end", "sets: [sorry], to: end", 1) + "  lines: [{dana: Hi, needs: [sory]}]\n")
    assert linted(text, "unknown-flag") == [
        (
            "17:24: error: scenes › opening › line 1 › needs: No reply sets the flag `sory`, so this never applies. "
            "Did you mean `sorry`?"
        )
    ]
    assert linted(text, "never-open") == []


def test_a_flag_that_is_excluded_or_cleared_and_never_set() -> None:
    text = talk(ON.replace("say: A,", "say: A, unless: [x],").replace("say: Bad,", "say: Bad, clears: [y],"))
    assert linted(text, "unknown-flag") == [
        "15:18: warning: scenes › opening › reply 1 › unless: No reply sets the flag `x`, so this makes no difference.",
        (
            "16:20: warning: scenes › opening › reply 2 › clears: "
            "No reply sets the flag `y`, so there is nothing to clear."
        ),
    ]


def test_a_flag_that_is_set_and_never_asked_for() -> None:
    text = talk(ON.replace("say: A,", "say: A, sets: [x],").replace("say: Bad,", "say: Bad, sets: [x],"))
    assert linted(text, "unused-flag") == [
        (
            "15:18: warning: scenes › opening › reply 1 › sets: Nothing ever asks for the flag `x`. "
            "Let a later line, reply or route need it, or leave it out."
        )
    ]


def many_flags() -> str:
    """Each scene may set a flag of its own, and the last one asks for all of them: 2 to the 16th situations."""
    flags = [f"f{number}" for number in range(16)]
    scenes = "".join(
        f"  s{number}:\n    replies:\n      - {{say: A, {GOOD}, sets: [{flag}], to: s{number + 1}}}\n"
        f"      - {{say: Bad, {BAD}, to: s{number + 1}}}\n"
        for number, flag in enumerate(flags)
    )
    lines = "".join(f"      - {{dana: Hm., needs: [{flag}]}}\n" for flag in flags)
    end = "".join(f"  {line}\n" for line in END.splitlines())
    return (
        HEAD.replace("tension: 7", "tension: 7\nstart: s0")
        + scenes
        + f"  s16:\n    lines:\n{lines}    replies:\n      - {{say: A, {GOOD}, to: end}}\n"
        + f"      - {{say: Bad, {BAD}, to: end}}\n"
        + end
    )


def test_a_talk_with_too_many_situations_is_told_that_not_all_was_checked() -> None:
    text = many_flags() + "  attic:\n    ending: lost\n    debrief: No.\n"
    assert linted(text, "too-many-situations") == [
        (
            "13:1: warning: scenes: There are too many combinations of flags and tension to check every condition. "
            "Clear flags that are not needed any more, or use fewer."
        )
    ]
    assert len(linted(text, "unreachable")) == 1
    assert linted(text, "never-open") == linted(text, "stuck") == linted(text, "loop") == []
