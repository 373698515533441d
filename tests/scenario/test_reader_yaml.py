"""What YAML makes of what a coach types: text stays text, and nothing happens behind the coach's back."""

import pytest

from tests.scenario.drafts import GOOD_TALK, codes, refused
from trainer.scenario.nodes import resolve
from trainer.scenario.reader import read


@pytest.mark.parametrize(
    "words",
    [
        "no",
        "yes",
        "on",
        "off",
        "Y",
        "12:30",
        "1.10",
        "2024",
        "007",
        "0x1F",
        "1e3",
        "true",
        "null",
        "~",
        "2024-01-01",
        "<<",
    ],
)
def test_words_stay_as_they_were_written(words: str) -> None:
    scenario = read(GOOD_TALK.replace("title: A late parcel", f"title: {words}").replace("I look now.", words)).scenario
    assert scenario.title == words
    assert scenario.scenes["opening"].replies[0].say == words


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("+2", 2),
        ("-2", -2),
        ("0", 0),
        ("12", 12),
        ("1.5", 1.5),
        ("true", True),
        ("null", None),
        ("", None),
        ("no", "no"),
        ("012", "012"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        (".inf", ".inf"),
        ("9" * 5000, "9" * 5000),
        ("٣", "٣"),
    ],
)
def test_plain_values_mean_what_yaml_1_2_says(written: str, meant: object) -> None:
    assert resolve(written) == meant
    assert type(resolve(written)) is type(meant)


def test_a_plus_sign_may_stand_before_a_tension() -> None:
    assert read(GOOD_TALK.replace("why: It hurts.", "tension: +2")).scenario.scenes["opening"].replies[1].tension == 2


def test_an_empty_field_that_may_be_left_out_is_left_out() -> None:
    assert read(GOOD_TALK.replace("tension: 7", "tension: 7\ngoal:")).scenario.goal is None


def test_the_second_of_two_equal_fields_is_refused_and_the_first_one_named() -> None:
    text = GOOD_TALK.replace("minutes: 5", "minutes: 5\ntitle: Another")
    assert refused(text) == [
        (
            "6:1: error: title: `title` stands here twice; the first one is on line 1. "
            "Delete one of them, or give it another name."
        )
    ]


def test_equal_fields_and_other_mistakes_are_told_together() -> None:
    text = GOOD_TALK.replace("minutes: 5", "minutes: 500\ntitle: Another")
    assert codes(text) == ["range", "duplicate-key"]


def test_scenes_of_the_same_name_are_refused() -> None:
    assert refused(GOOD_TALK + "  end:\n    ending: lost\n") == [
        (
            "22:3: error: scenes › end: `end` stands here twice; the first one is on line 19. "
            "Delete one of them, or give it another name."
        )
    ]


@pytest.mark.parametrize("tag", ["!!str", "!!python/object/apply:os.system", "!x", "!", "!<tag:yaml.org,2002:int>"])
def test_tags_are_refused(tag: str) -> None:
    assert refused(GOOD_TALK.replace("brief: You answer", f"brief: {tag} You answer")) == [
        (
            "8:8: error: brief: Tags (words that begin with `!`) are not used in scenarios. "
            "If it is text, put quotation marks around it."
        )
    ]


def test_a_few_aliases_are_understood() -> None:
    text = GOOD_TALK.replace("why: It helps.", "why: &w It helps.").replace("why: It hurts.", "why: *w")
    assert read(text).scenario.scenes["opening"].replies[1].why == "It helps."


def test_a_repeated_list_of_lines_is_read_in_both_scenes() -> None:
    text = GOOD_TALK.replace("    lines:", "    lines: &said").replace("    ending:", "    lines: *said\n    ending:")
    scenes = read(text).scenario.scenes
    assert scenes["end"].lines == scenes["opening"].lines != ()


def test_a_mistake_in_what_is_repeated_is_told_where_it_stands() -> None:
    text = GOOD_TALK.replace("{empathy: 2", "&s {empathy: 9", 1).replace(
        "scores: {empathy: -1, de_escalation: -1, clarity: -1}", "scores: *s"
    )
    assert [said.split(": ")[0] for said in refused(text)] == ["17:49", "17:49"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("brief: *nobody", "8:8: error: brief: `*nobody` repeats something called `&nobody`, but there is none above."),
        ("brief: &me [*me]", "8:13: error: brief 1: `*me` repeats something called `&me`, but there is none above."),
        ("brief: [" + "[" * 30, "8:27: error: brief" + " 1" * 19 + ": This is nested too deeply to be a scenario."),
        (
            "[a]: b",
            (
                "8:1: error: The name of a field must be a word. If this is text that begins with a bracket or a "
                "star, put quotation marks around it."
            ),
        ),
        (
            "brief: You: me",
            (
                "8:11: error: A text that holds a colon and a space needs quotation marks. "
                "If this is text, put quotation marks around all of it."
            ),
        ),
        ('brief: "You', "8:8: error: A quotation mark is opened and never closed."),
        (
            "brief: @you",
            (
                "8:8: error: A text cannot begin with this character. "
                "If this is text, put quotation marks around all of it."
            ),
        ),
        ("\tbrief: You", "8:1: error: There is a tab here; YAML is set in with spaces."),
        (
            'brief: "C:\\q"',
            (
                "8:11: error: A backslash has a meaning inside double quotation marks, but not this one. "
                "Use single quotation marks, or write the backslash twice."
            ),
        ),
        (
            "  brief: You",
            (
                "8:8: error: A text that holds a colon and a space needs quotation marks. "
                "If this is text, put quotation marks around all of it."
            ),
        ),
        (
            "brief: 'I'm here.'",
            (
                "8:11: error: The text ended at the quotation mark before this, but the line goes on. "
                "Put all of the text between quotation marks of the other kind: `\"...\"` or `'...'`."
            ),
        ),
        (
            'brief: "You answer.\ngoal: "Calm" again',
            "8:8: error: This quotation mark is closed only on line 9. Close it where the text ends.",
        ),
        ("brief: [a, , b]", "8:12: error: Something is missing here, or there is a comma too many."),
        ("---\nbrief: You", "8:1: error: A scenario file holds one scenario; `---` starts a second one here."),
    ],
)
def test_what_cannot_be_read_as_yaml_is_told_in_a_coachs_words(wrong: str, said: str) -> None:
    assert said in refused(GOOD_TALK.replace("brief: You answer chat.", wrong))


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "~"])
def test_an_empty_file_is_called_empty(text: str) -> None:
    assert refused(text) == ["1:1: error: The file is empty."]


@pytest.mark.parametrize("text", ["hello", "- a\n- b", "42"])
def test_a_file_without_fields_is_told_what_a_scenario_is(text: str) -> None:
    assert refused(text) == [
        "1:1: error: A scenario consists of fields: lines of the form `name: value`. Begin with `title: ...`."
    ]


def test_the_column_counts_letters_of_any_alphabet() -> None:
    text = GOOD_TALK.replace("{name: Dana, role: customer}", "{name: Дана 😀, rol: клиент}")
    assert "10:24: error: cast › dana › rol: There is no field `rol`. Did you mean `role`?" in refused(text)
