"""The form of one firm beside the table."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.i18n.labels import LABELS
from app.records import Participant, PlatformConsent
from app.services.rows import FirmRow
from app.ui.context import UiContext
from app.ui.firms.people import PeopleSection
from app.ui.widgets.labels import label
from app.ui.widgets.record_form import RecordForm

_NUMBERS = ("number", "table_no", "employees")


class FirmForm(RecordForm):
    """Key fields of a firm and of its seat at the workshop, and its persons there."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        t = ui.language
        self._hint = label("", "error", wrap=True)
        self._hint.hide()
        self.add_text("name", lambda: t.t("Firm"), str.strip)
        self.column.addWidget(self._hint)
        self.add_text("number", lambda: t.t("Badge number"))
        self.add_text("table_no", lambda: t.t("Table"))
        self.add_text("sector", lambda: t.t("Sector"))
        self.add_text("nace", lambda: t.t("NACE"))
        self.add_text("province", lambda: t.t("Province"))
        self.add_text("district", lambda: t.t("District"))
        self.add_text("osb", lambda: t.t("Industrial zone"))
        self.add_text("site", lambda: t.t("Site"))
        self.add_text("tax_number", lambda: t.t("Tax number"))
        self.add_text("employees", lambda: t.t("Employees"))
        self.add_choice("platform_consent", lambda: t.t("To the central platform"), self._consents)
        self.people = PeopleSection(ui, self.field("platform_consent"))
        self.column.addWidget(self.people)
        self.close_column()
        self.retranslate()

    def _consents(self) -> list[tuple[PlatformConsent, str]]:
        return [(value, self.ui.language.t(LABELS[value])) for value in PlatformConsent]

    def show_record(self, record_id: str, title: str, values: Mapping[str, Any]) -> None:
        if record_id != self.record_id:
            self.people.cancel()
        super().show_record(record_id, title, values)
        self.people.show_people(values["people"])

    def retranslate(self) -> None:
        super().retranslate()
        self.people.retranslate()

    def changes_of(self, name: str, value: Any) -> dict[str, Any] | None:
        self._hint.hide()
        if name == "name" and not value:
            self._refuse(self.ui.language.t("A firm needs a name."))
            return None
        if name in _NUMBERS and value is not None:
            if not value.isascii() or not value.isdigit() or len(value) > 6:
                self._refuse(self.ui.language.t("This must be a whole number; the old one stays"))
                return None
            return {name: int(value)}
        return {name: value}

    def _refuse(self, text: str) -> None:
        self._hint.setText(text)
        self._hint.show()


def form_values(row: FirmRow, people: Sequence[Participant]) -> tuple[str, str, dict[str, Any]]:
    """Id, heading and values of a firm and its people as the form shows them."""
    firm, seat = row.firm, row.attendance

    def text(value: int | None) -> str | None:
        return None if value is None else str(value)

    values = {
        "name": firm.name,
        "number": text(seat.number),
        "table_no": text(seat.table_no),
        "sector": firm.sector,
        "nace": firm.nace,
        "province": firm.province,
        "district": firm.district,
        "osb": firm.osb,
        "site": firm.site,
        "tax_number": firm.tax_number,
        "employees": text(firm.employees),
        "platform_consent": firm.platform_consent,
        "people": people,
    }
    heading = f"{seat.number} · {firm.name}" if seat.number is not None else firm.name
    return firm.id, heading, values
