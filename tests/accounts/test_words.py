"""Addresses, names and passwords, without a site."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.accounts.addresses import normal
from trainer.accounts.passwords import FEWEST_DIFFERENT, LONGEST, SHORTEST, weakness
from trainer.accounts.people import LONGEST_NAME, BadName, clean_name


@pytest.mark.parametrize("typed", ["Ann@Example.org", " ann@example.org\n", "ANN@EXAMPLE.ORG"])
def test_address_has_one_spelling(typed: str) -> None:
    assert normal(typed) == "ann@example.org"


@pytest.mark.parametrize("typed", ["", "ann", "ann@", "@example.org", "a b@example.org", "ann@example.org, bob@x.org"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        normal(typed)


@given(st.emails())
def test_normal_spelling_is_its_own_normal_spelling(email: str) -> None:
    try:
        once = normal(email)
    except ValueError:
        return
    assert normal(once) == once


@given(st.text())
def test_name_is_short_visible_and_one_line(name: str) -> None:
    try:
        cleaned = clean_name(name)
    except BadName:
        return
    assert 0 < len(cleaned) <= LONGEST_NAME
    assert clean_name(cleaned) == cleaned
    assert not any(unicodedata.category(char) == "Cc" for char in cleaned)


@given(st.text(min_size=SHORTEST, max_size=LONGEST))
def test_any_long_text_of_different_characters_is_a_password(password: str) -> None:
    assert (weakness(password) is None) == (len(set(password)) >= FEWEST_DIFFERENT)


@pytest.mark.parametrize("password", ["", "x" * 9, "x" * 300, "aaaaaaaaaaaa", "ann.lee.example"])
def test_weak_password_is_refused(password: str) -> None:
    assert weakness(password, "ann.lee.example@example.org")
