"""Typed words of one meaning come together, in whatever order they arrive."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.dialogue.clustering import MOST, cluster
from trainer.scoring.embedding import encoder

CALLS = [
    "I'll call you back within the hour.",
    "give me your number and i call you back today",
    "Let me phone you this afternoon with an answer.",
    "Я перезвоню вам через десять минут.",
]
NUMBERS = ["What is your order number please?", "I need your order number to look it up.", "order number?"]
ALONE = ["lol", "Our warehouse burned down last week."]


def vectors_of(angles: list[float]) -> np.ndarray:
    """Unit vectors in a plane."""
    return np.array([[np.cos(angle), np.sin(angle)] for angle in angles], dtype=np.float32).reshape(len(angles), 2)


REPLIES = st.lists(
    st.tuples(st.text("ab ", max_size=3), st.integers(0, 62).map(lambda tenths: tenths / 10)), max_size=25
)


def wordings(replies: list[tuple[str, float]]) -> list[list[tuple[str, float]]]:
    texts, angles = [text for text, _ in replies], [angle for _, angle in replies]
    return [[replies[place] for place in each.members] for each in cluster(texts, vectors_of(angles))]


@given(REPLIES)
def test_every_trainees_reply_is_in_one_group(replies: list[tuple[str, float]]) -> None:
    found = cluster([text for text, _ in replies], vectors_of([angle for _, angle in replies]))
    assert sorted(place for each in found for place in each.members) == list(range(len(replies)))
    assert all(each.centre == each.members[0] for each in found)


@given(REPLIES, st.randoms(use_true_random=False))
def test_the_order_in_which_trainees_came_changes_nothing(replies: list[tuple[str, float]], random: Random) -> None:
    shuffled = list(replies)
    random.shuffle(shuffled)
    assert wordings(shuffled) == wordings(replies)


@given(REPLIES)
def test_large_groups_come_first(replies: list[tuple[str, float]]) -> None:
    sizes = [len(each) for each in wordings(replies)]
    assert sizes == sorted(sizes, reverse=True)


@given(REPLIES, st.integers(0, 24))
def test_the_same_words_twice_are_in_one_group(replies: list[tuple[str, float]], place: int) -> None:
    if not replies:
        return
    twice = replies[place % len(replies)]
    groups = wordings([*replies, twice])
    assert sum(twice in each for each in groups) == 1


@given(REPLIES, st.floats(0, 0.9), st.floats(0, 0.1))
def test_a_higher_cut_never_makes_fewer_groups(replies: list[tuple[str, float]], cut: float, more: float) -> None:
    texts, vectors = [text for text, _ in replies], vectors_of([angle for _, angle in replies])
    assert len(cluster(texts, vectors, cut)) <= len(cluster(texts, vectors, cut + more))


def test_trainees_who_mean_the_same_come_together_in_both_languages() -> None:
    model = encoder()
    assert model is not None
    texts = [*CALLS, *NUMBERS, *ALONE]
    groups = {frozenset(texts[place] for place in each.members) for each in cluster(texts, model.encode(texts))}
    assert groups == {frozenset(CALLS), frozenset(NUMBERS), *(frozenset([words]) for words in ALONE)}


def test_the_heading_is_the_wording_in_the_middle() -> None:
    found = cluster(["left", "middle", "right"], vectors_of([0.0, 0.3, 0.6]))
    assert [each.centre for each in found] == [1]


@pytest.mark.parametrize(("texts", "vectors"), [(["one"], 2), (["x"] * (MOST + 1), MOST + 1)])
def test_what_does_not_pair_up_or_is_too_much_is_refused(texts: list[str], vectors: int) -> None:
    with pytest.raises(ValueError, match="vectors"):
        cluster(texts, np.zeros((vectors, 2)))
