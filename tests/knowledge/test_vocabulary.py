"""Every word of the vocabulary is tried by its own sentence; broken rows are named by file and line."""

import subprocess
import sys

import pytest

from app.common.turkish import match_key
from app.i18n.card_line import understand
from app.i18n.units import PERIODS, SPELLINGS, find_period, find_unit
from app.knowledge.colours import read_colours
from app.knowledge.limits import Limit, read_conditions
from app.knowledge.months import read_months
from app.knowledge.negation import read_line
from app.knowledge.tables import Fault
from app.knowledge.validate import validate
from app.knowledge.vocabulary import EXPANDED, NO_COLOUR, OFFER, Entry, vocabulary
from app.knowledge.words import grams, split_words, stem, stems, tokens
from app.matching.reading import read_card
from tests.matching.conftest import make_card

# A spelling that is read only where it stands alone in a column, not within a line.
COLUMN = "column"


def of_kind(*kinds: str):
    return pytest.mark.parametrize(
        "entry", [pytest.param(entry, id=f"{entry.kind}-{entry.key}") for entry in vocabulary().of_kind(*kinds)]
    )


def stems_of(text: str) -> list[str]:
    return [stem(word) for word in tokens(text)]


def excluded(entry: Entry, *, offer: bool) -> set[str]:
    return {" ".join(phrase) for phrase in read_line(entry.sentence, offer=offer).excluded}


@of_kind("stop")
def test_a_stop_word_leaves_the_words_that_say_something(entry):
    left = stems(tokens(entry.sentence))
    assert entry.key in split_words(entry.sentence)
    assert stem(entry.key) not in left
    assert set(stems_of(entry.expect)) <= set(left)
    assert grams([entry.key]) == []


@of_kind("whole", "root")
def test_a_word_whose_ending_is_part_of_it(entry):
    assert match_key(entry.expect) in stems_of(entry.sentence)
    assert stem(entry.key) == match_key(entry.means or entry.text)


@of_kind("negation_after", "negation_before", "join", "filler", "barrier")
def test_what_a_negation_rules_out(entry):
    offer = entry.means == OFFER or entry.kind == "negation_before"
    assert excluded(entry, offer=offer) == {" ".join(stems_of(part)) for part in entry.expect.split(",")}
    if entry.means == OFFER:
        assert not excluded(entry, offer=False)


@of_kind("freedom")
def test_a_freedom_rules_nothing_out(entry):
    assert excluded(entry, offer=False) == set()


@of_kind("lexical_siz")
def test_a_word_on_siz_that_names_no_substance(entry):
    assert excluded(entry, offer=True) == set()
    assert match_key(entry.expect) in read_line(entry.sentence, offer=True).words


@of_kind("state")
def test_a_word_of_state(entry, shipped):
    card = make_card("h", "have", entry.sentence)
    assert entry.expect in read_card(card, None, shipped, shipped.linker).states


@of_kind(*EXPANDED)
def test_what_is_written_out(entry):
    assert match_key(entry.text) in match_key(entry.sentence)
    found = stems_of(entry.sentence)
    assert set(stems_of(entry.expect)) <= set(found)
    written, plain = tokens(entry.sentence), split_words(entry.means)
    assert written != split_words(entry.sentence)
    assert any(written[at : at + len(plain)] == plain for at in range(len(written)))
    assert tokens(entry.means) == plain, "plain words are not written out again"


@of_kind("condition")
def test_the_limits_of_a_condition(entry):
    assert " ".join(entry.expect.split()) in [told(limit) for limit in read_conditions(entry.sentence).limits]


def told(limit: Limit) -> str:
    ends = ["" if end is None else f"{end:g}" for end in (limit.low, limit.high)]
    if limit.comparator != "between":
        ends.insert(1, "..")
    return " ".join(" ".join((limit.property, limit.comparator, *ends, limit.unit)).split())


@of_kind("month")
def test_the_months_of_a_sentence(entry):
    first, last = map(int, entry.expect.split("-"))
    assert read_months(entry.sentence) == {(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)}


@of_kind("colour")
def test_the_colour_of_a_sentence(entry):
    assert entry.expect == entry.means
    assert read_colours(split_words(entry.sentence)) == {entry.means} - {NO_COLOUR}


@of_kind("unit", "period")
def test_a_unit_or_period_as_it_is_written_on_cards(entry):
    if entry.kind == "unit":
        found = find_unit(entry.text)
        assert found is not None
        assert found.code == entry.means
    else:
        assert find_period(entry.text) == entry.means
    if entry.expect != COLUMN:
        read = understand(entry.sentence)
        assert " ".join(str(part) for part in (read.quantity, read.unit, read.period) if part) == entry.expect


