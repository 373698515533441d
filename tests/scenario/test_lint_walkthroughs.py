"""A coach has changed a talk, and a walkthrough does not go where it says any more."""

import pytest

from tests.scenario.drafts import BAD, GOOD, linted, talk

TALK = talk(f"""\
opening:
  replies:
    - {{say: A, {GOOD}, sets: [kind], to: second}}
    - {{say: Bad, {BAD}, to: fork}}
second:
  seconds: 9
  timeout: {{to: lost}}
  replies:
    - {{say: C, {GOOD}, id: thanks, to: fork}}
    - {{say: D, {BAD}, needs: [rude], to: fork}}
fork:
  routes: [{{to: end, needs: [kind]}}, {{to: around, needs: [rude]}}, {{to: lost}}]
around:
  routes: [{{to: around}}]
lost:
  ending: lost
  debrief: No.
""")


def walking(take: str, ends: str = "end") -> list[str]:
    return linted(TALK + f"walkthroughs:\n  - {{take: [{take}], ends: {ends}}}\n", "walkthrough")


@pytest.mark.parametrize(
    ("take", "ends"),
    [("opening.1, second.thanks", "end"), ("opening.2", "lost"), ("opening.1, second.timeout", "lost")],
)
def test_a_walkthrough_that_still_ends_where_it_says(take: str, ends: str) -> None:
    assert walking(take, ends) == []


@pytest.mark.parametrize(
    ("take", "ends", "said"),
    [
        ("opening.2", "end", "34:31: error: walkthrough 1 › ends: `ends: end`: this way ends at `lost`."),
        (
            "opening.1",
            "end",
            (
                "34:6: error: walkthrough 1 › take: This way stops at `second`, before an ending. "
                "Add what is said there: `second.1`, for example."
            ),
        ),
        (
            "opening.1, fork.1",
            "end",
            "34:24: error: walkthrough 1 › take 2: Here the talk is at `second`, not at `fork`.",
        ),
        (
            "opening.2, lost.1",
            "lost",
            "34:24: error: walkthrough 1 › take 2: The talk has ended at `lost` before this.",
        ),
        ("opening", "end", "34:13: error: walkthrough 1 › take 1: `opening` is not of the form `scene.reply`."),
        (
            "opening.3",
            "end",
            "34:13: error: walkthrough 1 › take 1: `opening` has no reply `3`. Its replies: 1, 2.",
        ),
        (
            "opening.1, second.thank",
            "end",
            "34:24: error: walkthrough 1 › take 2: `second` has no reply `thank`. Did you mean `thanks`?",
        ),
        (
            "opening.1, second.2",
            "end",
            "34:24: error: walkthrough 1 › take 2: The reply `2` is not open here: its conditions are not met.",
        ),
    ],
)
def test_a_walkthrough_that_does_not(take: str, ends: str, said: str) -> None:
    assert walking(take, ends) == [said]


def test_a_walkthrough_that_gets_stuck() -> None:
    text = (
        TALK.replace("sets: [kind]", "sets: [rude]")
        + "walkthroughs:\n  - {take: [opening.1, second.thanks], ends: end}\n"
    )
    assert linted(text, "walkthrough") == [
        "34:24: error: walkthrough 1 › take 2: After this the talk is stuck at `around`."
    ]
