"""Coaches: drafts, reviews, teams, notices; workshops and their results.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "blind_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_blind_share"),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
        sa.UniqueConstraint("key", name="uq_team_key"),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_audit_entry_user_id_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_action_at", ["action", "at"], unique=False)
        batch_op.create_index("ix_audit_entry_at", ["at"], unique=False)
        batch_op.create_index("ix_audit_entry_user_id", ["user_id"], unique=False)

    op.create_table(
        "cluster_deed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("scene", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("draft_key", sa.String(length=32), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_cluster_deed_user_id_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_cluster_deed"),
        sa.UniqueConstraint("key", name="uq_cluster_deed_key"),
    )
    with op.batch_alter_table("cluster_deed", schema=None) as batch_op:
        batch_op.create_index("ix_cluster_deed_language_slug_at", ["language", "slug", "at"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base_digest", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("proposal", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("word", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["base_digest"], ["revision.digest"], name="fk_draft_base_digest_revision"),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_draft_owner_id_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("key", name="uq_draft_key"),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index("ix_draft_owner_id", ["owner_id"], unique=False)
        batch_op.create_index("ix_draft_status_updated_at", ["status", "updated_at"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_notice_user_id_user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_user_id_read_at", ["user_id", "read_at"], unique=False)

    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("guest_key", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("scene", sa.String(length=40), nullable=True),
        sa.Column("reply", sa.String(length=40), nullable=True),
        sa.Column("heard", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("leads", sa.Text(), nullable=True),
        sa.Column("assessment", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("credited", sa.Boolean(), nullable=False),
        sa.Column("draft_key", sa.String(length=32), nullable=True),
        sa.Column("word", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(user_id is null) <> (guest_key is null)", name="ck_suggestion_one_person"),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name="fk_suggestion_decided_by_user", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["digest"], ["revision.digest"], name="fk_suggestion_digest_revision"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_suggestion_user_id_user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion"),
        sa.UniqueConstraint("key", name="uq_suggestion_key"),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index("ix_suggestion_guest_key", ["guest_key"], unique=False)
        batch_op.create_index("ix_suggestion_status_at", ["status", "at"], unique=False)
        batch_op.create_index("ix_suggestion_user_id_at", ["user_id", "at"], unique=False)

    op.create_table(
        "team_coach",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_team_coach_team_id_team", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_team_coach_user_id_user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("team_id", "user_id", name="pk_team_coach"),
    )
    with op.batch_alter_table("team_coach", schema=None) as batch_op:
        batch_op.create_index("ix_team_coach_user_id", ["user_id"], unique=False)

    op.create_table(
        "team_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("as_coach", sa.Boolean(), nullable=False),
        sa.Column("invited_by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["user.id"], name="fk_team_invitation_invited_by_user", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_team_invitation_team_id_team", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_team_invitation_user_id_user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_team_invitation"),
        sa.UniqueConstraint("team_id", "email", "as_coach", name="uq_team_invitation_team_id"),
    )
    with op.batch_alter_table("team_invitation", schema=None) as batch_op:
        batch_op.create_index("ix_team_invitation_email", ["email"], unique=False)
        batch_op.create_index("ix_team_invitation_user_id", ["user_id"], unique=False)

    op.create_table(
        "team_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("guest_key", sa.String(length=32), nullable=True),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(user_id is null) <> (guest_key is null)", name="ck_team_member_one_person"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_team_member_team_id_team", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_team_member_user_id_user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_team_member"),
        sa.UniqueConstraint("team_id", "guest_key", name="uq_team_member_guest"),
        sa.UniqueConstraint("team_id", "user_id", name="uq_team_member_user"),
    )
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.create_index("ix_team_member_guest_key", ["guest_key"], unique=False)
        batch_op.create_index("ix_team_member_user_id", ["user_id"], unique=False)

    op.create_table(
        "workshop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("occasion", sa.String(length=160), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.Column("team_choice", sa.String(length=10), nullable=False),
        sa.Column("feedback", sa.String(length=10), nullable=False),
        sa.Column("show_board", sa.Boolean(), nullable=False),
        sa.Column("names_shown", sa.Boolean(), nullable=False),
        sa.Column("hold_answers", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["coach_id"], ["user.id"], name="fk_workshop_coach_id_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_workshop"),
        sa.UniqueConstraint("code", name="uq_workshop_code"),
        sa.UniqueConstraint("key", name="uq_workshop_key"),
    )
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.create_index("ix_workshop_coach_id_created_at", ["coach_id", "created_at"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_assignment_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["coach_id"], ["user.id"], name="fk_assignment_coach_id_user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_assignment"),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index("ix_assignment_coach_id", ["coach_id"], unique=False)
        batch_op.create_index(
            "ix_assignment_open",
            ["coach_id", "attempt_id"],
            unique=False,
            sqlite_where=sa.text("done_at is null"),
            postgresql_where=sa.text("done_at is null"),
        )

    op.create_table(
        "blind_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.Column("empathy", sa.Integer(), nullable=False),
        sa.Column("de_escalation", sa.Integer(), nullable=False),
        sa.Column("clarity", sa.Integer(), nullable=False),
        sa.Column("machine", sa.JSON(), nullable=False),
        sa.Column("scorer", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_blind_rating_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["coach_id"], ["user.id"], name="fk_blind_rating_coach_id_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_blind_rating"),
        sa.UniqueConstraint("attempt_id", "number", "coach_id", name="uq_blind_rating_coach"),
        sa.UniqueConstraint("attempt_id", "number", "place", name="uq_blind_rating_place"),
    )
    with op.batch_alter_table("blind_rating", schema=None) as batch_op:
        batch_op.create_index("ix_blind_rating_at", ["at"], unique=False)
        batch_op.create_index("ix_blind_rating_coach_id", ["coach_id"], unique=False)

    op.create_table(
        "blind_turn",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rated", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_blind_turn_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "number", name="pk_blind_turn"),
    )
    with op.batch_alter_table("blind_turn", schema=None) as batch_op:
        batch_op.create_index(
            "ix_blind_turn_open",
            ["rated", "attempt_id", "number"],
            unique=False,
            sqlite_where=sa.text("rated < 2"),
            postgresql_where=sa.text("rated < 2"),
        )

    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=20), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("before", sa.Double(), nullable=False),
        sa.Column("scorer", sa.String(length=40), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_correction_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["coach_id"], ["user.id"], name="fk_correction_coach_id_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
        sa.UniqueConstraint("key", "dimension", name="uq_correction_key_dimension"),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index("ix_correction_attempt_id", ["attempt_id"], unique=False)
        batch_op.create_index("ix_correction_coach_id", ["coach_id"], unique=False)
        batch_op.create_index(
            "uq_correction_current",
            ["attempt_id", "number", "dimension"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at is null"),
            postgresql_where=sa.text("withdrawn_at is null"),
        )

    op.create_table(
        "dealt_reply",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deed_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_dealt_reply_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["deed_id"], ["cluster_deed.id"], name="fk_dealt_reply_deed_id_cluster_deed", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "number", name="pk_dealt_reply"),
    )
    with op.batch_alter_table("dealt_reply", schema=None) as batch_op:
        batch_op.create_index("ix_dealt_reply_deed_id", ["deed_id"], unique=False)

    op.create_table(
        "draft_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_draft_aside_draft_id_draft", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_draft_aside_user_id_user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_draft_aside"),
        sa.UniqueConstraint("draft_id", "user_id", "page", name="uq_draft_aside_page"),
    )
    with op.batch_alter_table("draft_aside", schema=None) as batch_op:
        batch_op.create_index("ix_draft_aside_user_id", ["user_id"], unique=False)

    op.create_table(
        "draft_version",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("page", sa.String(length=32), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("merged", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_draft_version_draft_id_draft", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_draft_version_user_id_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("draft_id", "version", name="pk_draft_version"),
    )
    op.create_table(
        "exemplary",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("skill", sa.String(length=40), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_exemplary_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["coach_id"], ["user.id"], name="fk_exemplary_coach_id_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("attempt_id", "number", name="pk_exemplary"),
    )
    with op.batch_alter_table("exemplary", schema=None) as batch_op:
        batch_op.create_index("ix_exemplary_coach_id", ["coach_id"], unique=False)
        batch_op.create_index("ix_exemplary_skill_attempt_id", ["skill", "attempt_id"], unique=False)

    op.create_table(
        "member_tally",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("overall", sa.Double(), nullable=False),
        sa.Column("empathy", sa.Double(), nullable=False),
        sa.Column("de_escalation", sa.Double(), nullable=False),
        sa.Column("clarity", sa.Double(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["team_member.id"], name="fk_member_tally_member_id_team_member", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "month", name="pk_member_tally"),
    )
    op.create_table(
        "not_blind",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_not_blind_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["coach_id"], ["user.id"], name="fk_not_blind_coach_id_user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("attempt_id", "number", "coach_id", name="pk_not_blind"),
    )
    with op.batch_alter_table("not_blind", schema=None) as batch_op:
        batch_op.create_index("ix_not_blind_coach_id", ["coach_id"], unique=False)

    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("guest_key", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("rejoin_code", sa.String(length=64), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(user_id is null) <> (guest_key is null)", name="ck_participant_one_person"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_participant_team_id_team", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_participant_user_id_user", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name="fk_participant_workshop_id_workshop", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_participant"),
        sa.UniqueConstraint("key", name="uq_participant_key"),
        sa.UniqueConstraint("rejoin_code", name="uq_participant_rejoin_code"),
        sa.UniqueConstraint("workshop_id", "guest_key", name="uq_participant_guest"),
        sa.UniqueConstraint("workshop_id", "name", name="uq_participant_name"),
        sa.UniqueConstraint("workshop_id", "user_id", name="uq_participant_user"),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index("ix_participant_guest_key", ["guest_key"], unique=False)
        batch_op.create_index("ix_participant_team_id", ["team_id"], unique=False)
        batch_op.create_index("ix_participant_user_id", ["user_id"], unique=False)

    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("draft_version", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("credits", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["revision.digest"], name="fk_publication_digest_revision"),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_publication_draft_id_draft", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_publication_user_id_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
        sa.UniqueConstraint("draft_id", "draft_version", name="uq_publication_draft"),
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index("ix_publication_digest", ["digest"], unique=False)
        batch_op.create_index("ix_publication_language_slug_at", ["language", "slug", "at"], unique=False)

    op.create_table(
        "recognition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("guest_key", sa.String(length=32), nullable=True),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(user_id is null) <> (guest_key is null)", name="ck_recognition_one_person"),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_recognition_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["given_by"], ["user.id"], name="fk_recognition_given_by_user", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_recognition_user_id_user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_recognition"),
        sa.UniqueConstraint("attempt_id", "kind", "number", name="uq_recognition_attempt_id"),
    )
    with op.batch_alter_table("recognition", schema=None) as batch_op:
        batch_op.create_index("ix_recognition_given_by", ["given_by"], unique=False)
        batch_op.create_index("ix_recognition_guest_key", ["guest_key"], unique=False)
        batch_op.create_index("ix_recognition_user_id", ["user_id"], unique=False)

    op.create_table(
        "reply_vector",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("encoder", sa.String(length=40), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("understood", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_reply_vector_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "number", name="pk_reply_vector"),
    )
    op.create_table(
        "reviewed",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_reviewed_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["coach_id"], ["user.id"], name="fk_reviewed_coach_id_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("key", name="pk_reviewed"),
    )
    with op.batch_alter_table("reviewed", schema=None) as batch_op:
        batch_op.create_index("ix_reviewed_attempt_id", ["attempt_id"], unique=False)
        batch_op.create_index("ix_reviewed_coach_id", ["coach_id"], unique=False)

    op.create_table(
        "skill_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("skill", sa.String(length=40), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_skill_rating_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["coach_id"], ["user.id"], name="fk_skill_rating_coach_id_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_skill_rating"),
        sa.UniqueConstraint("key", "skill", name="uq_skill_rating_key_skill"),
    )
    with op.batch_alter_table("skill_rating", schema=None) as batch_op:
        batch_op.create_index("ix_skill_rating_attempt_id", ["attempt_id"], unique=False)
        batch_op.create_index("ix_skill_rating_coach_id", ["coach_id"], unique=False)
        batch_op.create_index(
            "uq_skill_rating_current",
            ["attempt_id", "coach_id", "skill"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at is null"),
            postgresql_where=sa.text("withdrawn_at is null"),
        )

    op.create_table(
        "talk_turn",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scene", sa.String(length=40), nullable=False),
        sa.Column("percent", sa.Double(), nullable=False),
        sa.Column("best", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_talk_turn_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["digest"], ["revision.digest"], name="fk_talk_turn_digest_revision"),
        sa.PrimaryKeyConstraint("attempt_id", "number", name="pk_talk_turn"),
    )
    op.create_table(
        "turn_comment",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("by_coach", sa.Boolean(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_turn_comment_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_turn_comment_user_id_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("key", name="pk_turn_comment"),
    )
    with op.batch_alter_table("turn_comment", schema=None) as batch_op:
        batch_op.create_index("ix_turn_comment_attempt_id", ["attempt_id"], unique=False)
        batch_op.create_index("ix_turn_comment_user_id", ["user_id"], unique=False)

    op.create_table(
        "workshop_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("scenarios", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("left_seconds", sa.Integer(), nullable=True),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("context", sa.Text(), nullable=True),
        sa.Column("scene", sa.String(length=40), nullable=True),
        sa.Column("phase", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name="fk_workshop_round_workshop_id_workshop", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_workshop_round"),
        sa.UniqueConstraint("workshop_id", "number", name="uq_workshop_round_workshop_id"),
    )
    op.create_table(
        "workshop_team",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("colour", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_workshop_team_team_id_team", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name="fk_workshop_team_workshop_id_workshop", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", "team_id", name="pk_workshop_team"),
        sa.UniqueConstraint("workshop_id", "number", name="uq_workshop_team_workshop_id"),
    )
    with op.batch_alter_table("workshop_team", schema=None) as batch_op:
        batch_op.create_index("ix_workshop_team_team_id", ["team_id"], unique=False)

    op.create_table(
        "round_talk",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_round_talk_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name="fk_round_talk_participant_id_participant", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["workshop_round.id"], name="fk_round_talk_round_id_workshop_round", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_round_talk_team_id_team", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name="fk_round_talk_workshop_id_workshop", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_round_talk"),
        sa.UniqueConstraint("participant_id", "round_id", "place", name="uq_round_talk_place"),
    )
    with op.batch_alter_table("round_talk", schema=None) as batch_op:
        batch_op.create_index("ix_round_talk_round_id_team_id", ["round_id", "team_id"], unique=False)
        batch_op.create_index("ix_round_talk_team_id", ["team_id"], unique=False)
        batch_op.create_index("ix_round_talk_workshop_id", ["workshop_id"], unique=False)

    op.create_table(
        "wall_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("assessment", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("suggested", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name="fk_wall_answer_participant_id_participant", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["workshop_round.id"], name="fk_wall_answer_round_id_workshop_round", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_wall_answer"),
        sa.UniqueConstraint("key", name="uq_wall_answer_key"),
        sa.UniqueConstraint("round_id", "participant_id", name="uq_wall_answer_person"),
    )
    with op.batch_alter_table("wall_answer", schema=None) as batch_op:
        batch_op.create_index("ix_wall_answer_participant_id", ["participant_id"], unique=False)

    op.create_table(
        "workshop_tally",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("overall", sa.Double(), nullable=False),
        sa.Column("empathy", sa.Double(), nullable=False),
        sa.Column("de_escalation", sa.Double(), nullable=False),
        sa.Column("clarity", sa.Double(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name="fk_workshop_tally_participant_id_participant",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", "kind", name="pk_workshop_tally"),
    )
    op.create_table(
        "wall_vote",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["wall_answer.id"], name="fk_wall_vote_answer_id_wall_answer", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name="fk_wall_vote_participant_id_participant", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", "participant_id", name="pk_wall_vote"),
    )
    with op.batch_alter_table("wall_vote", schema=None) as batch_op:
        batch_op.create_index("ix_wall_vote_participant_id", ["participant_id"], unique=False)

    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("corrected", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("reviewed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("answered_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("news_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("seen_at", sa.DateTime(), nullable=True))
        batch_op.drop_index("ix_attempt_digest")
        batch_op.create_index(
            "ix_attempt_again_from",
            ["again_from"],
            unique=False,
            sqlite_where=sa.text("again_from is not null"),
            postgresql_where=sa.text("again_from is not null"),
        )
        batch_op.create_index(
            "ix_attempt_answered",
            ["id"],
            unique=False,
            sqlite_where=sa.text("answered_at is not null"),
            postgresql_where=sa.text("answered_at is not null"),
        )
        batch_op.create_index("ix_attempt_digest_id", ["digest", "id"], unique=False)
        batch_op.create_index("ix_attempt_language_slug_id", ["language", "slug", "id"], unique=False)
        batch_op.create_index(
            "ix_attempt_unread",
            ["id"],
            unique=False,
            sqlite_where=sa.text("ending is not null and reviewed_at is null"),
            postgresql_where=sa.text("ending is not null and reviewed_at is null"),
        )
        batch_op.create_index(
            "ix_attempt_unread_scenario",
            ["language", "slug", "id"],
            unique=False,
            sqlite_where=sa.text("ending is not null and reviewed_at is null"),
            postgresql_where=sa.text("ending is not null and reviewed_at is null"),
        )

    with op.batch_alter_table("review_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("done_at", sa.DateTime(), nullable=True))
        batch_op.create_index(
            "ix_review_request_open",
            ["reason", "attempt_id"],
            unique=False,
            sqlite_where=sa.text("done_at is null"),
            postgresql_where=sa.text("done_at is null"),
        )

    with op.batch_alter_table("shelved", schema=None) as batch_op:
        batch_op.add_column(sa.Column("origin", sa.String(length=10), server_default="file", nullable=False))
        batch_op.add_column(sa.Column("text", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("shipped", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("offered", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("offered_text", sa.Text(), nullable=True))
        batch_op.create_foreign_key("fk_shelved_offered_revision", "revision", ["offered"], ["digest"])

    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mail_notices", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Back to the revision before."""
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_column("mail_notices")

    with op.batch_alter_table("shelved", schema=None) as batch_op:
        batch_op.drop_constraint("fk_shelved_offered_revision", type_="foreignkey")
        batch_op.drop_column("offered_text")
        batch_op.drop_column("offered")
        batch_op.drop_column("shipped")
        batch_op.drop_column("text")
        batch_op.drop_column("origin")

    with op.batch_alter_table("review_request", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_review_request_open",
            sqlite_where=sa.text("done_at is null"),
            postgresql_where=sa.text("done_at is null"),
        )
        batch_op.drop_column("done_at")

    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_attempt_unread_scenario",
            sqlite_where=sa.text("ending is not null and reviewed_at is null"),
            postgresql_where=sa.text("ending is not null and reviewed_at is null"),
        )
        batch_op.drop_index(
            "ix_attempt_unread",
            sqlite_where=sa.text("ending is not null and reviewed_at is null"),
            postgresql_where=sa.text("ending is not null and reviewed_at is null"),
        )
        batch_op.drop_index("ix_attempt_language_slug_id")
        batch_op.drop_index("ix_attempt_digest_id")
        batch_op.drop_index(
            "ix_attempt_answered",
            sqlite_where=sa.text("answered_at is not null"),
            postgresql_where=sa.text("answered_at is not null"),
        )
        batch_op.drop_index(
            "ix_attempt_again_from",
            sqlite_where=sa.text("again_from is not null"),
            postgresql_where=sa.text("again_from is not null"),
        )
        batch_op.create_index("ix_attempt_digest", ["digest"], unique=False)
        batch_op.drop_column("seen_at")
        batch_op.drop_column("news_at")
        batch_op.drop_column("answered_at")
        batch_op.drop_column("reviewed_at")
        batch_op.drop_column("corrected")

    with op.batch_alter_table("wall_vote", schema=None) as batch_op:
        batch_op.drop_index("ix_wall_vote_participant_id")

    op.drop_table("wall_vote")
    op.drop_table("workshop_tally")
    with op.batch_alter_table("wall_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_wall_answer_participant_id")

    op.drop_table("wall_answer")
    with op.batch_alter_table("round_talk", schema=None) as batch_op:
        batch_op.drop_index("ix_round_talk_workshop_id")
        batch_op.drop_index("ix_round_talk_team_id")
        batch_op.drop_index("ix_round_talk_round_id_team_id")

    op.drop_table("round_talk")
    with op.batch_alter_table("workshop_team", schema=None) as batch_op:
        batch_op.drop_index("ix_workshop_team_team_id")

    op.drop_table("workshop_team")
    op.drop_table("workshop_round")
    with op.batch_alter_table("turn_comment", schema=None) as batch_op:
        batch_op.drop_index("ix_turn_comment_user_id")
        batch_op.drop_index("ix_turn_comment_attempt_id")

    op.drop_table("turn_comment")
    op.drop_table("talk_turn")
    with op.batch_alter_table("skill_rating", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_skill_rating_current",
            sqlite_where=sa.text("withdrawn_at is null"),
            postgresql_where=sa.text("withdrawn_at is null"),
        )
        batch_op.drop_index("ix_skill_rating_coach_id")
        batch_op.drop_index("ix_skill_rating_attempt_id")

    op.drop_table("skill_rating")
    with op.batch_alter_table("reviewed", schema=None) as batch_op:
        batch_op.drop_index("ix_reviewed_coach_id")
        batch_op.drop_index("ix_reviewed_attempt_id")

    op.drop_table("reviewed")
    op.drop_table("reply_vector")
    with op.batch_alter_table("recognition", schema=None) as batch_op:
        batch_op.drop_index("ix_recognition_user_id")
        batch_op.drop_index("ix_recognition_guest_key")
        batch_op.drop_index("ix_recognition_given_by")

    op.drop_table("recognition")
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.drop_index("ix_publication_language_slug_at")
        batch_op.drop_index("ix_publication_digest")

    op.drop_table("publication")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index("ix_participant_user_id")
        batch_op.drop_index("ix_participant_team_id")
        batch_op.drop_index("ix_participant_guest_key")

    op.drop_table("participant")
    with op.batch_alter_table("not_blind", schema=None) as batch_op:
        batch_op.drop_index("ix_not_blind_coach_id")

    op.drop_table("not_blind")
    op.drop_table("member_tally")
    with op.batch_alter_table("exemplary", schema=None) as batch_op:
        batch_op.drop_index("ix_exemplary_skill_attempt_id")
        batch_op.drop_index("ix_exemplary_coach_id")

    op.drop_table("exemplary")
    op.drop_table("draft_version")
    with op.batch_alter_table("draft_aside", schema=None) as batch_op:
        batch_op.drop_index("ix_draft_aside_user_id")

    op.drop_table("draft_aside")
    with op.batch_alter_table("dealt_reply", schema=None) as batch_op:
        batch_op.drop_index("ix_dealt_reply_deed_id")

    op.drop_table("dealt_reply")
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_correction_current",
            sqlite_where=sa.text("withdrawn_at is null"),
            postgresql_where=sa.text("withdrawn_at is null"),
        )
        batch_op.drop_index("ix_correction_coach_id")
        batch_op.drop_index("ix_correction_attempt_id")

    op.drop_table("correction")
    with op.batch_alter_table("blind_turn", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_blind_turn_open", sqlite_where=sa.text("rated < 2"), postgresql_where=sa.text("rated < 2")
        )

    op.drop_table("blind_turn")
    with op.batch_alter_table("blind_rating", schema=None) as batch_op:
        batch_op.drop_index("ix_blind_rating_coach_id")
        batch_op.drop_index("ix_blind_rating_at")

    op.drop_table("blind_rating")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_assignment_open", sqlite_where=sa.text("done_at is null"), postgresql_where=sa.text("done_at is null")
        )
        batch_op.drop_index("ix_assignment_coach_id")

    op.drop_table("assignment")
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_index("ix_workshop_coach_id_created_at")

    op.drop_table("workshop")
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.drop_index("ix_team_member_user_id")
        batch_op.drop_index("ix_team_member_guest_key")

    op.drop_table("team_member")
    with op.batch_alter_table("team_invitation", schema=None) as batch_op:
        batch_op.drop_index("ix_team_invitation_user_id")
        batch_op.drop_index("ix_team_invitation_email")

    op.drop_table("team_invitation")
    with op.batch_alter_table("team_coach", schema=None) as batch_op:
        batch_op.drop_index("ix_team_coach_user_id")

    op.drop_table("team_coach")
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_index("ix_suggestion_user_id_at")
        batch_op.drop_index("ix_suggestion_status_at")
        batch_op.drop_index("ix_suggestion_guest_key")

    op.drop_table("suggestion")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index("ix_notice_user_id_read_at")

    op.drop_table("notice")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index("ix_draft_status_updated_at")
        batch_op.drop_index("ix_draft_owner_id")

    op.drop_table("draft")
    with op.batch_alter_table("cluster_deed", schema=None) as batch_op:
        batch_op.drop_index("ix_cluster_deed_language_slug_at")

    op.drop_table("cluster_deed")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_user_id")
        batch_op.drop_index("ix_audit_entry_at")
        batch_op.drop_index("ix_audit_entry_action_at")

    op.drop_table("audit_entry")
    op.drop_table("team")
    op.drop_table("blind_share")
