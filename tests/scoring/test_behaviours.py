"""What the scorer looks for: every behaviour is found in its examples, and only there."""

from __future__ import annotations

import pytest

from trainer.scoring.advise import describe
from trainer.scoring.behaviours import LANGUAGES, Behaviour, Example, catalogue, load
from trainer.scoring.detectors import background
from trainer.scoring.matching import find
from trainer.scoring.patterns import PatternError, compile_pattern, expand
from trainer.scoring.text import read

EVERY = [pytest.param(lang, each, id=f"{lang}: {each.id}") for lang in LANGUAGES for each in load(lang)]


def seen_in(example: Example, lang: str) -> set[str]:
    behind = background(example.context, lang) if example.context else None
    return {found.behaviour.id for found in find(read(example.reply, lang), behind)}


@pytest.mark.parametrize(("lang", "behaviour"), EVERY)
def test_a_behaviour_is_found_in_its_examples_and_not_in_the_others(lang: str, behaviour: Behaviour) -> None:
    assert len(behaviour.matches) >= 2
    assert len(behaviour.misses) >= 2
    assert all(behaviour.id in seen_in(example, lang) for example in behaviour.matches)
    assert not any(behaviour.id in seen_in(example, lang) for example in behaviour.misses)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_has_at_least_sixty_behaviours_with_source_and_advice(lang: str) -> None:
    assert len(load(lang)) >= 60
    assert all(each.name and each.advice and each.source for each in load(lang))


def test_both_languages_mean_the_same_by_an_id() -> None:
    english, russian = catalogue("en"), catalogue("ru")
    assert english.keys() == russian.keys()
    for name, each in english.items():
        other = russian[name]
        assert (each.dimension, each.sub, each.weight, each.also) == (
            other.dimension,
            other.sub,
            other.weight,
            other.also,
        )


def test_a_russian_trainee_reads_the_name_of_what_was_seen_in_an_english_reply() -> None:
    assert describe("calm_down", "en")[0] != describe("calm_down", "ru")[0]


@pytest.mark.parametrize(
    ("source", "lang", "text", "expected"),
    [
        ("~help you", "en", "he helped you", [(1, 3)]),
        ("sorry ..2 wait", "en", "sorry for the wait", [(0, 4)]),
        ("sorry ..2 wait", "en", "sorry do not wait", []),
        ("?very sorry", "en", "so very sorry", [(1, 3)]),
        ("^ sorry $", "en", "sorry !", [(0, 1)]),
        ("^ sorry $", "en", "so sorry", []),
        ("apolog*", "en", "our apologies", [(1, 2)]),
        ("~обещать _ день", "ru", "обещали каждый день", [(0, 3)]),
        ("<n> days", "en", "in 12 days", [(1, 3)]),
        ("at <time>", "en", "at 16:30 at 88 at 8.30 at 4471", [(0, 2), (4, 6)]),
    ],
)
def test_the_language_of_patterns(source: str, lang: str, text: str, expected: list[tuple[int, int]]) -> None:
    assert compile_pattern(source, lang, {}).search(text.split()) == expected


@pytest.mark.parametrize(("text", "found"), [("No, it is not.", True), ("No.", True), ("No wonder it hurts.", False)])
def test_a_pattern_can_ask_for_a_pause(text: str, found: bool) -> None:
    sentence = read(text, "en").sentences[0]
    assert bool(compile_pattern("^ no ,", "en", {}).search(sentence.words, sentence.pauses)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("It goes out on Monday.", True), ("It was sent on Monday.", False), ("That was late, it comes on Monday.", True)],
)
def test_a_day_in_a_story_is_no_promise(text: str, found: bool) -> None:
    assert ("says_when" in seen_in(Example(text), "en")) == found


@pytest.mark.parametrize("source", ["..", "?maybe", "@nowhere", "ab*"])
def test_a_pattern_that_would_match_anything_is_refused(source: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(source, "en", {})


def test_a_list_gives_all_forms_of_its_words() -> None:
    assert {"злой", "злая", "злого"} <= expand(["~злой"], "ru")
