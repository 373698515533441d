"""The turns kept for comparisons go with the talk's place in its round, not only with the talk.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.execute("delete from talk_turn where attempt_id not in (select attempt_id from round_talk)")
    with op.batch_alter_table("talk_turn", schema=None) as batch_op:
        batch_op.drop_constraint("fk_talk_turn_attempt_id_attempt", type_="foreignkey")
        batch_op.create_foreign_key(
            "fk_talk_turn_attempt_id_round_talk", "round_talk", ["attempt_id"], ["attempt_id"], ondelete="CASCADE"
        )


def downgrade() -> None:
    """Back to the revision before."""
    with op.batch_alter_table("talk_turn", schema=None) as batch_op:
        batch_op.drop_constraint("fk_talk_turn_attempt_id_round_talk", type_="foreignkey")
        batch_op.create_foreign_key(
            "fk_talk_turn_attempt_id_attempt", "attempt", ["attempt_id"], ["id"], ondelete="CASCADE"
        )
