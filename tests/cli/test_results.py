"""What an administrator does about the figures of teams and workshops in the terminal."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from tests.cli.conftest import Types
from tests.workshops.meeting import GOOD, POOR, Meeting
from trainer.commands.preparing import prepared
from trainer.extensions import db
from trainer.workshops.models import AFTER, BEFORE
from trainer.workshops.result_models import MemberTally, TalkTurn, WorkshopTally


def kept() -> tuple[list[tuple[object, ...]], ...]:
    """The figures that pages read, in order."""
    tally, month, turn = WorkshopTally, MemberTally, TalkTurn
    queries = (
        select(tally.participant_id, tally.kind, tally.n, tally.overall).order_by(tally.participant_id, tally.kind),
        select(month.member_id, month.month, month.n, month.overall).order_by(month.member_id),
        select(turn.attempt_id, turn.number, turn.percent, turn.best).order_by(turn.attempt_id, turn.number),
    )
    return tuple([tuple(row) for row in db.session.execute(query)] for query in queries)


def test_an_administrator_has_figures_made_anew_that_were_changed_by_hand(types: Types) -> None:
    types("user", "add", "coach@example.org", "--name", "Vera", "--password", "a long enough phrase", "--role", "coach")
    with prepared():
        meeting = Meeting()
        for takes in (GOOD, POOR):
            who = meeting.person("Harbour")
            meeting.plays(who, BEFORE, POOR)
            meeting.plays(who, AFTER, takes)
        right = kept()
        assert [len(each) for each in right] == [4, 2, 8]
        db.session.execute(update(WorkshopTally).values(overall=1.0))
        for model in (MemberTally, TalkTurn):
            db.session.execute(delete(model))
        db.session.commit()
        assert kept() != right
    for _ in range(2):  # doing it again changes nothing
        result = types("results", "recompute")
        assert result.exit_code == 0
        assert "the figures of 4 participants of workshops and members of teams" in result.output
        with prepared():
            assert kept() == right


def test_a_new_site_has_nothing_to_compute(types: Types) -> None:
    result = types("results", "recompute")
    assert result.exit_code == 0
    assert "the figures of 0 participants" in result.output
