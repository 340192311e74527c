"""Files in and out. Pure: sees records and reports, never the store."""
