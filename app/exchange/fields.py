"""The fields that an import can fill, and the headers under which people write them.

`label` is what the export writes and the mapping screen shows (an English source string); `headers` are further
spellings in Turkish and English in `match_key` form, separated by "|". Labels in both languages are recognised too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from app.common.messages import N_
from app.common.turkish import match_key
from app.exchange.import_rows import SheetKind
from app.i18n import translator


@dataclass(frozen=True, slots=True)
class ImportField:
    """One field of a row: its name in the row class, its label, its further headers."""

    name: str
    label: str
    headers: str


_PHONE: Final = (
    "telefon|tel|tel no|telefon no|telefon numarasi|cep|cep tel|cep telefonu|gsm|mobile|phone number|mobil|cep no"
)
_EMAIL: Final = "e-posta|eposta|e posta|mail|e-mail|email|mail adresi|e-posta adresi|elektronik posta"
_CONSENT: Final = (
    "onay|kvkk|kvkk onayi|riza|acik riza|izin|consent|kvkk izni|acik riza onayi|aydinlatma onayi|kvkk onay"
)
_HAVE: Final = (
    "var|verebilecegi|verebilecekleri|verebileceginiz|arz|arzlar|fazlasi|sundugu|vermek istedigi|elindeki|offers"
    "|neyi var|vermek istedikleri"
)
_WANT: Final = (
    "ihtiyac|ihtiyaci|ihtiyaclari|ihtiyaclar|talep|talepler|aradigi|almak istedigi|needs|wants|neye ihtiyaci var"
    "|almak istedikleri"
)
_OSB: Final = "osb|osb adi|sanayi bolgesi|organize sanayi|organize sanayi bolgesi|oiz|zone"
_NACE: Final = "nace kodu|nace code|nace rev 2|nace rev.2|nace kod|faaliyet kodu|nace (rev.2)|nace rev2"
_TAX: Final = "vergi no|vergi numarasi|vkn|vergi kimlik no|vergi kimlik numarasi|v. no|v.no|vkn/tckn|tax no|tax id"
_SECTOR: Final = (
    "sector_tr|sektor|sektoru|faaliyet|faaliyet alani|faaliyet konusu|is kolu|industry|activity|ne uretiyor"
    "|uretim konusu"
)
_PROVINCE: Final = "il|sehir|province|city|ili|il adi"
_DISTRICT: Final = "ilce|ilcesi|district|semt|town"

FIRM_FIELDS: Final = (
    ImportField("id", N_("Firm ID"), "firm_id|firma no id|firma kodu|firma_id|firm code|kurulus kodu|id|kod"),
    ImportField(
        "number", N_("Badge number"), "no|firma no|sira no|sira|yaka no|yaka numarasi|badge|badge no|number|s no|#"
    ),
    ImportField(
        "name",
        N_("Firm"),
        "name|firma adi|firma unvani|unvan|unvani|firma ismi|kurulus|kurulus adi|sirket|sirket adi|isletme|isletme adi"
        "|firm name|company|company name|organisation|firma adi / unvani|ticari unvan|ad|adi",
    ),
    ImportField("sector", N_("Sector"), _SECTOR),
    ImportField("nace", N_("NACE"), _NACE),
    ImportField("tax_number", N_("Tax number"), _TAX),
    ImportField("province", N_("Province"), _PROVINCE),
    ImportField("district", N_("District"), _DISTRICT),
    ImportField("osb", N_("Industrial zone"), _OSB),
    ImportField("site", N_("Site"), "tesis|adres|acik adres|tesis adresi|site|address|yer|yerleske|fabrika adresi"),
    ImportField(
        "employees",
        N_("Employees"),
        "calisan|calisan sayisi|personel|personel sayisi|kisi sayisi|employees|staff|istihdam|number of employees"
        "|calisan adedi",
    ),
    ImportField(
        "platform_consent",
        N_("To the central platform"),
        "platform izni|merkeze izin|platform consent|platform_consent",
    ),
    ImportField("table_no", N_("Table"), "masa|masa no|masa numarasi|table|table no|table_no"),
    ImportField("arrived_at", N_("Arrived"), "geldi|gelis|gelis saati|arrived|arrived_at|arrival"),
    # A pre-registration list holds a contact and the first haves and wants beside the firm.
    ImportField(
        "person", N_("Contact"), "yetkili|yetkili kisi|ilgili kisi|irtibat kisisi|ad soyad|adi soyadi|contact name"
    ),
    ImportField("role", N_("Role"), "gorev|gorevi|pozisyon|unvan / gorev|title|position"),
    ImportField("phone", N_("Phone"), _PHONE),
    ImportField("email", N_("E-mail"), _EMAIL),
    ImportField("consent", N_("Consent"), _CONSENT),
    ImportField("have", N_("What it has"), _HAVE),
    ImportField("want", N_("What it needs"), _WANT),
)

PERSON_FIELDS: Final = (
    ImportField("id", N_("Participant ID"), "participant_id|katilimci no|katilimci kodu|id|person id"),
    ImportField("firm_id", N_("Firm ID"), "firm_id|firma kodu|firma_id|firm code|firma id"),
    ImportField(
        "firm",
        N_("Firm"),
        "firma adi|firma unvani|kurulus|kurulus adi|sirket|sirket adi|isletme|kurum|firm name|company|calistigi firma"
        "|firma|unvan",
    ),
    ImportField(
        "name",
        N_("Name"),
        "ad soyad|adi soyadi|ad-soyad|ad soyadi|isim|isim soyisim|katilimci|katilimci adi|yetkili|yetkili kisi"
        "|full name|participant|contact|adi|ad|ilgili kisi",
    ),
    ImportField("surname", N_("Surname"), "soyad|soyadi|soyisim|last name|family name"),
    ImportField("role", N_("Role"), "gorev|gorevi|pozisyon|unvani|rol|role|title|position|gorev / unvan|departman"),
    ImportField("phone", N_("Phone"), _PHONE),
    ImportField("email", N_("E-mail"), _EMAIL),
    ImportField("consent", N_("Consent"), _CONSENT),
    ImportField(
        "consent_version", N_("Consent text"), "onay metni|onay surumu|metin surumu|consent_version|consent version"
    ),
    ImportField("consent_at", N_("Consent given"), "onay tarihi|onay zamani|consent_at|consent date|riza tarihi"),
)

CARD_FIELDS: Final = (
    ImportField("id", N_("Card ID"), "card_id|kart kodu|kart id|id|kaynak kodu|resource id"),
    ImportField("number", N_("Card number"), "kart no|kart numarasi|card no|card number|no|sira no|sira|s no|#"),
    ImportField("firm_id", N_("Firm ID"), "firm_id|firma kodu|firma_id|firm code|firma id"),
    ImportField(
        "firm",
        N_("Firm"),
        "firma adi|firma unvani|kurulus|kurulus adi|sirket|sirket adi|isletme|isletme adi|firm name|company|unvan"
        "|firma no|badge|yaka no",
    ),
    ImportField(
        "direction",
        N_("Have or want"),
        "kind|yon|yonu|tur|turu|tip|var/ihtiyac|var / ihtiyac|var mi ihtiyac mi|arz/talep|arz / talep|arz talep"
        "|direction|have/want|offer/need|veren/alan|verme/alma|type|var ihtiyac|alma/verme|kart turu",
    ),
    ImportField(
        "title",
        N_("Resource"),
        "title|kaynak|kaynak adi|baslik|malzeme|malzeme adi|atik|atik adi|urun|urun adi|resource|item|material|ne"
        "|kaynak basligi|atik / yan urun|kaynak / ihtiyac|tanim",
    ),
    ImportField("have", N_("What it has"), _HAVE),
    ImportField("want", N_("What it needs"), _WANT),
    ImportField(
        "description", N_("Description"), "aciklama|detay|ayrinti|description|details|ozellik|ozellikler|aciklamalar"
    ),
    ImportField("category", N_("Category"), "kategori|category|sinif|kaynak turu|kaynak sinifi|grup"),
    ImportField(
        "code",
        N_("Waste code"),
        "ewc|ewc kodu|ewc code|atik kodu|atik kod|atik kodu (ewc)|waste code|code|a. kodu|atik no|eak kodu",
    ),
    ImportField("hazardous", N_("Hazardous"), "tehlikeli|tehlikeli mi|tehlike|hazardous|hazard|tehlikeli atik mi"),
    ImportField(
        "quantity", N_("Quantity"), "miktar|miktari|quantity|amount|adet|tonaj|miktar ve birim|kapasite|ne kadar"
    ),
    ImportField("unit", N_("Unit"), "birim|birimi|unit|olcu birimi|miktar birimi|olcu"),
    ImportField("period", N_("Period"), "donem|periyot|period|siklik|sikligi|ne siklikta|frequency"),
    ImportField(
        "quantity_unconfirmed",
        N_("Quantity to be confirmed"),
        "miktar teyitsiz|quantity_unconfirmed|teyit edilecek miktar",
    ),
    ImportField("state", N_("Physical state"), "hal|hali|fiziksel durum|state|physical state"),
    ImportField("condition", N_("Condition"), "durum|durumu|condition|kosul|temizlik"),
    ImportField("quality", N_("Quality"), "kalite|kalite notu|kalite notlari|quality|nem|saflik|analiz"),
    ImportField(
        "current_route",
        N_("Current route"),
        "mevcut yol|mevcut bertaraf|bertaraf|bertaraf yontemi|su an ne yapiliyor|current route|current_route|disposal"
        "|mevcut yontem",
    ),
    ImportField("place", N_("Place"), "yer|yeri|konum|lokasyon|place|location|bulundugu yer"),
    ImportField(
        "valid_from", N_("Valid from"), "baslangic|baslangic tarihi|gecerlilik baslangici|valid_from|from|start"
    ),
    ImportField(
        "valid_until", N_("Valid until"), "bitis|bitis tarihi|gecerlilik bitisi|valid_until|until|end|son tarih"
    ),
    ImportField("audience", N_("Who may see it"), "kim gorebilir|gizlilik|gorunurluk|audience|visibility"),
    ImportField("as_typed", N_("As typed"), "yazildigi gibi|as_typed|ham satir|orijinal"),
    ImportField("table_no", N_("Table"), "masa|masa no|masa numarasi|table|table no|table_no"),
    # A list of cards alone often describes the firm beside each card.
    ImportField("sector", N_("Sector"), _SECTOR),
    ImportField("nace", N_("NACE"), _NACE),
    ImportField("tax_number", N_("Tax number"), _TAX),
    ImportField("province", N_("Province"), _PROVINCE),
    ImportField("district", N_("District"), _DISTRICT),
    ImportField("osb", N_("Industrial zone"), _OSB),
    ImportField("notes", N_("Notes"), "not|notlar|notes|note|ozel not|dusunceler|gozlem|remarks"),
)

FIELDS: Final[Mapping[SheetKind, tuple[ImportField, ...]]] = {
    SheetKind.FIRMS: FIRM_FIELDS,
    SheetKind.PARTICIPANTS: PERSON_FIELDS,
    SheetKind.CARDS: CARD_FIELDS,
}

# Names of sheets, as `match_key` prefixes.
SHEET_NAMES: Final[Mapping[SheetKind, tuple[str, ...]]] = {
    SheetKind.FIRMS: ("firm", "firma", "kurulus", "sirket", "compan", "isletme"),
    SheetKind.PARTICIPANTS: ("katilimci", "participant", "kisi", "people", "person", "yetkili"),
    SheetKind.CARDS: ("kart", "card", "kaynak", "resource", "var ihtiyac", "var-ihtiyac", "arz", "atik", "ihtiyac"),
}


@cache
def spellings(kind: SheetKind) -> Mapping[str, str]:
    """Every known header of a kind of sheet, as `match_key` → field name; the first field that claims one keeps it."""
    found: dict[str, str] = {}
    for field in FIELDS[kind]:
        for label in (field.label, translator("tr")(field.label)):
            found.setdefault(match_key(label), field.name)
    for field in FIELDS[kind]:
        found.setdefault(field.name, field.name)
        for header in field.headers.split("|"):
            found.setdefault(header, field.name)
    return found