def test_every_spelling_of_units_and_periods_has_a_sentence():
    units = {entry.key: entry.means for entry in vocabulary().of_kind("unit")}
    assert units == {spelling: unit.code for spelling, unit in SPELLINGS.items()}
    assert {entry.key: entry.means for entry in vocabulary().of_kind("period")} == PERIODS


def test_there_are_enough_words():
    assert len(vocabulary().entries) >= 700


@pytest.mark.parametrize(
    ("text", "written_out"),
    [
        ("pasl. tank", ["paslanmaz", "tank"]),
        ("PASL TANK", ["paslanmaz", "tank"]),
        ("kap. 20 ton", ["kapasite", "20", "ton"]),
        ("boş kap", ["bos", "kap"]),
        ("200 lt kap.", ["200", "lt", "kap", "."]),
        ("yem", ["yem"]),
        ("yemlik", ["yem", "icin"]),
        ("cu kablosu", ["bakir", "kablo"]),
        ("al kablo", ["al", "kablo"]),
        ("tarım atığı", ["tarim", "atigi"]),
        ("çıkma motor", ["ikinci", "el", "motor"]),
        ("günlük çıkmalı", ["gunluk", "cikmali"]),
        ("", []),
    ],
)
def test_only_what_is_short_or_unusual_is_written_out(text, written_out):
    assert tokens(text) == written_out


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("pasl. tank", "tank"),
        ("alüm. cüruf", "al_dross"),
        ("PASL. BORU", "stainless"),
        ("yapma fiyatı sorulan galv. saç", "galvanised_scrap"),
        ("dök. kumu", "foundry_sand"),
        ("dökümkumu", "foundry_sand"),
        ("tavuk altı", "poultry_manure"),
        ("bikbek", "big_bag"),
    ],
)
def test_concepts_are_found_behind_short_and_wrong_words(shipped, text, concept):
    assert concept in [linked.concept for linked in shipped.link(text)]


@pytest.mark.parametrize(
    ("row", "told_fault"),
    [
        ("stopp,ve,,cam ve kum,cam", "kind is none of"),
        ("stop,,,cam ve kum,cam", "text is missing"),
        ("stop,ve,,,cam", "sentence is missing"),
        ("stop,ve,,cam ve kum,", "expect is missing"),
        ("stop,ve,and,cam ve kum,cam", "nothing stands under means"),
        ("stop,veya,,cam ve kum,cam", "the sentence does not use “veya”"),
        ("stop,AZ,,az tuz,tuz", "the stop “AZ” is given twice"),
        ("whole,suyu,,soğutma suyu,su", "means is missing"),
        ("state,kuru,damp,kuru talaş,dry", "means is none of broken | clean | dirty | dry | edible | sound | wet"),
        ("negation_after,yok,need,cam yok,cam", "means is none of"),
        ("jargon,pasl,paslı,pasl boru,paslı", "the jargon “pasl” is given twice"),
        ("condition,altı,at_most beside,%1 altı,x", "a comparator stands before or behind"),
        ("condition,mm,grain_size mm cm,5 mm,x", "a property has one unit"),
        ("month,sefer,13,sefer-sefer,1-2", "means is no month"),
        ("month,sefer,1-2-3,sefer-sefer,1-2", "means is no month"),
        ("colour,mor,purple,mor kumaş,purple", "means is none of"),
        ("unit,ell,ell,3 ell,3 ell", "means is none of"),
        ("period,yılda,decade,yılda 3 ton,x", "means is none of"),
        ("stop,ve,,cam ve kum", "4 fields where the header has 5"),
    ],
)
def test_a_broken_row_is_told_and_left_out(tables, row, told_fault):
    folder = tables(vocabulary=row)
    faults = validate(folder)[1]
    assert [(fault.file, fault.line) for fault in faults] == [("vocabulary.csv", 4)]
    assert told_fault in faults[0].text


def test_a_trade_word_that_is_a_label_is_told(tables):
    told_faults = [str(fault) for fault in validate(tables(vocabulary="jargon,Planya Tozu,talaş,planya tozu,talaş"))[1]]
    assert told_faults == ["vocabulary.csv:4: the jargon “Planya Tozu” is a label of sawdust"]


def test_a_missing_vocabulary_is_told(tables):
    folder = tables()
    (folder / "vocabulary.csv").unlink()
    assert validate(folder)[1] == [Fault("vocabulary.csv", 1, "cannot be read: No such file or directory")]


def test_the_words_are_read_when_the_first_text_is():
    code = (
        "import app.matching, time; from app.knowledge.vocabulary import vocabulary as v;"
        "assert not v.cache_info().currsize; begun = time.process_time(); v(); print(time.process_time() - begun)"
    )
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(times) < 0.02
