"""The committed collection, indexed and fitted once for all tests."""

import pytest

from tests.evaluation.collection import read_collection
from tests.evaluation.engines import make_indexes
from tests.evaluation.parts import fit_ways


@pytest.fixture(scope="session")
def collection():
    return read_collection()


@pytest.fixture(scope="session")
def indexes(collection):
    return make_indexes(collection)


@pytest.fixture(scope="session")
def fitted(indexes, collection):
    return fit_ways(indexes, collection)
