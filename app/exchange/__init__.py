"""Files in and out. Pure: sees records and reports, never the store."""

from app.exchange.import_plan import read_import
from app.exchange.mapping import remember
from app.exchange.report_pdf import write_report_pdf
from app.exchange.workbook_writer import write_workbook

__all__ = ["read_import", "remember", "write_report_pdf", "write_workbook"]
