"""Catalogues: films that no author has written of, what is said of them, and what changed."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_Slug = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")


def upgrade() -> None:
    written = sa.text("revision > 0")
    for name, columns in (("ix_film_sort", ["sort", "id"]), ("ix_film_title_key", ["title_key"])):
        op.drop_index(name, "film")
        op.create_index(name, "film", columns, sqlite_where=written, postgresql_where=written)
    op.create_table(
        "told",
        sa.Column("film", _Id, autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.String(24),
            nullable=False,
            comment="the kind of file, as said to --format",
        ),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "key", _Slug, nullable=False, comment="what the row calls its film, if not its slug"
        ),
        sa.Column("says", sa.Text(), nullable=False, comment="the row, as the catalogue wrote it"),
        sa.PrimaryKeyConstraint("film", "kind", "part", name=op.f("pk_told")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link",
        sa.Column("slug", _Slug, nullable=False, comment="another address of the film"),
        sa.Column(
            "key", _Slug, nullable=False, comment="of the row that said so; empty: the page did"
        ),
        sa.Column(
            "kind",
            sa.String(24),
            nullable=False,
            comment="of that row, where it can take it back",
        ),
        sa.Column("film", _Id, nullable=False),
        sa.ForeignKeyConstraint(["film"], ["film.id"], name=op.f("fk_link_film_film")),
        sa.PrimaryKeyConstraint("slug", "key", "kind", name=op.f("pk_link")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_link_film"), "link", ["film"])
    op.create_table(
        "person",
        sa.Column("key", sa.String(16), nullable=False, comment="what a catalogue calls them"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_person")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "theme",
        sa.Column("key", _Slug, nullable=False, comment="the slug that its name makes"),
        sa.Column(
            "says", sa.Text(), nullable=False, comment="its name and its parents', one on each line"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_theme")),
        sqlite_with_rowid=False,
    )
    news = op.create_table(
        "news",
        sa.Column("number", _Id, nullable=False, comment="counts up with each change of films"),
        sa.Column(
            "may_hide",
            sa.Boolean(),
            nullable=False,
            comment="what was public may not be any more",
        ),
        sa.Column(
            "token",
            sa.BigInteger(),
            nullable=False,
            comment="tells a restored guide from the one before",
        ),
        sa.Column(
            "films", sa.LargeBinary(), nullable=False, comment="their ids, each in eight bytes"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_news")),
    )
    # The films that are here already: whatever index there is was made of another guide.
    first = {
        "number": 1,
        "token": int.from_bytes(secrets.token_bytes(7), "big"),
        "films": b"",
        "may_hide": True,
    }
    op.bulk_insert(news, [first])
