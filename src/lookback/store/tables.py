"""The tables of a guide."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_Sorted = Text().with_variant(Text(collation="C"), "postgresql")  # the same order everywhere
_Slug = String(80).with_variant(String(80, collation="C"), "postgresql")
_Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only in INTEGER columns

guide = Table(
    "guide",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("changes", BigInteger, nullable=False, comment="another with each change"),
    Column("secret", LargeBinary, nullable=False, comment="what cookies are signed with"),
)

film = Table(
    "film",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("slug", _Slug, nullable=False, unique=True),
    Column("sort", _Sorted, nullable=False, comment="the title, as an alphabet sorts it"),
    Column("title_key", Text, nullable=False, index=True, comment="the slug that the title makes"),
    # Its passages are those of this revision. A number, not a key: the two tables would point
    # at each other, and doctor looks after it.
    Column("revision", Integer, nullable=False),
    Index("ix_film_sort", "sort", "id"),
)

revision = Table(
    "revision",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("film", _Id, ForeignKey("film.id"), nullable=False),
    Column("number", Integer, nullable=False, comment="from 1, for each film"),
    Column("format", String(32), nullable=False),
    Column("filename", Text, nullable=False),
    Column("source", LargeBinary, nullable=False, comment="the file's bytes, packed by zlib"),
    Column("digest", LargeBinary(32), nullable=False, comment="SHA-256 of the file's bytes"),
    Column("by", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("why", Text, nullable=False),
    UniqueConstraint("film", "number"),
)

passage = Table(
    "passage",
    metadata,
    Column("film", _Id, ForeignKey("film.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False, comment="place in the page"),
    Column("part", String(32), nullable=False),
    Column("says", Text, nullable=False, comment="prose or value, as it is written"),
    Column("gate", Text, nullable=False, comment="the passage's own gate, as it is written"),
    Column("needs_own", Integer, nullable=False, comment="seconds, of all that it needs"),
    Column("group", Integer, nullable=False),
    Column("name", String(64), nullable=False),
    Column("replaces", String(64), nullable=False),
    Column("line", Integer, nullable=False),
)

elsewhere = Table(
    "elsewhere",
    metadata,
    Column("film", _Id, primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("slug", _Slug, primary_key=True, comment="of a film that need not be here yet"),
    Column("needs", Integer, nullable=False, comment="seconds in that film"),
    ForeignKeyConstraint(["film", "ordinal"], ["passage.film", "passage.ordinal"]),
)

facet = Table(
    "facet",
    metadata,
    Column("film", _Id, ForeignKey("film.id"), primary_key=True),
    Column("kind", String(16), primary_key=True, comment="genre, decade or country"),
    Column("value", _Sorted, primary_key=True),
    Index("ix_facet_kind_value", "kind", "value"),
)

identity = Table(
    "identity",
    metadata,
    Column("film", _Id, ForeignKey("film.id"), primary_key=True),
    Column("site", String(16), primary_key=True, comment="of an outside id; or year"),
    Column("value", String(64), primary_key=True),
    Index("ix_identity_site_value", "site", "value"),
)
