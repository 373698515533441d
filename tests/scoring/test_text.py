"""Reading a text keeps its places, so that what is underlined is what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.scoring.text import fold, negated, read, stem


@given(st.text(max_size=200), st.sampled_from(["en", "ru"]))
def test_places_lie_in_the_text_and_follow_each_other(text: str, lang: str) -> None:
    reading = read(text, lang)
    assert len(fold(text)) == len(text)
    assert len(reading.plain) == len(text)
    places = [place for sentence in reading.sentences for place in sentence.places]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert [start for start, _ in places] == sorted(start for start, _ in places)


def test_short_forms_are_written_out_and_point_to_where_they_stand() -> None:
    sentence = read("We can't help u", "en").sentences[0]
    assert sentence.words == ("we", "can", "not", "help", "you")
    assert sentence.places[1] == sentence.places[2] == (3, 8)


def test_an_abbreviation_and_a_time_end_no_sentence() -> None:
    assert len(read("Mr. Brown comes at 4.30 pm. He brings it.", "en").sentences) == 2


def test_markup_is_not_read() -> None:
    assert read("<b>sorry</b> &amp; **thanks**", "en").words == ("sorry", "thanks")


@pytest.mark.parametrize(
    ("text", "word", "lang", "expected"),
    [
        ("i am not really sorry", "sorry", "en", True),
        ("no, i am sorry", "sorry", "en", False),
        ("not only sorry", "sorry", "en", False),
        ("мне не жаль", "жаль", "ru", True),
        ("нет, мне жаль", "жаль", "ru", False),
    ],
)
def test_negation_reaches_three_words_within_the_clause(text: str, word: str, lang: str, expected: bool) -> None:
    sentence = read(text, lang).sentences[0]
    assert negated(sentence, sentence.words.index(word), lang) is expected


@pytest.mark.parametrize(("one", "other", "lang"), [("parcels", "parcel", "en"), ("посылкой", "посылка", "ru")])
def test_forms_of_a_word_share_a_stem(one: str, other: str, lang: str) -> None:
    assert stem(one, lang) == stem(other, lang)
