"""A coach's talk can be read, but practising with it would teach little."""

import pytest

from tests.scenario.drafts import BAD, END, GOOD, GOOD_TALK, HEAD, linted, talk

LONG, SHORT = "A reply of many words, so that it is long.", "A short one."


def choices(*scenes: tuple[str, str]) -> str:
    """A talk of scenes one after the other; each has a first and a second reply (``good`` or ``bad``, then words)."""
    text = HEAD.replace("tension: 7", "tension: 7\nstart: s0")
    for number, replies in enumerate(scenes):
        following = f"s{number + 1}" if number + 1 < len(scenes) else "end"
        text += f"  s{number}:\n    replies:\n"
        for kind, words in (reply.split(" ", 1) for reply in replies):
            text += f"      - {{say: '{words}', {GOOD if kind == 'good' else BAD}, to: {following}}}\n"
    return text + "".join(f"  {line}\n" for line in END.splitlines())


GIVEN_AWAY = (f"bad {SHORT}", f"good {LONG}")
HIDDEN = (f"bad {LONG}", f"good {SHORT}")


def test_the_longest_reply_is_always_the_best() -> None:
    assert linted(choices(GIVEN_AWAY, GIVEN_AWAY, GIVEN_AWAY, HIDDEN), "best-longest") == [
        (
            "13:1: warning: scenes: In 3 of 4 scenes the best reply is the longest. "
            "Make some good replies short, and give some weak ones many words."
        )
    ]


@pytest.mark.parametrize(
    "scenes",
    [
        (GIVEN_AWAY, GIVEN_AWAY, GIVEN_AWAY),
        (GIVEN_AWAY, GIVEN_AWAY, HIDDEN, HIDDEN),
        (GIVEN_AWAY, GIVEN_AWAY, GIVEN_AWAY, HIDDEN, HIDDEN),
        ((f"bad {SHORT}", f"good {SHORT}"),) * 5,
        ((f"good {SHORT}", f"good {LONG}"),) * 5,
    ],
)
def test_now_and_then_it_may_be(scenes: tuple[tuple[str, str], ...]) -> None:
    assert linted(choices(*scenes), "best-longest") == []


def test_the_first_reply_is_always_the_best() -> None:
    first, second = (f"good {SHORT}", f"bad {SHORT}"), (f"bad {SHORT}", f"good {SHORT}")
    assert linted(choices(first, first, second, first), "best-first") == [
        (
            "13:1: warning: scenes: In 3 of 4 scenes the best reply stands first. "
            "Change the order of the replies here and there."
        )
    ]
    assert linted(choices(first, first, second, second), "best-first") == []


def test_all_replies_of_a_scene_score_alike() -> None:
    text = talk(f"opening:\n  replies:\n    - {{say: A, {GOOD}, to: end}}\n    - {{say: B, {GOOD}, to: end}}\n")
    assert linted(text, "all-alike") == [
        (
            "14:5: warning: scenes › opening › replies: All replies of this scene score alike. "
            "Let the scores tell the replies apart, or there is nothing to learn here."
        )
    ]


def test_replies_that_differ_in_one_dimension_do_not_score_alike() -> None:
    other = "scores: {empathy: 1, de_escalation: 2, clarity: 1}"
    text = talk(f"opening:\n  replies:\n    - {{say: A, {GOOD}, to: end}}\n    - {{say: B, {other}, to: end}}\n")
    assert linted(text, "all-alike") == []


def test_a_dimension_that_no_reply_moves() -> None:
    text = GOOD_TALK.replace("clarity: 1", "clarity: 0").replace("clarity: -1", "clarity: 0")
    assert linted(text, "unmoved") == [
        (
            "12:1: warning: scenes: No reply of this scenario has a score for `clarity`. "
            "Everybody would get the same score for it."
        )
    ]


def test_an_ending_without_a_debrief() -> None:
    assert linted(GOOD_TALK.replace("    debrief: You listened.\n", ""), "debrief") == [
        (
            "19:3: warning: scenes › end: This ending has no `debrief`. "
            "Say what turned the talk, and what to take from it."
        )
    ]


def test_a_debrief_that_nobody_sees() -> None:
    assert linted(GOOD_TALK.replace("    lines:", "    debrief: Hm.\n    lines:"), "debrief") == [
        "14:14: warning: scenes › opening › debrief: A debrief is shown at an ending only, and this scene is none."
    ]


@pytest.mark.parametrize(
    ("cut", "missing"),
    [
        ("why: It hurts., ", "`why`"),
        (", instead: I'm sorry.", "`instead`"),
        (", why: It hurts., instead: I'm sorry.", "`why`, `instead`"),
    ],
)
def test_a_weak_reply_without_advice(cut: str, missing: str) -> None:
    assert linted(GOOD_TALK.replace(cut, ""), "advice") == [
        (
            f"18:9: warning: scenes › opening › reply 2: This is a weak reply. Missing: {missing}. "
            "Practice without feedback does harm: say why, and what to say instead."
        )
    ]


def test_silence_that_costs_points_without_advice() -> None:
    timed = "    seconds: 9\n    timeout: {scores: {empathy: -1}, why: Silence hurts., to: end}\n    lines:"
    assert linted(GOOD_TALK.replace("    lines:", timed, 1), "advice") == [
        (
            "15:5: warning: scenes › opening › timeout: Time that runs out costs points here. Missing: `instead`. "
            "Practice without feedback does harm: say why, and what to say instead."
        )
    ]
