"""A coach mistypes a field: what is read, and what is said about it."""

import pytest

from tests.scenario.drafts import GOOD, GOOD_TALK, codes, refused, talk
from trainer.scenario.model import Channel, Outcome, Skill
from trainer.scenario.reader import read
from trainer.scoring.dimensions import SKILLS


def test_a_coach_gets_what_was_written() -> None:
    scenario = read(GOOD_TALK).scenario
    opening = scenario.scenes["opening"]
    assert (scenario.title, scenario.tension, scenario.channel) == ("A late parcel", 7, Channel.CHAT)
    assert (opening.lines[0].speaker, opening.lines[0].text) == ("dana", "Where is it?")
    assert [reply.id for reply in opening.replies] == ["1", "2"]
    assert opening.replies[0].scores.as_dict() == {"empathy": 2, "de_escalation": 1, "clarity": 1}
    assert scenario.scenes["end"].ending is Outcome.RESOLVED


def test_a_reply_keeps_the_id_it_was_given() -> None:
    text = talk(f"""\
    opening:
      replies:
        - {{say: A, {GOOD}, to: end}}
        - {{say: B, {GOOD}, to: end, id: sorry}}
        - {{say: C, {GOOD}, to: end}}
    """)
    assert [reply.id for reply in read(text).scenario.scenes["opening"].replies] == ["1", "sorry", "3"]


