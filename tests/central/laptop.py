"""A laptop as the receiver sees it: writes operations, numbers and sends them."""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.testclient import TestClient

from app.common.ids import new_id
from app.common.sealing import new_personal_key, seal
from central import tokens
from central.settings import Settings

Json = dict[str, Any]


class Laptop:
    """Sends as `device`, under a token of its own."""

    def __init__(
        self, client: TestClient, settings: Settings, device: str, organiser: str = "İzmir Kalkınma", **grant: Any
    ) -> None:
        self.client = client
        self.device = device
        self.dataset = tokens.dataset_of(organiser)
        self.token = tokens.issue(settings, device, "device", organiser, **grant)
        self.headers = {"Authorization": f"Bearer {self.token}", "Sinerji-Protocol": "1"}
        self.keys: dict[str, bytes] = {}
        self._written = 0
        self.sent = 0

    def op(self, entity: str, entity_id: str, parents: Sequence[Json] = (), /, **groups: Any) -> Json:
        """An operation: `row=("gone", "live")`, `erased={}`, others are the new values of a group."""
        self._written += 1
        body: Json = {
            "id": new_id(),
            "device": self.device,
            "device_seq": self._written,
            "operation": f"use-{self._written}",
            "name": "Edit",
            "entity": entity,
            "entity_id": entity_id,
            "hlc": f"{self._written:012x}-0000-{self.device}",
            "at": "2026-11-21T09:30:00.000Z",
            "actor": "Işıl",
            "groups": {name: _group(name, value) for name, value in groups.items()},
        }
        if parents:
            body["parents"] = [one["id"] for one in parents]
        return body

    def new(self, entity: str, entity_id: str, /, **columns: Any) -> Json:
        """An operation that makes a row, each column a group of its own."""
        return self.op(entity, entity_id, row=("gone", "live"), **{name: {name: one} for name, one in columns.items()})

    def card(self, entity_id: str, /, **columns: Any) -> Json:
        """A card that somebody entered."""
        known = {"workshop_id": "w1", "firm_id": "f1", "direction": "have", "title": "Atık ısı", "audience": "public"}
        return self.new("resource_card", entity_id, **known | columns)

    def person(
        self, entity_id: str, name: str, parents: Sequence[Json] = (), *, key: bytes | None = None, hlc: str = ""
    ) -> Json:
        """An operation that sets the contact of a person, sealed; its key comes with it."""
        used = key or self.keys.setdefault(entity_id, new_personal_key())
        contact = {"new": {"name": name, "phone": "0555 123", "email": "ışıl@example.org"}}
        body = self.op("participant", entity_id, parents, workshop_id={"workshop_id": "w1"})
        body["groups"]["contact"] = {"sealed": seal(contact, used)}
        body["key"] = base64.b64encode(used).decode()
        return body | ({"hlc": hlc} if hlc else {})

    def post(self, ops: Sequence[Any], first: int | None = None, withdrawn: Sequence[Json] = ()) -> Any:
        """Send a batch and return the response; without `first` it continues what was sent."""
        start = self.sent + 1 if first is None else first
        if first is None:
            self.sent += len(ops)
        body = {"protocol": 1, "dataset": self.dataset, "first": start, "ops": list(ops), "withdrawn": list(withdrawn)}
        # Not the client's own encoder: it would not let half a letter through.
        headers = self.headers | {"Content-Type": "application/json"}
        return self.client.post("/v1/ops", content=json.dumps(body), headers=headers)

    def push(self, *ops: Any, first: int | None = None, withdrawn: Sequence[Json] = ()) -> Json:
        """Send a batch that is taken; the answer."""
        response = self.post(ops, first, withdrawn)
        assert response.status_code == 200, response.text
        answer: Json = response.json()
        return answer

    def outcomes(self, *ops: Any, first: int | None = None) -> list[str]:
        """Send a batch; what became of each operation."""
        return [one["result"] for one in self.push(*ops, first=first)["results"]]

    def get(self, path: str, /, **query: Any) -> Any:
        """The answer to a request that is granted."""
        response = self.client.get(path, params=query or None, headers=self.headers)
        assert response.status_code == 200, response.text
        return response.json()

    def feed(self, cursor: str = "", limit: int = 1000) -> list[Json]:
        """Everything after a cursor."""
        changes: list[Json] = self.get("/v1/changes", cursor=cursor, limit=limit)["changes"]
        return changes

    def rows(self, entity: str) -> dict[str, Json]:
        """The rows of a kind by id."""
        return {row["id"]: row for row in self.get("/v1/snapshot", entity=entity)["rows"]}


def _group(name: str, value: Any) -> Mapping[str, Any]:
    return {"old": value[0], "new": value[1]} if name == "row" else {"new": value}
