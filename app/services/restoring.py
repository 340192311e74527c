"""Restoring a backup: done on a store that nobody has open, so it stands apart from the other use cases."""

from pathlib import Path

from app.model.restore import Restored, restore_backup


def restore_store(
    backup: Path, store: Path, *, recovery_code: str | None = None, passphrase: str | None = None
) -> Restored:
    """Replace the store by the one in the backup, after opening and checking it; what stood there is kept aside.
    StoreError where the backup cannot be opened or the store is in use."""
    return restore_backup(backup, store, recovery_code=recovery_code, passphrase=passphrase)