def test_every_skill_of_the_scoring_guide_can_be_written() -> None:
    assert [skill.value for skill in Skill] == list(SKILLS)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        GOOD_TALK.replace("kind: customer", "kind: custmer")
        .replace("minutes: 5", "minuts: 5")
        .replace("tension: 7", "tension: hot")
        .replace("dana: Where", "dna: Where")
        .replace("to: end}", "to: ned}", 1)
    )
    assert refused(text) == [
        "1:1: error: minutes: `minutes` is missing.",
        "3:7: error: kind: `custmer` is not one of these: customer, discussion. Did you mean `customer`?",
        "5:1: error: minuts: There is no field `minuts`. Did you mean `minutes`?",
        "11:10: error: tension: A whole number is wanted here, not `hot`.",
        "15:9: error: scenes › opening › line 1: Nobody in the cast is called `dna`. Did you mean `dana`?",
        "17:100: error: scenes › opening › reply 1 › to: `to: ned`: there is no scene `ned`. Did you mean `end`?",
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("difficulty: 2", "difficulty: 6", "4:13: error: difficulty: `6` is too high; the most is 5."),
        ("difficulty: 2", "difficulty: 0", "4:13: error: difficulty: `0` is too low; the least is 1."),
        ("difficulty: 2", "difficulty: 2.5", "4:13: error: difficulty: A whole number is wanted here, not `2.5`."),
        ("difficulty: 2", "difficulty: true", "4:13: error: difficulty: A whole number is wanted here, not `true`."),
        ("difficulty: 2", "difficulty:", "4:12: error: difficulty: Nothing is written here."),
        (
            "difficulty: 2",
            'difficulty: "2"',
            (
                "4:13: error: difficulty: A whole number is wanted here, not `2`. "
                "Write it without quotation marks and without leading zeros."
            ),
        ),
        (
            "empathy: 2",
            "empathy: 3",
            ("17:46: error: scenes › opening › reply 1 › scores › empathy: `3` is too high; the most is 2."),
        ),
        ("language: en", "language: fr", "2:11: error: language: `fr` is not one of these: en, ru."),
        (
            "[listening]",
            "[listenin]",
            (
                "6:10: error: skills 1: `listenin` is not one of these: listening, "
                "handling_criticism, engaging_others, getting_the_point_across, persuading, calming_a_discussion. "
                "Did you mean `listening`?"
            ),
        ),
        ("[listening]", "listening", "6:9: error: skills: A list is wanted here. Write `skills: [listening]`."),
        ("[listening]", "[]", "6:9: error: skills: There must be at least 1 here."),
        ("[listening]", "{a: 1}", "6:9: error: skills: A list is wanted here: lines that begin with `-`."),
        (
            "  end:",
            "  end:\n    lines: Thank you.",
            (
                "20:12: error: scenes › end › lines: A list is wanted here: lines that begin with `-`. "
                "For example `- dana: Where is my parcel?`, with a name from the cast."
            ),
        ),
        ("brief: You answer chat.", 'brief: ""', "8:8: error: brief: Nothing is written here."),
        ("brief: You answer chat.", "brief: [a]", "8:8: error: brief: A text is wanted here, not a list."),
        (
            "brief: You answer chat.",
            "brief: {a: b}",
            (
                "8:8: error: brief: A text is wanted here, not fields. "
                "If the text holds a colon or begins with a bracket, put quotation marks around it."
            ),
        ),
        (
            "{name: Dana, role: customer}",
            "Dana",
            ("10:9: error: cast › dana: Fields are wanted here: lines of the form `name: value`."),
        ),
        ("role: customer", "rle: customer", "10:9: error: cast › dana › role: `role` is missing."),
        (
            "title: A late parcel",
            "title: " + "a" * 121,
            ("1:8: error: title: This text is too long; it may have 120 characters."),
        ),
        (
            "ending: resolved",
            "ending: resolvd",
            (
                "20:13: error: scenes › end › ending: `resolvd` is not one of these: "
                "resolved, settled, escalated, lost. Did you mean `resolved`?"
            ),
        ),
        (
            "  opening:",
            "  Opening Scene:",
            (
                "13:3: error: scenes › Opening Scene: `Opening Scene` cannot be used as a "
                "name: it takes lower-case Latin letters, digits and `_`, at most 40. Write `opening_scene`."
            ),
        ),
        (
            "to: end}",
            "sets: [Told-Off], to: end}",
            (
                "17:103: error: scenes › opening › reply 1 › sets 1: `Told-Off` "
                "cannot be used as a name: it takes lower-case Latin letters, digits and `_`, at most 40. "
                "Write `told_off`."
            ),
        ),
        (
            "to: end}",
            "at_tension: [5], to: end}",
            (
                "17:108: error: scenes › opening › reply 1 › at_tension: Two numbers "
                "are wanted here, the lowest and the highest tension. For example `[0, 5]`."
            ),
        ),
        (
            "to: end}",
            "at_tension: 0-5, to: end}",
            (
                "17:108: error: scenes › opening › reply 1 › at_tension: "
                "Two numbers are wanted here, the lowest and the highest tension. For example `[0, 5]`."
            ),
        ),
        (
            "to: end}",
            "at_tension: [1, 2, 3], to: end}",
            (
                "17:108: error: scenes › opening › reply 1 › at_tension: "
                "Two numbers are wanted here, the lowest and the highest tension. For example `[0, 5]`."
            ),
        ),
        (
            "to: end}",
            "at_tension: [0, 11], to: end}",
            ("17:112: error: scenes › opening › reply 1 › at_tension 2: `11` is too high; the most is 10."),
        ),
    ],
)
def test_a_coach_reads_where_and_what_is_wrong(right: str, wrong: str, said: str) -> None:
    assert said in refused(GOOD_TALK.replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "- Where is it?",
            ("15:9: error: scenes › opening › line 1: A line needs to say who speaks. Write it as `- dana: words`."),
        ),
        (
            "- {to: you}",
            ("15:9: error: scenes › opening › line 1: A line needs to say who speaks. Write it as `- dana: words`."),
        ),
        (
            "- {dana: Hi, need: [late]}",
            ("15:20: error: scenes › opening › line 1 › need: There is no field `need`. Did you mean `needs`?"),
        ),
        (
            "- {dana: Hi, you: Hello}",
            (
                "15:20: error: scenes › opening › line 1: Two speak in one line: dana and you. "
                "Begin a new line with `-`."
            ),
        ),
        (
            "- {dana: Hi, to: narrator}",
            ("15:24: error: scenes › opening › line 1 › to: `to: narrator`: nobody in the cast is called `narrator`."),
        ),
        ("- {dana: }", "15:16: error: scenes › opening › line 1: Nothing is written here."),
    ],
)
def test_a_line_is_a_speaker_and_words(line: str, said: str) -> None:
    assert refused(GOOD_TALK.replace("- dana: Where is it?", line)) == [said]


def test_a_line_may_have_an_addressee_and_conditions() -> None:
    line = "- {dana: Hi, to: you, needs: [a], unless: [b], at_tension: [3, 9]}"
    read_line = read(GOOD_TALK.replace("- dana: Where is it?", line)).scenario.scenes["opening"].lines[0]
    assert (read_line.speaker, read_line.text, read_line.to, read_line.needs) == ("dana", "Hi", "you", ("a",))
    assert read_line.at_tension == (3, 9)


def test_no_more_than_a_hundred_problems_are_told() -> None:
    text = GOOD_TALK.replace("tension: 7", "\n".join(f"field{number}: 1" for number in range(300)))
    assert len(refused(text)) == 101
    assert "There are more problems after this one." in refused(text)[-1]


def test_pydantic_is_never_heard() -> None:
    text = "\n".join(f"{name}: [{{a: 1}}, 2, no]" for name in ("title", "kind", "minutes", "cast", "scenes", "facts"))
    said = "\n".join(refused(text)).lower()
    assert not any(
        word in said for word in ("input", "pydantic", "valid ", "extra", "instance", "dictionary", "string")
    )
    assert "value" not in codes(text)
