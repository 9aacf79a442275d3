"""The first tables: films, the revisions of their pages, and the passages with their gates."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_Slug = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")
_Sorted = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "film",
        sa.Column("id", _Id, nullable=False),
        sa.Column("slug", _Slug, nullable=False),
        sa.Column("sort", _Sorted, nullable=False, comment="the title, as an alphabet sorts it"),
        sa.Column("title_key", sa.Text(), nullable=False, comment="the slug that the title makes"),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_film")),
        sa.UniqueConstraint("slug", name=op.f("uq_film_slug")),
    )
    op.create_index("ix_film_sort", "film", ["sort", "id"], unique=False)
    op.create_index(op.f("ix_film_title_key"), "film", ["title_key"], unique=False)
    op.create_table(
        "guide",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.BigInteger(), nullable=False, comment="another with each change"),
        sa.Column(
            "secret", sa.LargeBinary(), nullable=False, comment="what cookies are signed with"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide")),
    )
    op.create_table(
        "facet",
        sa.Column("film", _Id, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False, comment="genre, decade or country"),
        sa.Column("value", _Sorted, nullable=False),
        sa.ForeignKeyConstraint(["film"], ["film.id"], name=op.f("fk_facet_film_film")),
        sa.PrimaryKeyConstraint("film", "kind", "value", name=op.f("pk_facet")),
    )
    op.create_index("ix_facet_kind_value", "facet", ["kind", "value"], unique=False)
    op.create_table(
        "identity",
        sa.Column("film", _Id, nullable=False),
        sa.Column(
            "site", sa.String(length=16), nullable=False, comment="of an outside id; or year"
        ),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["film"], ["film.id"], name=op.f("fk_identity_film_film")),
        sa.PrimaryKeyConstraint("film", "site", "value", name=op.f("pk_identity")),
    )
    op.create_index("ix_identity_site_value", "identity", ["site", "value"], unique=False)
    op.create_table(
        "passage",
        sa.Column("film", _Id, nullable=False),
        sa.Column(
            "ordinal",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="place in the page",
        ),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("says", sa.Text(), nullable=False, comment="prose or value, as it is written"),
        sa.Column(
            "gate", sa.Text(), nullable=False, comment="the passage's own gate, as it is written"
        ),
        sa.Column(
            "needs_own", sa.Integer(), nullable=False, comment="seconds, of all that it needs"
        ),
        sa.Column("group", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("replaces", sa.String(length=64), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["film"], ["film.id"], name=op.f("fk_passage_film_film")),
        sa.PrimaryKeyConstraint("film", "ordinal", name=op.f("pk_passage")),
    )
    op.create_table(
        "revision",
        sa.Column("id", _Id, nullable=False),
        sa.Column("film", _Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="from 1, for each film"),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column(
            "source", sa.LargeBinary(), nullable=False, comment="the file's bytes, packed by zlib"
        ),
        sa.Column(
            "digest",
            sa.LargeBinary(length=32),
            nullable=False,
            comment="SHA-256 of the file's bytes",
        ),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["film"], ["film.id"], name=op.f("fk_revision_film_film")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("film", "number", name=op.f("uq_revision_film_number")),
    )
    op.create_table(
        "elsewhere",
        sa.Column("film", _Id, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "slug",
            _Slug,
            nullable=False,
            comment="of a film that need not be here yet",
        ),
        sa.Column("needs", sa.Integer(), nullable=False, comment="seconds in that film"),
        sa.ForeignKeyConstraint(
            ["film", "ordinal"],
            ["passage.film", "passage.ordinal"],
            name=op.f("fk_elsewhere_film_passage"),
        ),
        sa.PrimaryKeyConstraint("film", "ordinal", "slug", name=op.f("pk_elsewhere")),
    )
