import pytest

from app.matching import build_index, match_all
from app.matching.blocks import find_blocks
from app.records import CardId, Category, Direction
from tests.matching.conftest import make_card

WASTE, SPACE, SERVICE = Category.BYPRODUCT_WASTE, Category.SPACE, Category.EXPERTISE_SERVICE


def blocks_of(knowledge, firms, have, want):
    match = build_index([have, want], firms, knowledge).explain(have.id, want.id)
    assert match
    return [block.level for block in match.blocks], match


@pytest.mark.parametrize(
    ("have", "want", "blocks"),
    [
        # hazardous goods do not go into food, feed or medicines …
        (("varil", "f1", WASTE, True), ("varil", "f3", WASTE, None), ["hazard_food"]),
        (("solvent", "f1", WASTE, True), ("solvent", "f4", WASTE, False), ["hazard_pharma"]),
        # … unless the taker asks for hazardous ones, is no food firm, or nothing enters its product
        (("solvent", "f1", WASTE, True), ("solvent", "f4", WASTE, True), []),
        (("varil", "f1", WASTE, True), ("varil", "f2", WASTE, None), []),
        (("varil", "f1", WASTE, None), ("varil", "f3", WASTE, None), []),
        (("atık yakma", "f1", SERVICE, True), ("atık bertarafı", "f3", SERVICE, None), []),
        # nothing hazardous into a food plant's premises
        (("boş hol", "f3", SPACE, None), ("kromlu çamur kurutma yeri", "f2", SPACE, True), ["hazard_in_food_plant"]),
        (("boş hol", "f2", SPACE, None), ("kromlu çamur kurutma yeri", "f1", SPACE, True), []),
        # explicit exclusions: by word, by concept, by what it is a kind of
        (("PVC kablo kılıfı", "f1", WASTE, None), ("plastik, PVC OLMASIN", "f2", WASTE, None), ["excluded_by_want"]),
        (("likralı kumaş", "f1", WASTE, None), ("kumaş, elastan olmasın", "f2", WASTE, None), ["excluded_by_want"]),
        (("tavuk gübresi", "f3", WASTE, None), ("gübre, KANATLI olmaz", "f2", WASTE, None), ["excluded_by_want"]),
        (("kromlu deri tozu", "f1", WASTE, None), ("deri, KROMSUZ", "f2", WASTE, None), ["excluded_by_want"]),
        # a quality that is asked for: only what says the contrary
        (("talaş tozu", "f1", WASTE, None), ("talaş, kuru ve TOZSUZ", "f2", WASTE, None), ["excluded_by_want"]),
        (("talaş", "f1", WASTE, None), ("altlık, kuru ve tozsuz", "f2", WASTE, None), []),
        (("PVC içermeyen plastik", "f1", WASTE, None), ("plastik, PVC olmasın", "f2", WASTE, None), []),
        (("pamuklu kumaş", "f1", WASTE, None), ("kumaş, elastan olmasın", "f2", WASTE, None), []),
        (("kumaş", "f1", WASTE, None), ("kumaş, renk şart değil", "f2", WASTE, None), []),
        # what the giver rules out
        (("hurda incir, yem olmaz", "f1", WASTE, None), ("incir", "f3", WASTE, None), ["excluded_by_have"]),
        (("hurda incir, yem olmaz", "f1", WASTE, None), ("incir", "f2", WASTE, None), []),
    ],
)
def test_what_blocks_a_pair(knowledge, firms, have, want, blocks):
    first = make_card("h", "have", have[0], have[1], have[2], hazardous=have[3])
    second = make_card("w", "want", want[0], want[1], want[2], hazardous=want[3])
    found, match = blocks_of(knowledge, firms, first, second)
    assert found == blocks
    assert not (blocks and match.suggested)


def test_a_blocked_pair_is_named_in_the_words_of_the_card(knowledge, firms):
    have = make_card("h", "have", "kromlu tıraş talaşı", "f1")
    want = make_card("w", "want", "deri artığı, KROMSUZ olacak", "f2")
    _, match = blocks_of(knowledge, firms, have, want)
    assert match.blocks[0].params["words"] == "kromsuz"


def test_a_blocked_pair_stands_below_the_same_pair_without_the_block(knowledge, firms):
    want = make_card("w", "want", "temiz varil", "f3")
    good, bad = make_card("h1", "have", "varil"), make_card("h2", "have", "varil", hazardous=True)
    index = build_index([want, good, bad], firms, knowledge)
    assert [match.have_id for match in index.suggest(want, 2)] == ["h1", "h2"]
    assert [match.have_id for match in match_all(index, 2)] == ["h1", "h2"]


def test_both_ways_of_looking_give_the_same_match(knowledge, room, firms):
    index = build_index(room, firms, knowledge)
    for have in room[:5]:
        for match in index.suggest(have, 9):
            want = next(card for card in room if card.id == match.want_id)
            assert match in index.suggest(want, 9)
            assert index.explain(have.id, CardId(want.id)) == match


def test_no_block_is_overlooked(knowledge, firms):
    """Only pairs with a telltale are looked at: every rule, asked about every pair, finds nothing more."""
    offers = ["PVC kablo", "likralı kumaş", "tavuk gübresi", "kromlu deri tozu", "incir, yem olmaz", "varil", "boş hol"]
    needs = ["plastik, PVC OLMASIN", "kumaş, elastan olmasın", "gübre, KANATLI olmaz", "deri, KROMSUZ", "varil", "yer"]
    cards = [
        make_card(f"{direction}{number}{firm}{hazardous}", direction, title, firm, category, hazardous=hazardous)
        for direction, titles in (("have", offers), ("want", needs))
        for number, title in enumerate(titles)
        for firm in ("f1", "f3", "f4")
        for hazardous in (None, True)
        for category in (SPACE if title in ("boş hol", "yer") else WASTE,)
    ]
    index = build_index(cards, firms, knowledge)
    found = set()
    for ranking in index.rank_all(index.entries(Direction.HAVE)):
        for place, row in enumerate(ranking.rows):
            blocks = find_blocks(ranking.entry, ranking.side.entries[row], index.profile.block)
            assert ranking.blocks.get(place, ()) == blocks
            found |= {block.level for block in blocks}
    assert found == {
        "hazard_food", "hazard_pharma", "hazard_in_food_plant", "excluded_by_want", "excluded_by_have"
    }  # fmt: skip
