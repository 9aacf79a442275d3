"""The tables of a guide."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
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
    Column("title_key", Text, nullable=False, comment="the slug that the title makes"),
    # Its passages are those of this revision. A number, not a key: the two tables would point
    # at each other, and doctor looks after it.
    # 0 where no author has written of the film, and only catalogues tell of it.
    Column("revision", Integer, nullable=False),
)
_written = film.c.revision > 0
"""Only films with a page are listed from here; a catalogue's are found by the index."""
Index("ix_film_sort", film.c.sort, film.c.id, sqlite_where=_written, postgresql_where=_written)
Index("ix_film_title_key", film.c.title_key, sqlite_where=_written, postgresql_where=_written)

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
    # The site of an outside id; or year; or title, whose value is the slug that it makes.
    Column("site", String(16), primary_key=True),
    Column("value", String(80), primary_key=True),
    Index("ix_identity_site_value", "site", "value"),
)

# Catalogues. What they say is kept as they wrote it, row by row, so that each fact knows its
# source; what of it may be shown is read from the row when it is asked for.

told = Table(
    "told",
    metadata,
    # Not a key: millions come at once, and each would be looked up. Doctor looks after it.
    Column("film", _Id, primary_key=True, autoincrement=False),
    Column("kind", String(24), primary_key=True, comment="the kind of file, as said to --format"),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("key", _Slug, nullable=False, comment="what the row calls its film, if not its slug"),
    Column("says", Text, nullable=False, comment="the row, as the catalogue wrote it"),
    sqlite_with_rowid=False,
)

