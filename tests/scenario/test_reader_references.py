"""A coach names something that is not there, or puts together what does not fit."""

import pytest

from tests.scenario.drafts import GOOD, GOOD_TALK, HEAD, codes, refused, talk


def scene(body: str) -> str:
    """A talk whose first scene has one good reply and this beside it; the scene's fields begin on line 14."""
    return talk(f"opening:\n  replies: [{{say: A, {GOOD}, to: end}}]\n" + body)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            GOOD_TALK.replace("to: end}", "to: edn}", 1),
            ("17:100: error: scenes › opening › reply 1 › to: `to: edn`: there is no scene `edn`. Did you mean `end`?"),
        ),
        (
            scene("  seconds: 30\n  timeout: {to: nowhere}\n"),
            ("16:19: error: scenes › opening › timeout › to: `to: nowhere`: there is no scene `nowhere`."),
        ),
        (
            talk("opening:\n  routes: [{to: emd}]\n"),
            ("14:19: error: scenes › opening › route 1 › to: `to: emd`: there is no scene `emd`. Did you mean `end`?"),
        ),
        (
            GOOD_TALK.replace("tension: 7", "tension: 7\nstart: openin"),
            ("12:8: error: start: `start: openin`: there is no scene `openin`. Did you mean `opening`?"),
        ),
        (
            GOOD_TALK.replace("opening:", "begin:"),
            ("13:3: error: scenes: There is no scene `opening` to start with. Name the first scene in `start`."),
        ),
        (
            GOOD_TALK + "walkthroughs:\n  - {take: [opening.1], ends: nd}\n",
            ("23:31: error: walkthrough 1 › ends: `ends: nd`: there is no scene `nd`. Did you mean `end`?"),
        ),
        (
            GOOD_TALK.replace("dana: Where", "boss: Where"),
            ("15:9: error: scenes › opening › line 1: Nobody in the cast is called `boss`."),
        ),
        (
            GOOD_TALK.replace("- dana: Where is it?", "- {dana: Hi, to: dan}"),
            (
                "15:24: error: scenes › opening › line 1 › "
                "to: `to: dan`: nobody in the cast is called `dan`. Did you mean `dana`?"
            ),
        ),
        (
            GOOD_TALK.replace("  dana: {name", "  you: {name").replace("dana: Where", "you: Where"),
            (
                "10:8: error: "
                "cast › you: `you` has a meaning of its own and cannot be the short name of a person. "
                "Choose another short name, for example the first name."
            ),
        ),
        (
            GOOD_TALK.replace("{say: I look now.", "{id: 2, say: I look now."),
            (
                "18:9: error: scenes › opening › reply 2 › "
                "id: Replies 1 and 2 are both called `2`. A reply without `id` is called by its number; give "
                "one of them "
                "another `id`."
            ),
        ),
        (
            GOOD_TALK.replace("{say: I look now.", "{id: timeout, say: I look now."),
            (
                "17:14: error: scenes › opening › "
                "reply 1 › id: `timeout` is how running out of time is called; no reply can have this id."
            ),
        ),
        (
            scene("  ending: lost\n"),
            (
                "15:13: error: scenes › opening › ending: This scene has both `replies` and "
                "`ending`. A scene has either replies, or routes, or an ending."
            ),
        ),
        (
            scene("  routes: [{to: end}]\n"),
            (
                "15:13: error: scenes › opening › routes: This scene has both `replies` and "
                "`routes`. A scene has either replies, or routes, or an ending."
            ),
        ),
        (
            talk("opening:\n  title: Hello\n"),
            (
                "14:5: error: scenes › opening: The talk stops here: no replies, no routes, "
                "no ending. A scene has either replies, or routes, or an ending."
            ),
        ),
        (
            scene("  seconds: 30\n"),
            (
                "15:14: error: scenes › opening › seconds: This scene has `seconds` but no `timeout`. "
                "Say in `timeout` where the talk goes when nobody answers in time."
            ),
        ),
        (
            scene("  timeout: {to: end}\n"),
            (
                "15:14: error: scenes › opening › timeout: This scene has a `timeout` but no "
                "`seconds`. Say in `seconds` how long one may think."
            ),
        ),
        (
            talk("opening:\n  routes: [{to: end}]\n  seconds: 9\n  timeout: {to: end}\n"),
            ("15:14: error: scenes › opening › seconds: Only a scene with replies can be timed."),
        ),
        (
            scene("  seconds: 9\n  timeout: {to: end, needs: [a]}\n"),
            (
                "16:31: error: scenes › opening › timeout › needs: "
                "Time runs out whatever was said before: a timeout has no conditions. Lead it to a scene with routes, "
                "and put the condition there."
            ),
        ),
        (
            scene("  lines: [{dana: Hi, at_tension: [6, 2]}]\n"),
            (
                "15:36: error: scenes › opening › line 1 › at_tension: "
                "No tension lies between 6 and 2. Write the lower one first: `[2, 6]`."
            ),
        ),
    ],
)
def test_a_coach_reads_what_does_not_fit_together(text: str, said: str) -> None:
    assert refused(text) == [said]


def test_narrator_and_you_may_speak_without_being_in_the_cast() -> None:
    assert (
        codes(GOOD_TALK.replace("- dana: Where", "- narrator: Rain.\n      - you: Hello.\n      - dana: Where")) == []
    )


def test_what_is_named_is_checked_even_where_fields_are_wrong() -> None:
    text = GOOD_TALK.replace("difficulty: 2", "difficulty: 9").replace("to: end}", "to: edn}", 1)
    assert codes(text) == ["range", "unknown-scene"]


def test_a_name_that_is_no_name_is_told_once() -> None:
    assert codes(GOOD_TALK.replace("to: end}", "to: The End}", 1)) == ["unknown-scene"]


def test_scenes_of_the_wrong_kind_hide_no_other_problem() -> None:
    said = refused(HEAD.replace("tension: 7", "tension: 70") + "  opening: [1, 2]\n  end: hello\n")
    assert said == [
        "11:10: error: tension: `70` is too high; the most is 10.",
        "13:12: error: scenes › opening: Fields are wanted here: lines of the form `name: value`.",
        "14:8: error: scenes › end: Fields are wanted here: lines of the form `name: value`.",
    ]
