"""Searching the tables while somebody types, and all about one row."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.knowledge import read_knowledge
from app.knowledge.concepts import Concept, ConceptTable
from app.services.knowledge import KnowledgeService
from app.services.knowledge_rows import CodeDetail, ConceptDetail, PrecedentDetail, Ref, RowKind, SectorDetail

TABLES = Path(__file__).parents[1] / "fixtures" / "knowledge"


@pytest.fixture(scope="module")
def service():
    return KnowledgeService(lambda: read_knowledge(TABLES)[0])


def ids(found):
    return {group.kind: [hit.link.ref.id for hit in group.hits] for group in found.groups}


def first(found):
    return found.groups[0].hits[0]


# searching


def test_the_very_label_comes_before_those_that_begin_so_and_those_with_the_word(service):
    assert ids(service.search("kum", "tr"))[RowKind.CONCEPT] == ["sand", "foundry_sand", "resin_sand"]
    assert first(service.search("kum", "tr")).link.name == "kum"


@pytest.mark.parametrize("typed", ["ISI", "ısı", "isi", "İSİ", "Isıl enerji", "ısıl enerjisi"])
def test_dots_and_capitals_and_endings_do_not_matter(service, typed):
    assert first(service.search(typed, "tr")).link.ref.id == "heat"


def test_a_word_is_not_found_in_the_middle_of_another(service):
    assert "resin_sand" not in ids(service.search("çin", "tr")).get(RowKind.CONCEPT, ())
    assert ids(service.search("umu", "tr")) == {}


def test_words_may_come_in_any_order_and_in_both_languages(service):
    assert first(service.search("kumu döküm", "tr")).link.ref.id == "foundry_sand"
    assert first(service.search("moulding sand", "tr")).note == "moulding sand"
    assert first(service.search("foundry sand", "en")).note == ""


def test_the_label_of_one_trade_is_shown_without_the_trade(service):
    hit = first(service.search("baca ısısı", "tr"))
    assert (hit.link.ref.id, hit.note) == ("waste_heat", "baca ısısı")


@pytest.mark.parametrize("typed", ["kostk", "kosttik", "kotsik"])
def test_a_misspelling_finds_what_is_alike_and_says_so(service, typed):
    found = service.search(typed, "tr")
    assert found.alike
    assert first(found).link.ref.id == "caustic"
    assert not service.search("kostik", "tr").alike


def test_one_word_for_two_and_a_word_too_many(service):
    assert first(service.search("peyniraltı suyu", "tr")).link.ref.id == "whey"
    assert not service.search("peyniraltı suyu", "tr").alike
    assert first(service.search("klinker hammaddesi alıyoruz", "tr")).link.ref.id == "cement_raw"


@pytest.mark.parametrize("typed", ["10 09 07", "100907", "10 09 07*", " 1009 07 "])
def test_a_waste_code_is_found_with_or_without_blanks_and_star(service, typed):
    assert ids(service.search(typed, "tr")) == {RowKind.CODE: ["100907"]}


def test_the_beginning_of_a_code_finds_all_of_them_and_sectors_too(service):
    assert ids(service.search("1009", "tr"))[RowKind.CODE] == ["100903", "100907", "100908"]
    assert ids(service.search("23.5", "tr")) == {RowKind.SECTOR: ["23.5", "23.51"]}
    assert ids(service.search("2351", "tr")) == {RowKind.SECTOR: ["23.51"]}
    both = ids(service.search("10", "tr"))
    assert both[RowKind.SECTOR] == ["10"]
    assert both[RowKind.CODE] == ["100903", "100907", "100908"]


def test_titles_words_sectors_and_places_are_found(service):
    assert ids(service.search("pota cürufu", "tr")) == {RowKind.CODE: ["100903"]}
    assert ids(service.search("çimento imalatı", "tr"))[RowKind.SECTOR] == ["23.51"]
    assert ids(service.search("iskenderun", "tr")) == {RowKind.PRECEDENT: ["P3"]}
    assert first(service.search("eskisehir", "tr")).note == "Eskişehir"


def test_the_table_with_the_best_row_stands_first(service):
    assert next(group.kind for group in service.search("çimento", "tr").groups) is RowKind.SECTOR
    assert next(group.kind for group in service.search("döküm kumu", "tr").groups) is RowKind.CONCEPT


def test_only_the_best_are_given_but_all_are_counted(service):
    [group] = [group for group in service.search("kum", "tr", limit=2).groups if group.kind is RowKind.CONCEPT]
    assert (len(group.hits), group.total) == (2, 3)


@pytest.mark.parametrize("typed", ["", "   ", "*", "…", "ğğğğğğ", "x" * 5000, "\n\t", "(", ".*"])
def test_nothing_is_found_in_what_says_nothing(service, typed):
    assert service.search(typed, "tr").groups == ()


def test_the_overview_counts_and_offers_only_what_is_found(service):
    overview = service.overview("tr")
    assert (overview.concepts, overview.conversions, overview.codes, overview.documented) == (10, 6, 4, 1)
    assert "döküm kumu" in overview.examples
    assert "Kalundborg" not in overview.examples


def test_a_key_press_takes_a_few_milliseconds_among_twenty_thousand_labels():
    knowledge, _ = read_knowledge(TABLES)
    syllables = ("ka", "lem", "tö", "zı", "şu", "çel", "ğan", "mi", "pre", "ist")
    many = [
        Concept(f"c{n}", tuple(f"{_word(n * 7 + k, syllables)} {_word(n + k, syllables)}" for k in range(10)), ("x",))
        for n in range(2000)
    ]
    service = KnowledgeService(lambda: replace(knowledge, concepts=ConceptTable([*knowledge.concepts, *many])))
    service.prepare()
    for typed in ("k", "ka", "kal", "kalem", "kalemtö çelzı", "kaelmtö"):
        assert min(_seconds(service, typed) for _ in range(5)) < 0.03, typed


def _word(number, syllables):
    return "".join(syllables[int(digit)] for digit in str(number))


def _seconds(service, typed):
    start = time.perf_counter()
    service.search(typed, "tr")
    return time.perf_counter() - start


# all about one row


def detail(service, kind, key, language="tr"):
    return service.detail(Ref(kind, key), language)


def test_a_concept_tells_its_names_and_its_place_among_others(service):
    found = detail(service, RowKind.CONCEPT, "foundry_sand")
    assert isinstance(found, ConceptDetail)
    assert found.others == (("kalıp kumu", "yanık kum"), ("foundry sand", "moulding sand"))
    assert [link.name for link in found.broader] == ["kum"]
    assert [link.name for link in found.kinds] == ["reçineli kum"]
    assert [(link.lead, link.hazardous) for link in found.codes] == [("10 09 08", False), ("10 09 07*", True)]
    assert [link.lead for link in found.given_by] == ["24"]
    assert (found.status, found.status_law) == ("waste", "Atık Yönetmeliği, Madde 4")
    assert [case.link.ref.id for case in found.cases] == ["P1", "P2"]


def test_what_a_broader_concept_can_do_is_marked_and_its_own_word_wins(service):
    uses = {use.other.ref.id: use for use in detail(service, RowKind.CONCEPT, "foundry_sand").uses}
    assert uses["cement_raw"].through is None
    assert uses["feed_use"].through.name == "kum"
    assert uses["brick_body"].process == "kile katma"
    assert uses["brick_body"].through is None


def test_only_an_exchange_that_was_found_is_documented(service):
    uses = {use.other.ref.id: use for use in detail(service, RowKind.CONCEPT, "foundry_sand").uses}
    assert [case.place for case in uses["cement_raw"].documented] == ["Eskişehir"]
    assert len(uses["cement_raw"].cases) == 2
    sand = {use.other.ref.id: use for use in detail(service, RowKind.CONCEPT, "sand").uses}
    assert sand["brick_body"].documented == ()
    assert sand["brick_body"].cases[0].place == ""  # "generic" is no place


def test_what_is_ruled_out_is_told_last_and_with_the_reason(service):
    uses = detail(service, RowKind.CONCEPT, "resin_sand").uses
    assert [use.other.ref.id for use in uses] == ["heat", "cement_raw", "brick_body", "feed_use"]
    assert uses[0].ruled_out == ()
    reasons = {use.other.ref.id: use.ruled_out for use in uses}
    assert reasons["brick_body"] == ("fenol içerir",)
    assert reasons["feed_use"] == ("Fenollü kum yeme girmez",)


def test_rules_name_the_regulation_and_the_article(service):
    rules = detail(service, RowKind.CONCEPT, "resin_sand").rules
    assert [(rule.verdict, rule.purpose, rule.law) for rule in rules] == [
        ("forbidden", "yem", "Yem Kanunu, Madde 7"),
        ("permit", "", ""),
    ]
    assert [rule.verdict for rule in detail(service, RowKind.CONCEPT, "feed_use").rules] == ["forbidden"]


def test_what_could_replace_a_thing_and_who_has_it(service):
    sources = detail(service, RowKind.CONCEPT, "cement_raw").sources
    assert [(use.other.ref.id, [giver.lead for giver in use.givers]) for use in sources] == [("foundry_sand", ["24"])]


def test_a_waste_code_tells_chapter_group_and_what_has_it(service):
    found = detail(service, RowKind.CODE, "100907", "en")
    assert isinstance(found, CodeDetail)
    assert found.chapter == ("10", "Wastes from thermal processes")
    assert found.group == ("10 09", "Wastes from casting of iron")
    assert [link.name for link in found.concepts] == ["foundry sand", "resin sand"]
    assert [link.lead for link in found.neighbours] == ["10 09 03", "10 09 08"]
    assert [link.lead for link in found.arises_in] == ["24"]


def test_a_sector_without_a_profile_has_that_of_the_broader_one(service):
    found = detail(service, RowKind.SECTOR, "24.51")
    assert isinstance(found, SectorDetail)
    assert [link.lead for link in found.broader] == ["24", "24.5"]
    assert found.profile_of.lead == "24"
    assert [link.name for link in found.gives] == ["döküm kumu", "atık ısı"]
    assert found.questions == ("Kum kaç kez kullanılıyor?",)
    assert found.waste_groups == (("10 09", "Demir döküm atıkları"),)
    assert [case.link.ref.id for case in found.gave] == ["P1", "P2"]
    whole = detail(service, RowKind.SECTOR, "24")
    assert whole.profile_of is None
    assert [link.lead for link in whole.parts] == ["24.5"]


def test_a_precedent_names_both_ends_in_the_language_of_the_reader(service):
    found = detail(service, RowKind.PRECEDENT, "P1")
    assert isinstance(found, PrecedentDetail)
    assert (found.use, found.place, found.evidence, found.giver) == ("Çimento hammaddesi", "Eskişehir", "F", "")
    assert [link.lead for link in found.givers] == ["24.51"]
    assert [case.link.ref.id for case in found.alike] == ["P2"]
    assert detail(service, RowKind.PRECEDENT, "P1", "en").giver == "Foundry"
    assert detail(service, RowKind.PRECEDENT, "P3").taker == "Greenhouse"  # no sector says it


@pytest.mark.parametrize("kind", list(RowKind))
def test_a_row_that_is_no_longer_there_has_no_detail(service, kind):
    assert detail(service, kind, "999999") is None
