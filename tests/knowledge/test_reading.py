"""Broken rows: named by file and line, left out, and nothing else is lost."""

import pytest

from app.knowledge import read_knowledge
from app.knowledge.__main__ import main
from app.knowledge.tables import Fault
from app.knowledge.validate import validate

NEW = "{id},{tr},{en},{broader},{category},{codes},{state},{hazard},{unit},{density},{status},{traits}"
GOOD = {
    "id": "çıta",
    "tr": "çıta",
    "en": "lath",
    "broader": "wood",
    "category": "material",
    "codes": "",
    "state": "solid",
    "hazard": "no",
    "unit": "t",
    "density": "",
    "status": "product",
    "traits": "",
}


def concept(**changed: str) -> str:
    return NEW.format(**GOOD | changed)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (concept(id="sawdust"), "sawdust is given twice"),
        (concept(id=""), "id is missing"),
        (concept(en=""), "a label in each language"),
        (concept(category="thing"), "category is none of"),
        (concept(codes="030199"), "unknown waste code: 030199"),
        (concept(traits="bright"), "unknown trait: bright"),
        (concept(unit="ell"), "unknown unit: ell"),
        (concept(density="heavy"), "density is no range"),
        (concept(density="0.5-0.2"), "density is no range"),
        (concept(broader="metal"), "a kind of an unknown concept: metal"),
        (concept(tr="çıta@x"), "industries of a label"),
        ("a,b", "2 fields where the header has 12"),
    ],
)
def test_a_broken_concept(tables, row, told):
    knowledge, faults = read_knowledge(tables(concepts=row))
    assert [(fault.file, fault.line) for fault in faults] == [("concepts.csv", 8)]
    assert told in faults[0].text
    assert "sawdust" in knowledge.concepts
    assert len(knowledge.concepts) == (7 if "kind of" in told else 6)


def test_a_circle_is_cut(tables):
    rows = concept(id="a", tr="a1", broader="b") + "\n" + concept(id="b", tr="b1", broader="a")
    knowledge, faults = read_knowledge(tables(concepts=rows))
    assert {fault.line for fault in faults} == {8, 9}
    assert knowledge.concepts.ancestors("a") == {}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("sawdust,peat,x,x,01,,,,near,practice,0.5", "unknown concept: peat"),
        ("sawdust,wood,x,x,01,,,,near,practice,0.5", "sawdust is a wood already"),
        ("sawdust,litter,x,x,01,,,,near,practice,0.5", "given twice, first in conversions.csv:3"),
        ("sawdust,fodder,x,x,99,,,,near,practice,0.5", "unknown sector: 99"),
        ("sawdust,fodder,x,x,,,,,near,practice,0.5", "a taker and an evidence"),
        ("sawdust,fodder,x,x,01,,,,near,P9,0.5", "unknown precedent: P9"),
        ("sawdust,fodder,x,x,01,,,bright,near,practice,0.5", "unknown trait: bright"),
        ("sawdust,fodder,x,x,01,,,,far,practice,0.5", "distance is none of"),
        ("sawdust,fodder,x,x,01,,,,near,practice,1.5", "strength is not between"),
        ("sawdust,fodder,x,x,01,,,,near,practice,çok", "strength is no number"),
        ("sawdust,fodder,,x,01,,,,near,practice,0.5", "process_tr is missing"),
    ],
)
def test_a_broken_conversion(tables, row, told):
    knowledge, faults = read_knowledge(tables(conversions=row))
    assert [(fault.file, fault.line) for fault in faults] == [("conversions.csv", 6)]
    assert told in faults[0].text
    assert len(knowledge.conversions) == 4