link = Table(
    "link",
    metadata,
    Column("slug", _Slug, primary_key=True, comment="another address of the film"),
    Column("key", _Slug, primary_key=True, comment="of the row that said so; empty: the page did"),
    Column("kind", String(24), primary_key=True, comment="of that row, where it can take it back"),
    Column("film", _Id, ForeignKey("film.id"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

person = Table(
    "person",
    metadata,
    Column("key", String(16), primary_key=True, comment="what a catalogue calls them"),
    Column("name", Text, nullable=False),
    sqlite_with_rowid=False,
)

theme = Table(
    "theme",
    metadata,
    Column("key", _Slug, primary_key=True, comment="the slug that its name makes"),
    Column("says", Text, nullable=False, comment="its name and its parents', one on each line"),
    sqlite_with_rowid=False,
)

news = Table(
    "news",
    metadata,
    Column("number", _Id, primary_key=True, comment="counts up with each change of films"),
    Column(
        "token", BigInteger, nullable=False, comment="tells a restored guide from the one before"
    ),
    Column("may_hide", Boolean, nullable=False, comment="what was public may not be any more"),
    Column("films", LargeBinary, nullable=False, comment="their ids, each in eight bytes"),
)

# Readers. Passwords, sessions, tokens and invitations are kept as digests: whoever reads the
# database cannot sign in with what they find.

reader = Table(
    "reader",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True, comment="the name, whatever its case"),
    Column("password", Text, nullable=False, comment="by argon2id; empty: signs in elsewhere"),
    Column("role", String(16), nullable=False),
    Column("margin", Integer, nullable=False, comment="minutes that are held back"),
    Column("trusts_player", Boolean, nullable=False),
    Column("changes", BigInteger, nullable=False, comment="another with each change of progress"),
    Column("hook", LargeBinary(32), unique=True, comment="SHA-256 of the webhook's secret"),
    Column("hook_made", DateTime(timezone=True)),
    Column("made", DateTime(timezone=True), nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("reader", _Id, ForeignKey("reader.id"), nullable=False, index=True),
    Column("digest", LargeBinary(32), nullable=False, unique=True, comment="SHA-256 of the key"),
    Column("agent", Text, nullable=False, comment="what the browser calls itself"),
    Column("made", DateTime(timezone=True), nullable=False),
    Column("seen", DateTime(timezone=True), nullable=False),
)

token = Table(
    "token",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("reader", _Id, ForeignKey("reader.id"), nullable=False),
    Column("name", String(64), nullable=False),
    Column("scopes", String(64), nullable=False, comment="in one word each"),
    Column("digest", LargeBinary(32), nullable=False, unique=True, comment="SHA-256 of the token"),
    Column("made", DateTime(timezone=True), nullable=False),
    Column("seen", DateTime(timezone=True), comment="when it was last used"),
    UniqueConstraint("reader", "name"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True, comment="SHA-256 of the invitation"),
    Column("role", String(16), nullable=False),
    Column("reader", _Id, ForeignKey("reader.id"), comment="who may set a new password by it"),
    Column("expires", DateTime(timezone=True), nullable=False),
)

login = Table(
    "login",
    metadata,
    Column("issuer", String(255), primary_key=True, comment="an OpenID provider, or proxy"),
    Column("subject", String(255), primary_key=True, comment="the reader's name there"),
    Column("reader", _Id, ForeignKey("reader.id"), nullable=False, index=True),
)

# Progress. A film that the guide does not have is kept as its reader's source calls it, and
# belongs to that reader alone: nobody else learns of it.

progress = Table(
    "progress",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("reader", _Id, ForeignKey("reader.id"), nullable=False, index=True),
    Column("film", _Id, ForeignKey("film.id"), comment="none: the guide does not have it yet"),
    Column("title", Text, nullable=False, comment="this and the next: as the source calls it"),
    Column("original", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("ids", Text, nullable=False, comment="outside ids, in JSON"),
    Column("runtime", Integer, nullable=False, comment="in minutes, 0 where not known"),
    Column("position", Integer, nullable=False, comment="in seconds"),
    Column("finished", Boolean, nullable=False),
    Column("said", Integer, nullable=False, comment="in seconds, by the reader's own word"),
    Column("held", Integer, nullable=False, comment="in seconds; 0: nothing is held"),
    Column("asks_ending", Boolean, nullable=False),
    Column("touched", DateTime(timezone=True), nullable=False),
    UniqueConstraint("reader", "film"),
)

report = Table(
    "report",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("progress", _Id, ForeignKey("progress.id"), nullable=False, index=True),
    Column("source", String(16), nullable=False),
    Column("player", String(32), nullable=False),
    Column("act", String(16), nullable=False),
    Column("position", Integer, comment="in seconds"),
    Column("played", Boolean, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("is_stamped", Boolean, nullable=False, comment="the server said when"),
    Column("settled", Boolean, nullable=False, comment="the reader has said something since"),
)

change = Table(
    "change",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("progress", _Id, ForeignKey("progress.id"), nullable=False, index=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("source", String(32), nullable=False, comment="the reader, a server, or a history"),
    Column("why", String(32), nullable=False),
    Column("before", Text, nullable=False, comment="the state before, in JSON"),
    Column("after", Text, nullable=False, comment="the state after, in JSON"),
)

viewing = Table(
    "viewing",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("progress", _Id, ForeignKey("progress.id"), nullable=False, index=True),
    Column("on", Date, comment="the day, where it is known"),
    Column("rating", Integer, comment="from 0 to 100"),
    Column("again", Boolean, nullable=False),
    Column("source", String(32), nullable=False),
)

vote = Table(
    "vote",
    metadata,
    Column("progress", _Id, ForeignKey("progress.id"), primary_key=True, autoincrement=False),
    Column("interpretation", String(96), nullable=False, comment="its anchor in the film's page"),
    Column("at", DateTime(timezone=True), nullable=False),
)

upload = Table(
    "upload",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("reader", _Id, ForeignKey("reader.id"), nullable=False, index=True),
    Column("source", String(32), nullable=False, comment="the format of the history"),
    Column("digest", LargeBinary(32), nullable=False, comment="SHA-256 of the file"),
    Column("entries", LargeBinary, nullable=False, comment="the rows in JSON, packed by zlib"),
    Column("made", DateTime(timezone=True), nullable=False),
    Column("outcome", Text, nullable=False, comment="empty until it is confirmed; in JSON"),
)
