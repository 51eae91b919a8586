"""Run by Alembic: migrates through the connection that `engine.py` opened, inside its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
