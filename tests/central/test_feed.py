"""Operations and rows out."""

from collections.abc import Callable

from fastapi.testclient import TestClient

from tests.central.laptop import Laptop

Make = Callable[..., Laptop]


def test_a_reader_continues_where_it_stopped(laptop: Make) -> None:
    one = laptop()
    one.push(*[one.card(f"c{number}") for number in range(5)])
    first = one.get("/v1/changes", limit=2)
    assert (len(first["changes"]), first["more"]) == (2, True)
    rest = one.get("/v1/changes", cursor=first["cursor"], limit=3)
    assert [op["entity_id"] for op in rest["changes"]] == ["c2", "c3", "c4"]
    assert rest["more"] is False
    assert rest["cursor"] == rest["head"]


def test_an_operation_comes_out_as_it_went_in(laptop: Make) -> None:
    one = laptop()
    base = one.card("c1", title="Şişe cam kırığı İ ı")
    edit = one.op("resource_card", "c1", [base], amount={"quantity": "12.5", "unit": "t"})
    one.push(base, edit)
    assert one.feed() == [base, edit]


def test_a_reader_need_not_hear_what_it_wrote_itself(laptop: Make) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    one.push(one.card("c1"))
    two.push(two.card("c2"))
    page = one.get("/v1/changes", skip="masa-1")
    assert [op["entity_id"] for op in page["changes"]] == ["c2"]
    assert page["cursor"] == page["head"]


def test_a_place_left_empty_does_not_keep_a_reader_from_the_head(laptop: Make) -> None:
    one = laptop()
    op = one.card("c1")
    one.push(op, one.card("c2") | {"device_seq": op["device_seq"]})
    page = one.get("/v1/changes")
    assert page["cursor"] == page["head"]


def test_a_cursor_of_another_database_is_refused(client: TestClient, laptop: Make) -> None:
    one = laptop()
    head = one.push(one.card("c1"))["head"]
    epoch, _, seq = head.partition(".")
    for other in (f"{'0' * len(epoch)}.{seq}", f"{epoch}.{int(seq) + 1}"):
        response = client.get("/v1/changes", params={"cursor": other}, headers=one.headers)
        assert (response.status_code, response.json()["code"]) == (410, "epoch")


def test_a_cursor_that_is_none_is_malformed(client: TestClient, laptop: Make) -> None:
    response = client.get("/v1/changes", params={"cursor": "dün"}, headers=laptop().headers)
    assert (response.status_code, response.json()["field"]) == (422, "cursor")


def test_keys_come_with_the_operations_that_they_open(laptop: Make) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    op = one.person("p1", "Işıl İnan")
    one.push(op)
    assert two.feed() == [op]


def test_a_large_feed_comes_in_pages_of_bounded_size(laptop: Make) -> None:
    one = laptop()
    for number in range(6):
        one.push(one.card(f"c{number}", description="x" * 900_000))
    found, cursor, pages, more = [], "", 0, True
    while more:
        page = one.get("/v1/changes", cursor=cursor, limit=1000)
        found += [op["entity_id"] for op in page["changes"]]
        cursor, more, pages = page["cursor"], page["more"], pages + 1
    assert found == [f"c{number}" for number in range(6)]
    assert pages == 2


def test_the_snapshot_is_paged_by_id(laptop: Make) -> None:
    one = laptop()
    one.push(*[one.card(f"c{number}") for number in (3, 1, 2)])
    first = one.get("/v1/snapshot", entity="resource_card", limit=2)
    assert [row["id"] for row in first["rows"]] == ["c1", "c2"]
    rest = one.get("/v1/snapshot", entity="resource_card", after=first["next"])
    assert [row["id"] for row in rest["rows"]] == ["c3"]
    assert (rest["more"], rest["next"]) == (False, None)


def test_an_unchanged_snapshot_is_not_sent_again(client: TestClient, laptop: Make) -> None:
    one = laptop()
    one.push(one.card("c1"))
    query = {"entity": "resource_card"}
    tag = client.get("/v1/snapshot", params=query, headers=one.headers).headers["etag"]
    asked = one.headers | {"If-None-Match": tag}
    assert client.get("/v1/snapshot", params=query, headers=asked).status_code == 304
    one.push(withdrawn=[{"entity": "resource_card", "entity_id": "c1", "groups": ["title"]}])
    assert client.get("/v1/snapshot", params=query, headers=asked).status_code == 200


def test_datasets_see_nothing_of_each_other(laptop: Make) -> None:
    one, other = laptop("masa-1"), laptop("masa-1", organiser="Iğdır OSB")
    one.push(one.card("c1"))
    assert other.feed() == []
    assert other.rows("resource_card") == {}
    assert other.outcomes(other.card("c1")) == ["applied"]
