"""The way from every older schema to the newest.

`SCHEMA` is known without importing Alembic: opening a store that is up to date must not pay for it.
"""

# The number of the newest file in `versions/`.
SCHEMA = 4
