"""Typed words are understood: meaning first, tone second, and by tone alone where nothing fits."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.dialogue import hearing
from trainer.dialogue.matching import LIMITS, Encode, Match, choose, match, similarities
from trainer.dialogue.variants import Variant, talk_at
from trainer.paths import SCENARIOS
from trainer.scenario.model import Reply, Scores
from trainer.scenario.reader import read_file
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.scoring.embedding import Vectors, encoder

RUDE = {"empathy": -1.5, "de_escalation": -2.0, "clarity": 1.0}
NEUTRAL = {"empathy": 0.0, "de_escalation": 0.0, "clarity": 0.0}


def reply(name: str, say: str, *points: int, like: Sequence[str] = ()) -> Reply:
    scores = Scores(**dict(zip(DIMENSION_IDS, points, strict=True)))
    return Reply(id=name, say=say, like=tuple(like), scores=scores, to="next")


FETCH = reply(
    "fetch", "You waited twice for nothing, I'm sorry. Could you fetch it at our counter tomorrow from ten?", 1, 2, 2,
    like=["Sorry for the two wasted days. It can be picked up at the desk from 10 tomorrow, if that suits you."],
)  # fmt: skip
RULES = reply("rules", "Our terms say that two attempts are enough. Please read them.", -1, -2, 0)
REFUND = reply("refund", "I'm sending you the money back today.", 0, 1, 1)
OFFERED = (FETCH, RULES, REFUND)


@pytest.fixture(scope="session")
def encode() -> Encode:
    """The encoder that is served, with its memory for written replies."""
    assert encoder() is not None
    return hearing.encode


def authored(words: Reply) -> dict[str, float]:
    return {name: float(points) for name, points in words.scores.as_dict().items()}


@pytest.mark.parametrize(
    "text",
    [
        "Two days wasted, my apologies. You can collect your parcel at the counter from ten tomorrow, would that work?",
        "so sorry u waited 2x!! can u pick it up at the counter tmrw from 10?",
    ],
)
def test_a_trainee_who_makes_the_offer_in_other_words_is_understood(text: str, encode: Encode) -> None:
    found = match(text, authored(FETCH), OFFERED, encode)
    assert (found.reply, found.matched) == (FETCH, True)


def test_a_trainee_who_writes_russian_is_understood(encode: Encode) -> None:
    wait = reply("wait", "Не уходите, я уже ищу вашу посылку.", 1, 1, 1)
    bye = reply("bye", "Обратитесь в другой отдел.", -1, -1, 0)
    found = match("останьтесь пожалуйста, посылку вашу как раз разыскиваю", authored(wait), (bye, wait), encode)
    assert (found.reply, found.matched) == (wait, True)


def test_a_trainee_who_makes_the_offer_rudely_meets_somebody_who_heard_the_tone(encode: Encode) -> None:
    text = "Twice for nothing, boo hoo. Then get up and fetch it at our counter tomorrow from ten yourself."
    polite = match(text, authored(FETCH), OFFERED, encode)
    rude = match(text, RUDE, OFFERED, encode)
    assert (polite.reply, polite.matched) == (FETCH, True)
    assert (rude.reply, rude.matched) == (RULES, False)


def test_a_trainee_who_wraps_a_weak_reply_in_warm_words_still_makes_its_move(encode: Encode) -> None:
    text = "I do understand, and I'm sorry to say it, but by our terms two attempts are enough. Would you read them?"
    found = match(text, {"empathy": 1.0, "de_escalation": 1.0, "clarity": 0.0}, OFFERED, encode)
    assert (found.reply, found.matched) == (RULES, True)


def test_a_trainee_whose_words_are_unclear_is_understood_all_the_same(encode: Encode) -> None:
    found = match(FETCH.say, {**authored(FETCH), "clarity": -2.0}, OFFERED, encode)
    assert (found.reply, found.matched) == (FETCH, True)


@pytest.mark.parametrize("text", ["Do you like opera?", "What is the name of your dog?", "ok", "🙂", "asdf", "42"])
def test_a_trainee_who_says_something_else_gets_no_reply_put_into_their_mouth(text: str, encode: Encode) -> None:
    found = match(text, NEUTRAL, OFFERED, encode)
    assert not found.matched
    assert found.reply == REFUND  # the nearest in tone


def test_a_coach_who_adds_a_wording_helps_the_next_trainee(encode: Encode) -> None:
    text = "It'll be behind the red door on Baker Street."
    bare = reply("counter", "You can fetch it from us tomorrow.", 0, 0, 1)
    told = bare.model_copy(update={"like": ("Come to the red door in Baker Street tomorrow.",)})
    assert not match(text, NEUTRAL, (bare, RULES), encode).matched
    assert match(text, NEUTRAL, (told, RULES), encode).matched


@pytest.mark.parametrize("name", ["en/parcel-nobody-looked-for.yaml", "ru/karta-v-polnoch.yaml"])
def test_a_trainee_who_types_a_written_reply_gets_that_reply_whatever_the_scorer_thinks(name: str) -> None:
    scenario = read_file(SCENARIOS / name).scenario
    for scene, content in scenario.scenes.items():
        for each in content.replies:
            words = Variant("", scenario.language, scene, each.say, each.id, "same", "test", frozenset(each.needs))
            name_of_reply, typed = hearing.hear(talk_at(words, scenario), each.say)
            assert (name_of_reply, typed.matched) == (each.id, True), scene


def test_a_trainee_without_the_encoder_is_answered_by_tone() -> None:
    found = match(FETCH.say, RUDE, OFFERED, None)
    assert (found.reply, found.matched, found.similarity) == (RULES, False, 0.0)


def test_a_trainee_as_far_from_two_tones_meets_the_reply_that_says_more_of_the_same(encode: Encode) -> None:
    twin = reply("twin", "Your dog may bring it.", *(int(points) for points in authored(REFUND).values()))
    text = "Something about your money, back today or so, sent or not sent, who knows what it was."
    found = match(text, NEUTRAL, (twin, REFUND), encode)
    assert found.reply == REFUND


def test_a_trainee_whose_words_come_near_is_not_answered_as_if_they_had_said_something_else() -> None:
    near, elsewhere = Match(FETCH, False, 0.55, 1.3, 1.5), Match(RULES, False, 0.3, 1.0, 0.0)
    found = choose([elsewhere, near])
    assert (found.reply, found.matched) == (FETCH, False)


def test_a_trainee_who_says_it_rudely_meets_the_tone_however_near_the_words() -> None:
    near, cold = Match(FETCH, False, 0.6, 2.4, 2.5), Match(RULES, False, 0.3, 0.4, 0.2)
    assert choose([near, cold]).reply == RULES


def test_where_nothing_is_on_offer_there_is_no_answer() -> None:
    with pytest.raises(ValueError, match="nothing is on offer"):
        match("Hello", NEUTRAL, (), None)


def test_every_wording_of_a_reply_counts(encode: Encode) -> None:
    alone = FETCH.model_copy(update={"like": ()})
    with_both, with_one = similarities(FETCH.like[0], (FETCH, alone), encode)
    assert with_both > with_one


POINTS = st.floats(0, 4)
WEIGHED = st.lists(
    st.builds(Match, st.sampled_from(OFFERED), st.just(False), st.floats(-1, 1), POINTS, POINTS), min_size=1
)


@given(WEIGHED)
def test_a_trainee_always_gets_one_of_the_replies_on_offer(weighed: list[Match]) -> None:
    assert choose(weighed).reply in [each.reply for each in weighed]


@given(WEIGHED)
def test_a_trainee_is_only_taken_at_words_within_the_limits(weighed: list[Match]) -> None:
    found = choose(weighed)
    assert found.matched == any(each.closeness() >= LIMITS.close_enough for each in weighed)
    if found.matched:
        assert found.closeness() >= LIMITS.close_enough
        assert found.similarity >= LIMITS.close_enough


@given(WEIGHED, POINTS)
def test_a_trainee_is_not_taken_at_their_words_for_being_ruder(weighed: list[Match], ruder: float) -> None:
    harsh = [Match(each.reply, False, each.similarity, each.distance, each.harsher + ruder) for each in weighed]
    assert choose(weighed).matched or not choose(harsh).matched


def test_the_next_trainee_at_a_scene_waits_for_no_written_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    model = encoder()
    assert model is not None
    read: list[int] = []

    def counts(texts: Sequence[str]) -> Vectors:
        read.append(len(texts))
        return model.encode(texts)

    monkeypatch.setattr(hearing, "encoder", lambda: SimpleNamespace(encode=counts))
    monkeypatch.setattr(hearing, "_kept", {})
    for words in ("Hello.", "Good morning."):
        vectors = hearing.encode([words, FETCH.say, RULES.say, FETCH.say])
        assert np.allclose(vectors, model.encode([words, FETCH.say, RULES.say, FETCH.say]), atol=1e-5)
    assert read == [3, 1]
