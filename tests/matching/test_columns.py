import numpy as np
import pytest

from app.matching.columns import Bags, Column, Postings, TermSpace


def test_a_column_grows():
    column = Column(np.int32)
    for number in range(100):
        column.append(number)
    column.extend(range(100, 300))
    column.extend([])
    assert column.values.tolist() == list(range(300))


def test_a_wide_column_grows():
    column = Column(np.float32, 3)
    for number in range(40):
        column.append([number, 0, 1])
    assert column.values.shape == (40, 3)
    assert column.values[39].tolist() == [39, 0, 1]


def test_cosines_are_those_of_tf_idf_vectors():
    space, bags = TermSpace(), None
    bags = Bags(space)
    rows = [{"a": 1.0, "b": 0.5}, {"b": 1.0}, {}, {"c": 1.0, "a": 1.0}]
    for row in rows:
        bags.append(row)
    idf = dict(zip("abc", space.idf().tolist(), strict=True))

    def vector(row):
        return np.array([row.get(term, 0.0) * idf[term] for term in "abc"])

    query = {"a": 1.0, "c": 0.5}
    expected = [
        vector(query) @ vector(row) / (np.linalg.norm(vector(query)) * np.linalg.norm(vector(row))) if row else 0.0
        for row in rows
    ]
    assert bags.cosines(query) == pytest.approx(expected, abs=1e-5)
    assert bags.cosines({"a": 1.0, "b": 0.5})[0] == pytest.approx(1.0, abs=1e-5)
    assert not bags.cosines({}).any()
    assert not bags.cosines({"unseen": 1.0}).any()


def test_dropped_rows_no_longer_count():
    space = TermSpace()
    bags = Bags(space)
    for row in ({"a": 1.0}, {"a": 1.0}, {"b": 1.0}):
        bags.append(row)
    alone = TermSpace()
    Bags(alone).append({"a": 1.0})
    bags.drop(1)
    bags.drop(2)
    assert space.idf()[0] == alone.idf()[0]
    assert space.rarity("a") == alone.rarity("a")
    assert space.rarity("a") > 0.3
    assert space.rarity("nobody") == space.rarity("b")


def test_the_best_product_wins():
    postings = Postings()
    postings.add_all(["x", "y"], 0, [1.0, 0.5])
    postings.add_all(["y"], 2, [1.0])
    assert postings.best({"x": 0.4, "y": 0.6, "z": 1.0}, 3).tolist() == pytest.approx([0.4, 0.0, 0.6])
    assert postings.get("z") is None
