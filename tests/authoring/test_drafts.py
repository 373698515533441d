"""Two who write one draft at once: what is joined, what is asked about, and that no text is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.conftest import PASSWORD
from tests.scenario.drafts import GOOD_TALK
from trainer.accounts.models import User
from trainer.accounts.people import add_user
from trainer.authoring.drafts import Closed, NoSuchDraft, Unwritable, go_on, head_of, load, new_draft
from trainer.authoring.merging import join
from trainer.authoring.models import Draft, DraftVersion
from trainer.authoring.saving import Collision, Sender, asides_of, collision_of, save
from trainer.authoring.thinning import kept
from trainer.extensions import db

KEY = "a-key-of-a-draft-1"
BASE = "title: Late\none: 1\n\ntwo: 2\n\nthree: 3\n"

Saves = Callable[..., Any]


@pytest.fixture
def people(app: Flask) -> Iterator[SimpleNamespace]:
    """Two coaches and two trainees, inside a context of the app; the first coach has begun a draft."""

    with app.app_context():
        found = {}
        for name, role in (("cleo", "coach"), ("carl", "coach"), ("tessa", "trainee"), ("tom", "trainee")):
            add_user(f"{name}@example.org", name.title(), PASSWORD, [role])
            found[name] = db.session.scalars(select(User).where(User.email == f"{name}@example.org")).one()
        new_draft(found["cleo"].id, KEY, BASE, language="en", slug="late")
        yield SimpleNamespace(**found)


def _texts(key: str = KEY) -> list[str]:
    """All texts that are kept of the draft."""

    query = select(DraftVersion.text).join(Draft, Draft.id == DraftVersion.draft_id).where(Draft.key == key)
    return list(db.session.scalars(query.order_by(DraftVersion.version)))


def test_a_form_sent_twice_makes_one_draft(people: SimpleNamespace) -> None:
    again = new_draft(people.cleo.id, KEY, "title: Something else\n", language="en", slug="else")
    assert (again.text, again.slug, again.title) == (BASE, "late", "Late")


def test_an_outsider_cannot_take_a_key_that_is_taken(people: SimpleNamespace) -> None:
    with pytest.raises(NoSuchDraft):
        new_draft(people.tom.id, KEY, "title: Mine\n", language="en", slug="mine", proposal=True)
    with pytest.raises(NoSuchDraft):
        new_draft(people.tom.id, "short", "title: Mine\n", language="en", slug="mine", proposal=True)


def test_coaches_see_every_draft_and_trainees_their_own_proposals(people: SimpleNamespace) -> None:
    new_draft(people.tessa.id, "a-proposal-of-tessa", BASE, language="en", slug="hers", proposal=True)
    assert load(people.carl, KEY).title == "Late"
    assert load(people.carl, "a-proposal-of-tessa").title == "Late"
    assert load(people.tessa, "a-proposal-of-tessa").slug == "hers"
    for person, key in ((people.tessa, KEY), (people.tom, "a-proposal-of-tessa"), (people.cleo, "nothing-of-the-kind")):
        with pytest.raises(NoSuchDraft):
            load(person, key)


def test_a_save_is_the_next_version_and_the_list_follows_its_title(people: SimpleNamespace) -> None:
    saved = save(people.cleo, KEY, BASE.replace("Late", "Later").replace("\n", "\r\n"), 1)
    assert (saved.version, saved.merged, saved.text) == (2, False, BASE.replace("Late", "Later"))
    assert load(people.carl, KEY).title == "Later"
    save(people.cleo, KEY, 'title: "broken\none: 1\n', 2)
    assert load(people.carl, KEY).title == "Later"


def test_two_coaches_who_change_different_lines_keep_both(people: SimpleNamespace) -> None:
    save(people.cleo, KEY, BASE.replace("one: 1", "one: 10"), 1)
    saved = save(people.carl, KEY, BASE.replace("three: 3", "three: 30"), 1)
    assert saved.merged
    assert saved.text == BASE.replace("one: 1", "one: 10").replace("three: 3", "three: 30")
    assert saved.version == 3


def test_two_coaches_who_change_one_line_lose_neither_text(people: SimpleNamespace) -> None:
    theirs, mine = BASE.replace("two: 2", "two: 20"), BASE.replace("two: 2", "two: 22")
    save(people.cleo, KEY, theirs, 1)
    with pytest.raises(Collision) as caught:
        save(people.carl, KEY, mine, 1, Sender("page-of-carl", 1))
    collision = caught.value
    assert (collision.mine, collision.theirs, collision.base, collision.version) == (mine, theirs, BASE, 2)
    assert "<<<<<<<\ntwo: 22\n=======\ntwo: 20\n>>>>>>>" in collision.marked
    assert load(people.carl, KEY).text == theirs
    # The page goes on saving: what is kept aside grows with it, and is the writer's alone.
    with pytest.raises(Collision):
        save(people.carl, KEY, mine + "four: 4\n", 1, Sender("page-of-carl", 2))
    draft = load(people.carl, KEY)
    assert [aside.text for aside in asides_of(people.carl.id, draft)] == [mine + "four: 4\n"]
    assert asides_of(people.cleo.id, draft) == []
    again = collision_of(people.carl, KEY, collision.aside.id)
    assert (again.mine, again.theirs) == (mine + "four: 4\n", theirs)
    # Both are joined by hand, starting from theirs.
    joined = theirs.replace("two: 20", "two: 2022")
    settled = save(people.carl, KEY, joined, 2, Sender("page-of-carl", 3), settles=collision.aside.id)
    assert (settled.text, settled.version, settled.merged) == (joined, 3, False)
    assert asides_of(people.carl.id, load(people.carl, KEY)) == []


def test_nobody_opens_what_somebody_else_has_put_aside(people: SimpleNamespace) -> None:
    save(people.cleo, KEY, BASE.replace("two: 2", "two: 20"), 1)
    with pytest.raises(Collision) as caught:
        save(people.carl, KEY, BASE.replace("two: 2", "two: 22"), 1)
    with pytest.raises(NoSuchDraft):
        collision_of(people.cleo, KEY, caught.value.aside.id)


def test_a_save_that_is_sent_twice_counts_once(people: SimpleNamespace) -> None:
    text = BASE.replace("two: 2", "two: 20")
    first = save(people.cleo, KEY, text, 1, Sender("page-of-cleo", 1))
    assert save(people.cleo, KEY, text, 1, Sender("page-of-cleo", 1)) == first
    assert _texts() == [BASE, text]


def test_a_save_that_comes_late_does_not_undo_a_later_one(people: SimpleNamespace) -> None:
    later = BASE.replace("two: 2", "two: twenty")
    save(people.cleo, KEY, later, 1, Sender("page-of-cleo", 2))
    late = save(people.cleo, KEY, BASE.replace("two: 2", "two: twe"), 1, Sender("page-of-cleo", 1))
    assert (late.text, late.version) == (later, 2)


def test_other_words_from_a_page_that_was_gone_back_to_are_no_repetition(people: SimpleNamespace) -> None:
    save(people.cleo, KEY, BASE.replace("two: 2", "two: 20"), 1, Sender("page-of-cleo", 1))
    saved = save(people.cleo, KEY, BASE.replace("one: 1", "one: 10"), 1, Sender("page-of-cleo", 1))
    assert saved.text == BASE.replace("two: 2", "two: 20").replace("one: 1", "one: 10")


def test_a_page_that_did_not_hear_of_its_last_save_does_not_collide_with_itself(people: SimpleNamespace) -> None:
    save(people.cleo, KEY, BASE.replace("two: 2", "two: twe"), 1, Sender("page-of-cleo", 1))
    text = BASE.replace("two: 2", "two: twenty")
    saved = save(people.cleo, KEY, text, 1, Sender("page-of-cleo", 2))
    assert (saved.text, saved.merged) == (text, False)


@pytest.mark.parametrize("status", ["published", "discarded", "declined"])
def test_a_closed_draft_is_not_written_on_and_a_new_one_goes_on(people: SimpleNamespace, status: str) -> None:
    load(people.cleo, KEY).status = status
    db.session.commit()
    with pytest.raises(Closed) as caught:
        save(people.cleo, KEY, BASE + "four: 4\n", 1)
    assert caught.value.draft.status == status
    new = go_on(people.carl, KEY, "the-key-of-a-new-one", BASE + "four: 4\n")
    assert (new.text, new.status, new.slug, new.version) == (BASE + "four: 4\n", "draft", "late", 1)


@pytest.mark.parametrize("text", ["x" * 1_000_001, "title: \0", "title: \ud800"])
def test_what_cannot_be_a_draft_is_refused(people: SimpleNamespace, text: str) -> None:
    with pytest.raises(Unwritable):
        save(people.cleo, KEY, text, 1)


def test_old_saves_are_thinned_but_never_the_first_and_the_last_and_bases(people: SimpleNamespace) -> None:
    for number in range(2, 20):
        save(people.cleo, KEY, BASE.replace("two: 2", f"two: {number}0"), number - 1)
    with pytest.raises(Collision):
        save(people.carl, KEY, BASE.replace("two: 2", "two: x"), 7)
    for row in db.session.scalars(select(DraftVersion)):
        row.at -= timedelta(days=100)
    db.session.commit()
    save(people.cleo, KEY, BASE, 19)
    draft = load(people.cleo, KEY)
    left = db.session.scalars(select(DraftVersion.version).where(DraftVersion.draft_id == draft.id)).all()
    assert sorted(left) == [1, 7, 19, 20]
    # A page that still stands on a version that is gone is joined from what is kept from before it.
    saved = save(people.carl, KEY, BASE.replace("two: 2", "two: 70") + "four: 4\n", 8)
    assert (saved.text, saved.merged) == (BASE + "four: 4\n", True)


def test_all_of_the_last_hour_is_kept_and_fewer_of_what_is_older() -> None:
    moment = datetime(2030, 5, 5, 12, 0)  # noqa: DTZ001
    minutes = [(number, moment - timedelta(minutes=number)) for number in range(60 * 24 * 3)]
    stay = kept(minutes, moment)
    ages = sorted(stay)
    assert ages[:61] == list(range(61))
    assert 130 < len([age for age in ages if 60 < age <= 60 * 24]) < 142
    assert len([age for age in ages if age > 60 * 24]) in (2, 3)


LINES = st.lists(st.sampled_from("abcdefgh"), max_size=6)


@given(
    before=LINES, between=st.lists(st.sampled_from("qrstuv"), min_size=1, max_size=4), after=LINES, one=LINES, two=LINES
)
def test_changes_on_both_sides_of_a_line_nobody_touched_are_both_kept(
    before: list[str], between: list[str], after: list[str], one: list[str], two: list[str]
) -> None:
    def text(*parts: list[str]) -> str:
        return "".join(f"{line}\n" for part in parts for line in part)

    between = [f"{line}{number}" for number, line in enumerate(between)]
    joined = join(text(before, between, after), text(one, between, after), text(before, between, two))
    assert joined.clean
    assert joined.text == text(one, between, two)


@given(base=st.text("ab\n", max_size=30), mine=st.text("ab\n", max_size=30), theirs=st.text("ab\n", max_size=30))
def test_what_is_not_joined_cleanly_holds_both_texts(base: str, mine: str, theirs: str) -> None:
    joined = join(base, mine, theirs)
    assert join(base, mine, mine).text == mine
    assert join(base, base, theirs).text == theirs
    lines = joined.text.split("\n")
    for changed in (mine, theirs):
        new = set(changed.split("\n")) - set(base.split("\n"))
        assert new <= set(lines)


def test_two_long_texts_that_share_nothing_are_not_compared_line_by_line() -> None:
    base, mine, theirs = ("".join(f"{which}{number}\n" for number in range(20_000)) for which in "abc")
    joined = join(base, mine, theirs)
    assert not joined.clean and "b7\n" in joined.text and "c7\n" in joined.text


def test_a_draft_of_a_whole_talk_is_listed_by_its_title() -> None:
    assert head_of(GOOD_TALK).title == "A late parcel"
    assert head_of('title: "Too: late"\nlanguage: ru\n').language == "ru"
    assert head_of("title: >\n  Two\n  lines\n").title == "Two lines"
    assert head_of("title: [broken\n").title is None
