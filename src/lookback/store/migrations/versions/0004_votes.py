"""Votes: which interpretation of a film each reader holds."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "vote",
        sa.Column("progress", _Id, autoincrement=False, nullable=False),
        sa.Column(
            "interpretation",
            sa.String(96),
            nullable=False,
            comment="its anchor in the film's page",
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["progress"], ["progress.id"], name=op.f("fk_vote_progress_progress")
        ),
        sa.PrimaryKeyConstraint("progress", name=op.f("pk_vote")),
    )
