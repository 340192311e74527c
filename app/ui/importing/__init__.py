"""Taking in a list from Excel or CSV: a trial first, then one step that can be undone."""
