"""A coach saves a file with another editor, another encoding, or with something invisible in it."""

import pytest

from tests.scenario.drafts import GOOD_TALK, refused
from trainer.scenario.reader import read

RUSSIAN = GOOD_TALK.replace("title: A late parcel", "title: Посылка")
SAVE_AS = "Save it as UTF-8 (in the editor: Save as, Encoding)."


def test_utf_8_is_read_with_and_without_a_mark() -> None:
    assert read(RUSSIAN.encode()).scenario.title == "Посылка"
    assert read(RUSSIAN.encode("utf-8-sig")) == read("\ufeff" + RUSSIAN) == read(RUSSIAN)


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
def test_line_breaks_of_other_systems_change_nothing(line_break: str) -> None:
    text = RUSSIAN.replace("brief: You answer chat.", "brief: |\n  You answer\n  chat.")
    assert read(text.replace("\n", line_break).encode()).digest == read(text).digest
    assert refused(text.replace("\n", line_break).replace("language: en", "language: fr"))[0].startswith("2:11: ")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_wide_encodings_are_named(encoding: str) -> None:
    said = f"1:1: error: This file is saved as UTF-16 or UTF-32. {SAVE_AS}"
    assert refused(RUSSIAN.encode(encoding)) == [said]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_old_encodings_are_refused_where_they_show(encoding: str) -> None:
    said = f"1:8: error: This file is not saved as UTF-8; the first character that shows it stands here. {SAVE_AS}"
    assert refused(RUSSIAN.encode(encoding)) == [said]


def test_latin_1_is_refused_where_it_shows() -> None:
    text = GOOD_TALK.replace("role: customer", "role: protégé").encode("latin-1")
    assert refused(text)[0].startswith("10:32: error: This file is not saved as UTF-8")


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x01\x00\x00\x01", b"PK\x03\x04" + b"a" * 50 + b"\0"])
def test_what_is_no_text_is_called_so(content: bytes) -> None:
    assert refused(content) == ["1:1: error: This is not a text file."]


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\ufffe", "\ud800"])
def test_invisible_characters_are_refused_where_they_stand(character: str) -> None:
    text = GOOD_TALK.replace("A late parcel", f"A late{character} parcel")
    assert refused(text) == [f"1:14: error: There is an invisible character here (U+{ord(character):04X}). Delete it."]


@pytest.mark.parametrize("title", ["\u202eevil\u202c", "zero\u200dwidth", "👩‍🚒", "soft\u00adhyphen"])
def test_marks_of_direction_and_joiners_are_text(title: str) -> None:
    assert read(GOOD_TALK.replace("A late parcel", title)).scenario.title == title


def test_markup_is_text() -> None:
    title = "<script>alert(1)</script> javascript:x"
    assert read(GOOD_TALK.replace("A late parcel", title)).scenario.title == title
