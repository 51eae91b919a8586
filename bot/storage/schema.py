"""The tables, as the newest migration leaves them (a test compares the two)."""

from sqlalchemy import Column, DateTime, MetaData, String, Table, Text, func

metadata = MetaData()

sessions = Table(
    "sessions",
    metadata,
    #: Who talks, as the channel names them: « telegram:123 ».
    Column("key", String, primary_key=True),
    #: JSON of `codec.py`.
    Column("data", Text, nullable=False),
    #: When it was last saved, by the database's own clock.
    Column("updated", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
