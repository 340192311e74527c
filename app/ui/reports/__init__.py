"""Files that go out: the workshop's workbook and its PDF report, with a preview."""
