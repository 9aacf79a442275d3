"""Readers: their accounts, their progress and where it came from. Films are found by any title."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from lookback.film.title import key_of

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TITLES = ("title", "original title", "also known as")


def upgrade() -> None:
    with op.batch_alter_table("identity") as identity:
        identity.alter_column("value", existing_type=sa.String(64), type_=sa.String(80))
        identity.alter_column("site", existing_type=sa.String(16), comment=None)
    _find_by_title()
    op.create_table(
        "reader",
        sa.Column("id", _Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False, comment="the name, whatever its case"),
        sa.Column(
            "password", sa.Text(), nullable=False, comment="by argon2id; empty: signs in elsewhere"
        ),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("margin", sa.Integer(), nullable=False, comment="minutes that are held back"),
        sa.Column("trusts_player", sa.Boolean(), nullable=False),
        sa.Column(
            "changes",
            sa.BigInteger(),
            nullable=False,
            comment="another with each change of progress",
        ),
        sa.Column(
            "hook",
            sa.LargeBinary(length=32),
            nullable=True,
            comment="SHA-256 of the webhook's secret",
        ),
        sa.Column("hook_made", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader")),
        sa.UniqueConstraint("hook", name=op.f("uq_reader_hook")),
        sa.UniqueConstraint("name_key", name=op.f("uq_reader_name_key")),
    )
    op.create_table(
        "invitation",
        sa.Column(
            "digest", sa.LargeBinary(length=32), nullable=False, comment="SHA-256 of the invitation"
        ),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("reader", _Id, nullable=True, comment="who may set a new password by it"),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reader"], ["reader.id"], name=op.f("fk_invitation_reader_reader")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_invitation")),
    )
    op.create_table(
        "login",
        sa.Column(
            "issuer", sa.String(length=255), nullable=False, comment="an OpenID provider, or proxy"
        ),
        sa.Column(
            "subject", sa.String(length=255), nullable=False, comment="the reader's name there"
        ),
        sa.Column("reader", _Id, nullable=False),
        sa.ForeignKeyConstraint(["reader"], ["reader.id"], name=op.f("fk_login_reader_reader")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_login")),
    )
    op.create_index(op.f("ix_login_reader"), "login", ["reader"], unique=False)
    op.create_table(
        "progress",
        sa.Column("id", _Id, nullable=False),
        sa.Column("reader", _Id, nullable=False),
        sa.Column("film", _Id, nullable=True, comment="none: the guide does not have it yet"),
        sa.Column(
            "title", sa.Text(), nullable=False, comment="this and the next: as the source calls it"
        ),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("ids", sa.Text(), nullable=False, comment="outside ids, in JSON"),
        sa.Column("runtime", sa.Integer(), nullable=False, comment="in minutes, 0 where not known"),
        sa.Column("position", sa.Integer(), nullable=False, comment="in seconds"),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column(
            "said", sa.Integer(), nullable=False, comment="in seconds, by the reader's own word"
        ),
        sa.Column("held", sa.Integer(), nullable=False, comment="in seconds; 0: nothing is held"),
        sa.Column("asks_ending", sa.Boolean(), nullable=False),
        sa.Column("touched", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["film"], ["film.id"], name=op.f("fk_progress_film_film")),
        sa.ForeignKeyConstraint(["reader"], ["reader.id"], name=op.f("fk_progress_reader_reader")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
        sa.UniqueConstraint("reader", "film", name=op.f("uq_progress_reader_film")),
    )
    op.create_index(op.f("ix_progress_reader"), "progress", ["reader"], unique=False)
    op.create_table(
        "session",
        sa.Column("id", _Id, nullable=False),
        sa.Column("reader", _Id, nullable=False),
        sa.Column(
            "digest", sa.LargeBinary(length=32), nullable=False, comment="SHA-256 of the key"
        ),
        sa.Column("agent", sa.Text(), nullable=False, comment="what the browser calls itself"),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["reader"], ["reader.id"], name=op.f("fk_session_reader_reader")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_session_digest")),
    )
    op.create_index(op.f("ix_session_reader"), "session", ["reader"], unique=False)
    op.create_table(
        "token",
        sa.Column("id", _Id, nullable=False),
        sa.Column("reader", _Id, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.String(length=64), nullable=False, comment="in one word each"),
        sa.Column(
            "digest", sa.LargeBinary(length=32), nullable=False, comment="SHA-256 of the token"
        ),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "seen", sa.DateTime(timezone=True), nullable=True, comment="when it was last used"
        ),
        sa.ForeignKeyConstraint(["reader"], ["reader.id"], name=op.f("fk_token_reader_reader")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_token_digest")),
        sa.UniqueConstraint("reader", "name", name=op.f("uq_token_reader_name")),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("reader", _Id, nullable=False),
        sa.Column(
            "source", sa.String(length=32), nullable=False, comment="the format of the history"
        ),
        sa.Column(
            "digest", sa.LargeBinary(length=32), nullable=False, comment="SHA-256 of the file"
        ),
        sa.Column(
            "entries", sa.LargeBinary(), nullable=False, comment="the rows in JSON, packed by zlib"
        ),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "outcome", sa.Text(), nullable=False, comment="empty until it is confirmed; in JSON"
        ),
        sa.ForeignKeyConstraint(["reader"], ["reader.id"], name=op.f("fk_upload_reader_reader")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    op.create_index(op.f("ix_upload_reader"), "upload", ["reader"], unique=False)
    op.create_table(
        "change",
        sa.Column("id", _Id, nullable=False),
        sa.Column("progress", _Id, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.String(length=32),
            nullable=False,
            comment="the reader, a server, or a history",
        ),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("before", sa.Text(), nullable=False, comment="the state before, in JSON"),
        sa.Column("after", sa.Text(), nullable=False, comment="the state after, in JSON"),
        sa.ForeignKeyConstraint(
            ["progress"], ["progress.id"], name=op.f("fk_change_progress_progress")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_progress"), "change", ["progress"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", _Id, nullable=False),
        sa.Column("progress", _Id, nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("player", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True, comment="in seconds"),
        sa.Column("played", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_stamped", sa.Boolean(), nullable=False, comment="the server said when"),
        sa.Column(
            "settled", sa.Boolean(), nullable=False, comment="the reader has said something since"
        ),
        sa.ForeignKeyConstraint(
            ["progress"], ["progress.id"], name=op.f("fk_report_progress_progress")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_progress"), "report", ["progress"], unique=False)
    op.create_table(
        "viewing",
        sa.Column("id", _Id, nullable=False),
        sa.Column("progress", _Id, nullable=False),
        sa.Column("on", sa.Date(), nullable=True, comment="the day, where it is known"),
        sa.Column("rating", sa.Integer(), nullable=True, comment="from 0 to 100"),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["progress"], ["progress.id"], name=op.f("fk_viewing_progress_progress")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewing")),
    )
    op.create_index(op.f("ix_viewing_progress"), "viewing", ["progress"], unique=False)


def _find_by_title() -> None:
    """Every title that everyone may see becomes something that a film is found by."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT film, part, says, name, replaces FROM passage WHERE needs_own = 0 "
            "AND NOT EXISTS (SELECT 1 FROM elsewhere WHERE elsewhere.film = passage.film "
            "AND elsewhere.ordinal = passage.ordinal)"
        )
    ).all()
    replaced = defaultdict(set)
    for row in rows:
        replaced[row.film].add(row.replaces)
    found = {
        (row.film, key_of(row.says))
        for row in rows
        if row.part in _TITLES and not (row.name and row.name in replaced[row.film])
    }
    for film, key in sorted(found):
        connection.execute(
            sa.text("INSERT INTO identity (film, site, value) VALUES (:film, 'title', :value)"),
            {"film": film, "value": key},
        )