@pytest.mark.parametrize(
    ("table", "row", "line", "told"),
    [
        ("waste_codes", "03010,0,x,x,,", 5, "no code of 6 digits"),
        ("waste_codes", "050101,0,x,x,,", 5, "unknown group"),
        ("waste_codes", "030105,0,x,x,,", 5, "given twice"),
        ("waste_codes", "030199,2,x,x,,", 5, "hazardous is none of"),
        ("sectors", "A,x,x", 10, "no NACE division"),
        ("sectors", "35,x,x", 10, "given twice"),
        ("profiles", "99,,,,,", 5, "unknown sector"),
        ("profiles", "35,peat,,,,", 5, "unknown concept"),
        ("profiles", "35,,,9999,,", 5, "unknown waste group"),
        ("profiles", "35,,,,Soru?,", 5, "not as many questions"),
        ("profiles", "16,,,,,", 5, "given twice"),
        ("rules", "wet,combustion,never,x,x,", 4, "verdict is none of"),
        ("rules", "feed,combustion,ask,x,x,", 4, "unknown property"),
        ("rules", "wet,wet,ask,x,x,", 4, "unknown purpose"),
        ("rules", "wet,any,ask,x,x,law", 4, "unknown regulation"),
        ("rules", "chromium,feed,ask,x,x,", 4, "given twice"),
        ("precedents", "P3,a,b,wood,999999,,16,c,d,,01,,F,", 4, "unknown waste code"),
        ("precedents", "P3,a,b,wood,,,16,c,d,,77.7,,F,", 4, "unknown sector"),
        ("precedents", "P1,a,b,wood,,,16,c,d,,01,,F,", 4, "given twice"),
        ("places", "province,Paris,Paris,48.8566,2.3522", 3, "lat is not between"),
        ("places", "village,Iğdır,Iğdır,39.9,44.0", 3, "kind is none of"),
        ("places", "province,IĞDIR,Iğdır,39.9,44.0", 3, "given twice"),
        ("statuses", "lost,x,x,", 3, "no status"),
    ],
)
def test_a_broken_row_of_the_other_tables(tables, table, row, line, told):
    _, faults = read_knowledge(tables(**{table: row}))
    assert [(fault.file, fault.line) for fault in faults] == [(f"{table}.csv", line)]
    assert told in faults[0].text


def test_remarks_and_blank_lines_keep_the_count_of_lines(tables):
    _, faults = read_knowledge(tables(sectors="# services\n\nX,x,x"))
    assert faults == [Fault("sectors.csv", 12, "no NACE division, group or class: X")]


def test_a_table_that_is_missing_or_unreadable_is_told(tables):
    folder = tables(whole={"places": "kind,name\nprovince,Iğdır".encode("cp1254")})
    (folder / "rules.csv").unlink()
    knowledge, faults = read_knowledge(folder)
    assert {(fault.file, fault.line) for fault in faults} == {("places.csv", 1), ("rules.csv", 1)}
    assert len(knowledge.concepts) == 6


def test_what_only_the_validator_sees(tables):
    folder = tables(
        concepts="\n".join(
            [
                concept(id="a", tr="ALTLIK"),
                concept(id="b", tr="b1", en="b2", hazard="yes", codes="030105"),
                concept(id="c", tr="c1", en="c2", hazard="no", codes="030104"),
                concept(id="d", tr="d1", en="d2", category="people", codes="030105"),
                concept(id="e", tr="e1", en="e2", status="waste"),
            ]
        ),
        conversions="shavings,fodder,x,x,01,,,,near,practice,0.5",
    )
    assert read_knowledge(folder)[1] == []
    told = [str(fault) for fault in validate(folder)[1]]
    assert told == [
        "concepts.csv:8: the label “altlik” of a is also one of litter",
        "concepts.csv:9: b is hazardous, but none of its codes is",
        "concepts.csv:10: c is not hazardous, but all its codes are",
        "concepts.csv:11: d is of the category people and has waste codes",
        "concepts.csv:12: e is a waste without a code",
        "conversions.csv:6: shavings → fodder: a rule forbids chromium for feed",
    ]


def test_the_validator_stops_a_build(tables, capsys):
    folder = tables()
    assert main(["validate", "--folder", str(folder)]) == 0
    assert "6 concepts, 4 conversions" in capsys.readouterr().out
    tables(sectors="X,x,x")
    assert main(["validate", "--folder", str(folder)]) == 1
    assert "sectors.csv:10: no NACE division" in capsys.readouterr().out


def test_the_coverage_names_thin_spots(tables, capsys):
    assert main(["coverage", "--folder", str(tables())]) == 0
    told = capsys.readouterr().out
    assert "thin: 01 Farming; 15 Leather; 16 Wood; 35 Energy" in told
    assert "byproduct_waste" in told
