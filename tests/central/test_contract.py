"""Thousands of requests made up from the OpenAPI schema: none breaks the receiver, every answer is as documented."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from central.application import create_app
from central.settings import Settings
from tests.central.laptop import Laptop

_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
_EXAMPLES = 14
_MANY = (1e9, 1e9)


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """An owner in a room with a few rows."""
    settings = Settings(f"sqlite:///{tmp_path_factory.mktemp('contract') / 'salon.db'}", "0f" * 32, kind="room")
    with TestClient(create_app(settings, per_token=_MANY, per_address=_MANY)) as client:
        one = Laptop(client, settings, "masa-1", owner=True)
        one.push(one.new("workshop", "w1", name="İzmir"), one.card("c1", title="Işık"), one.person("p1", "Işıl"))
        yield one


def _schema(laptop: Laptop) -> Any:
    return schemathesis.openapi.from_asgi("/v1/openapi.json", laptop.client.app)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_request_breaks_the_receiver_and_every_answer_is_documented(laptop: Laptop, mode: GenerationMode) -> None:
    schema = _schema(laptop)
    operations = [one.ok() for one in schema.get_all_operations()]
    assert len(operations) >= 18
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and not (operation.body or list(operation.iter_parameters())):
            continue  # nothing in it can be wrong

        @seed(7)
        @hypothesis_settings(
            max_examples=_EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            if mode is GenerationMode.POSITIVE and isinstance(case.body, dict) and "dataset" in case.body:
                case.body |= {"dataset": laptop.dataset, "protocol": 1, "first": 1 + case.body["first"] % 40}
            response = case.call(headers=laptop.headers)
            case.validate_response(response, checks=_CHECKS)

        ask()


@hypothesis_settings(
    max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(
    groups=st.dictionaries(
        st.text(max_size=8) | st.sampled_from(["row", "erased", "contact", "title", "stage"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["old", "new", "sealed", "a"]), inner, max_size=3)
            ),
            max_leaves=6,
        ),
        max_size=4,
    ),
    entity=st.sampled_from(["resource_card", "participant", "synergy", "workshop", "x"]),
    parents=st.lists(st.sampled_from(["p", "q", "r"]), max_size=3),
)
def test_whatever_an_operation_holds_it_is_taken_or_rejected(
    laptop: Laptop, groups: Any, entity: str, parents: list[str]
) -> None:
    op = laptop.op(entity, "same") | {"groups": groups, "parents": parents}
    results = [one["result"] for one in laptop.push(op, first=1)["results"]]
    assert results[0] in ("applied", "merged", "conflict", "rejected")
    for path in ("/v1/changes", f"/v1/snapshot?entity={entity}", "/v1/workshops", "/v1/synergies"):
        json.dumps(laptop.get(path), allow_nan=False)
