"""The committed collection, indexed and fitted once for all tests."""

import pytest

from tests.evaluation.collection import FOLDER, LEARNED, read_collection
from tests.evaluation.engines import Indexed, index_collection, make_indexes
from tests.evaluation.parts import fit_ways


@pytest.fixture(scope="session")
def collection():
    return read_collection()


@pytest.fixture(scope="session")
def indexes(collection):
    return make_indexes(collection)


@pytest.fixture(scope="session")
def others():
    return [index_collection(read_collection(FOLDER / name)) for name in LEARNED]


@pytest.fixture(scope="session")
def fitted(indexes, collection, others):
    return fit_ways(Indexed(collection, indexes), others)
