import numpy as np
import pytest

from app.matching.columns import SCANNED, Bag, Column, Postings, TermSpace, TextPostings


def test_a_column_grows():
    column = Column(np.int32)
    for number in range(100):
        column.append(number)
    column.extend(np.arange(100, 300))
    column.extend(np.arange(0))
    assert column.values.tolist() == list(range(300))


def test_a_wide_column_grows():
    column = Column(np.float32, 3)
    for number in range(40):
        column.append([number, 0, 1])
    assert column.values.shape == (40, 3)
    assert column.values[39].tolist() == [39, 0, 1]


def enter(postings, space, bag):
    postings.append(Bag(space.add(bag), np.array([*bag.values()], np.float32)))


def vector(bag, idf):
    return np.array([bag.get(term, 0.0) * idf[term] for term in "abc"])


def test_cosines_are_those_of_tf_idf_vectors():
    space = TermSpace()
    texts = TextPostings(space)
    rows = [{"a": 1.0, "b": 0.5}, {"b": 1.0}, {}, {"c": 1.0, "a": 1.0}, {}]
    for row in rows:
        enter(texts, space, row)
    idf = dict(zip("abc", space.idf().tolist(), strict=True))
    queries = [{"a": 1.0, "c": 0.5}, {"a": 1.0, "b": 0.5}, {}, {"unseen": 1.0}]
    expected = [
        [
            vector(query, idf) @ vector(row, idf) / lengths if (lengths := length(query, idf) * length(row, idf)) else 0
            for row in rows
        ]
        for query in queries
    ]
    assert texts.cosines([space.read(query) for query in queries]) == pytest.approx(np.array(expected), abs=1e-5)
    assert texts.cosines([texts.bag(0)])[0, 0] == pytest.approx(1.0, abs=1e-5)


def length(bag, idf):
    return np.linalg.norm(vector(bag, idf))


def test_words_that_nobody_else_used_make_a_text_less_like_all_others():
    space = TermSpace()
    texts = TextPostings(space)
    enter(texts, space, {"a": 1.0})
    known, half_strange = texts.cosines([space.read({"a": 1.0}), space.read({"a": 1.0, "unseen": 1.0})])
    assert known == pytest.approx([1.0], abs=1e-5)
    assert half_strange == pytest.approx([0.5**0.5], abs=1e-5)


def test_nothing_is_like_texts_without_words():
    space = TermSpace()
    texts = TextPostings(space)
    assert texts.cosines([space.read({"a": 1.0})]).shape == (1, 0)
    enter(texts, space, {})
    assert texts.cosines([space.read({"a": 1.0}), space.read({})]).tolist() == [[0.0], [0.0]]


def test_dropped_rows_no_longer_count():
    space = TermSpace()
    texts = TextPostings(space)
    for row in ({"a": 1.0}, {"a": 1.0}, {"b": 1.0}):
        enter(texts, space, row)
    alone = TermSpace()
    alone.add(["a"])
    space.drop(texts.bag(1).numbers)
    space.drop(texts.bag(2).numbers)
    assert space.idf()[0] == alone.idf()[0]
    assert space.rarity()[0] == alone.rarity()[0]
    assert space.rarity()[0] > 0.3
    assert space.rarity()[1] == space.rarity()[0]


def test_a_bag_can_be_read_without_leaving_a_trace():
    space = TermSpace()
    space.add(["a", "b"])
    bag = space.read({"b": 0.5, "unseen": 2.0})
    assert (bag.numbers.tolist(), bag.weights.tolist(), bag.strange) == ([1], [0.5], 4.0)
    assert len(space) == 2


def test_the_best_product_wins():
    space = TermSpace()
    postings = Postings(space)
    for row in ({"x": 1.0, "y": 0.5}, {}, {"y": 1.0}):
        enter(postings, space, row)
    best = postings.best([space.read({"x": 0.4, "y": 0.6, "z": 1.0}), space.read({"x": 1.0}), space.read({})])
    assert best == pytest.approx(np.array([[0.4, 0.0, 0.6], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]))


def test_rows_are_found_whether_or_not_they_are_sorted_in_already():
    """The order is made anew now and then only; new terms and rows come in between."""
    chance, space = np.random.default_rng(5), TermSpace()
    postings, rows, orders = Postings(space), [], set()
    for number in range(30 * SCANNED):
        terms = chance.choice(4 + number // 8, size=3, replace=False)
        rows.append({str(term): float(chance.random()) for term in terms})
        enter(postings, space, rows[-1])
        query = {str(chance.integers(4 + number // 8)): 0.5, "3": 1.0}
        expected = [max(row.get(term, 0.0) * weight for term, weight in query.items()) for row in rows]
        assert postings.best([space.read(query)])[0] == pytest.approx(expected)
        orders.add(postings._sorted)
    assert 5 < len(orders) < len(rows) / 2
