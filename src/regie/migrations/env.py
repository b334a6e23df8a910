"""Alembic's door: migrations run on the connection that `regie.kernel.db.migrate` hands in, in its transaction."""

from alembic import context

from regie.kernel.db.migrate import context_options

attributes = context.config.attributes
context.configure(connection=attributes["connection"], **context_options(attributes["metadata"]))
context.run_migrations()
