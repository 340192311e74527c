"""A few rows of every table, small enough to be read at a glance."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.knowledge import Knowledge, load, read_knowledge

ROWS = {
    "traits": """\
id,kind,tr,en
hazardous,property,tehlikeli,hazardous
chromium,property,krom içerir,contains chromium
wet,property,nemli,wet
feed,purpose,yem,feed
combustion,purpose,yakma,burning""",
    "waste_groups": """\
code,tr,en
03,Ahşap,Wood
0301,Ahşap işleme,Wood processing
04,Deri,Leather
0401,Deri,Leather""",
    "waste_codes": """\
code,hazardous,tr,en,words_tr,words_en
030104,1,"Talaş, tehlikeli","Sawdust, hazardous",,
030105,0,Talaş ve yonga,Sawdust and chips,planya sunta,planer
040108,0,Kromlu deri talaşı,Chrome leather shavings,tıraş,shavings""",
    "sectors": """\
code,tr,en
01,Tarım,Farming
01.4,Hayvancılık,Livestock
01.47,Kümes,Poultry
16,Ahşap,Wood
16.1,Kereste,Timber
16.10,Hızarhane,Sawmill
15,Deri,Leather
35,Enerji,Energy""",
    "precedents": """\
id,resource_tr,resource_en,kind,codes,giver,giver_nace,use_tr,use_en,receiver,receiver_nace,place,evidence,source
P1,Hızar talaşı,Sawmill dust,wood,030105,Sawmill,16.10,Altlık,Litter,Farm,01.47,Iğdır,F,S1
P2,Talaş,Sawdust,wood,030105,Sawmill,16.10,Yakıt,Fuel,Plant,35,,B,""",
    "concepts": """\
id,tr,en,broader,category,codes,state,hazard,unit,density,status,traits
wood,ahşap,wood,,material,,solid,no,t,,by_product,
sawdust,talaş@!15|planya tozu,sawdust,wood,byproduct_waste,030105 030104,granular,no,t,0.15-0.3,by_product,
shavings,tıraş talaşı|talaş@15,leather shavings,,byproduct_waste,040108,solid,no,t,,waste,chromium
litter,altlık,litter,,use,,none,no,t,,none,
fodder,yem,fodder,,use,,none,no,t,,none,feed
fuel,yakıt,fuel,,use,,none,no,t,,none,combustion""",
    "conversions": """\
source,target,process_tr,process_en,takers,conditions_tr,conditions_en,forbids,distance,evidence,strength
wood,fuel,yakma,burning,35,kuru,dry,wet,region,practice,0.7
sawdust,litter,eleme,sieving,01.47 01,tozsuz,no dust,chromium,region,P1,0.9
shavings,fuel,yakma,burning,35,,,hazardous,near,practice,0.5
shavings,litter,serme,spreading,01.47,,,chromium,near,practice,0.3""",
    "profiles": """\
sector,gives,buys,waste_groups,questions_tr,questions_en
16,sawdust,fuel,0301,Talaş nerede birikiyor?,Where does sawdust gather?
01.47,,litter fuel,,,
15,shavings,,0401,,""",
    "rules": """\
property,purpose,verdict,reason_tr,reason_en,regulation
chromium,feed,forbidden,Krom yemde olamaz.,No chromium in feed.,feed_law
hazardous,any,permit,Lisanslı alıcı gerekir.,A licensed taker is needed.,""",
    "regulations": """\
id,name_tr,name_en,article
feed_law,Yem yönetmeliği,Feed regulation,5""",
    "statuses": """\
id,tr,en,regulation
by_product,Yan ürün,By-product,""",
    "hints": """\
concept,phrases
litter,kuru yere sersin""",
    "places": """\
kind,name,province,lat,lon
province,Iğdır,Iğdır,39.9237,44.0450""",
    "vocabulary": """\
kind,text,means,sentence,expect
stop,az,,az tuzlu talaş,talaş
abbreviation,pasl,paslanmaz,pasl. tank,paslanmaz tank""",
}

WriteTables = Callable[..., Path]


@pytest.fixture
def tables(tmp_path: Path) -> WriteTables:
    """Writes the tables; each keyword puts a line at the end of a table (or, with `whole`, in its place)."""

    def write(whole: dict[str, bytes] | None = None, **further: str) -> Path:
        for name, text in ROWS.items():
            added = f"{text}\n{further[name]}\n" if name in further else f"{text}\n"
            (tmp_path / f"{name}.csv").write_text(added, encoding="utf-8")
        for name, content in (whole or {}).items():
            (tmp_path / f"{name}.csv").write_bytes(content)
        return tmp_path

    return write


@pytest.fixture
def small(tables: WriteTables) -> Knowledge:
    """The tables as they stand above, without a fault."""
    knowledge, faults = read_knowledge(tables())
    assert faults == []
    return knowledge


@pytest.fixture(scope="session")
def shipped() -> Knowledge:
    """The program's own tables."""
    return load()
