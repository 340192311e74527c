"""The encrypted store: tables, one seam for every change, migrations, backups. The only place that knows SQLAlchemy."""
