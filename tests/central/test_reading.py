"""What the platform shows to whom."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from central import tokens
from central.settings import Settings
from tests.central.laptop import Laptop

Make = Callable[..., Laptop]
Reader = Callable[..., dict[str, Any]]


@pytest.fixture
def filled(laptop: Make) -> Laptop:
    """An İzmir workshop: two firms, one of which lets nothing go, a person, three cards, two synergies, a report."""
    one = laptop()
    lost = one.new("synergy", "s2", workshop_id="w1", have_id="c1", want_id="c2", stage="lost", owner="Işıl")
    gone = one.card("c4")
    one.push(
        one.new("workshop", "w1", name="İzmir Çalıştayı", kind="workshop", place="ALİAĞA / İZMİR", sample=0),
        one.new("firm", "f1", name="Ilgın Döküm", platform_consent="cards"),
        one.new("firm", "f2", name="Gizli Şirket", platform_consent="nothing"),
        one.new("attendance", "a1", workshop_id="w1", firm_id="f1"),
        one.new("attendance", "a2", workshop_id="w1", firm_id="f2"),
        one.person("p1", "Işıl İnan"),
        one.card("c1", title="Atık ısı", firm_id="f1"),
        one.card("c2", title="Sıcak su", firm_id="f2", direction="want"),
        one.card("c3", title="Kül", direction="want", audience="room"),
        gone,
        one.op("resource_card", "c4", [gone], row=("live", "gone")),
        one.op(
            "synergy",
            "s1",
            row=("gone", "live"),
            workshop_id={"workshop_id": "w1"},
            have_id={"have_id": "c1"},
            want_id={"want_id": "c2"},
            stage={"stage": "idea", "stage_since": "2026-11-21", "lost_reason": None, "review_on": None},
            next={"next_step": "Arayacak", "due_on": "2026-12-01", "owner": "Işıl"},
        ),
        lost,
        one.new("export", "e1", workshop_id="w1", kind="pdf", sha256="ab", size=7, actor="Işıl", file_name="rapor.pdf"),
    )
    return one


@pytest.fixture
def reader(client: TestClient, settings: Settings) -> Reader:
    def read(path: str, role: str, *, status: int = 200, **grant: Any) -> dict[str, Any]:
        token = tokens.issue(settings, f"okur-{role}", role, **grant)
        response = client.get(path, headers={"Authorization": f"Bearer {token}"})
        assert response.status_code == status, response.text
        answer: dict[str, Any] = response.json()
        return answer

    return read


def test_a_workshop_has_the_counters_of_the_laptop(filled: Laptop) -> None:
    one = filled.get("/v1/workshops/w1")
    names = ("firms", "participants", "cards", "haves", "wants", "potential_synergies")
    assert {name: one[name] for name in names} == dict(zip(names, (2, 1, 3, 1, 2, 1), strict=True))
    assert (one["name"], one["place"], one["sample"]) == ("İzmir Çalıştayı", "ALİAĞA / İZMİR", False)
    assert filled.get("/v1/workshops")["workshops"] == [
        {name: value for name, value in one.items() if name not in ("epoch", "server_time")}
    ]


def test_the_organiser_sees_everything_of_his_own(filled: Laptop, reader: Reader) -> None:
    found = reader("/v1/workshops/w1/synergies", "organiser", organiser="İzmir Kalkınma")["synergies"]
    assert [(one["id"], one["have_title"], one["have_firm"], one["want_firm"]) for one in found] == [
        ("s1", "Atık ısı", "Ilgın Döküm", "Gizli Şirket"),
        ("s2", "Atık ısı", "Ilgın Döküm", "Gizli Şirket"),
    ]
    assert found[0]["next_step"] == "Arayacak"
    assert reader("/v1/reports?workshop=w1", "organiser", organiser="İzmir Kalkınma")["reports"][0]["actor"] == "Işıl"
    assert reader("/v1/workshops", "organiser", organiser="Başka")["workshops"] == []
    reader("/v1/workshops/w1", "organiser", organiser="Başka", status=404)


@pytest.mark.parametrize("grant", [{"role": "region", "regions": ["izmir", "Iğdır"]}, {"role": "platform"}])
def test_a_region_sees_neither_people_nor_silent_firms(filled: Laptop, reader: Reader, grant: dict[str, Any]) -> None:
    assert reader("/v1/workshops/w1", **grant)["participants"] == 1
    answer = reader("/v1/synergies", **grant)
    first = answer["synergies"][0]
    assert (first["have_firm"], first["want_firm"], first["want_title"]) == ("Ilgın Döküm", None, "Sıcak su")
    for word in ("Işıl", "Arayacak", "Gizli Şirket", "2026-12-01", "owner", "next_step"):
        assert word not in str(answer)
    assert "Işıl" not in str(reader("/v1/workshops/w1/reports", **grant))
    reader("/v1/changes", **grant, status=403)
    reader("/v1/snapshot?entity=participant", **grant, status=403)
    reader(f"/v1/blobs/{'a' * 64}", **grant, status=403)


@pytest.mark.parametrize("region", ["Van", "Ankara", "Aliağ"])
def test_a_region_sees_no_workshop_elsewhere(filled: Laptop, reader: Reader, region: str) -> None:
    assert reader("/v1/workshops", "region", regions=[region])["workshops"] == []
    assert reader("/v1/synergies", "region", regions=[region])["synergies"] == []
    assert reader("/v1/reports", "region", regions=[region])["reports"] == []
    reader("/v1/workshops/w1", "region", regions=[region], status=404)
    reader("/v1/workshops/w1/synergies", "region", regions=[region], status=404)


def test_a_card_for_the_room_has_no_title_outside(filled: Laptop, reader: Reader) -> None:
    filled.push(filled.new("synergy", "s3", workshop_id="w1", have_id="c1", want_id="c3", stage="idea"))
    found = {one["id"]: one for one in reader("/v1/synergies", "platform")["synergies"]}
    assert (found["s3"]["have_title"], found["s3"]["want_title"]) == ("Atık ısı", None)


def test_lists_are_paged_across_datasets(laptop: Make, reader: Reader) -> None:
    for organiser in ("Bir", "İki", "Üç"):
        one = laptop("masa-1", organiser=organiser)
        one.push(one.new("workshop", "w1", name=organiser), one.new("workshop", "w2", name=organiser))
    found: list[tuple[str, str]] = []
    after: str | None = ""
    while after is not None:
        page = reader(f"/v1/workshops?limit=4&after={after}", "platform")
        found += [(one["dataset"], one["id"]) for one in page["workshops"]]
        after = page["next"]
    assert len(found) == len(set(found)) == 6


def test_columns_of_a_strange_kind_do_no_harm(laptop: Make) -> None:
    one = laptop()
    one.push(
        one.new("workshop", "w1", name=["İzmir"], place={"a": 1}, sample="x"),
        one.new("synergy", "s1", workshop_id="w1", have_id=["c1"], want_id={"a": 1}, stage={"b": 2}),
        one.card("c1", workshop_id=["w1"], firm_id=7, direction="x" * 5000),
    )
    assert one.get("/v1/workshops/w1")["name"] is None
    assert one.get("/v1/synergies")["synergies"][0]["have_id"] is None
