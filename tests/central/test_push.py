"""Batches in: numbers, repetitions, waiting, merging, withdrawing."""

from collections.abc import Callable

from tests.central.laptop import Laptop

Make = Callable[..., Laptop]


def test_a_batch_becomes_rows_and_feed(laptop: Make) -> None:
    one = laptop()
    answer = one.push(one.new("workshop", "w1", name="İzmir Çalıştayı"), one.card("c1", title="Isı"))
    assert [result["result"] for result in answer["results"]] == ["applied", "applied"]
    assert answer["last"] == 2
    assert one.rows("resource_card")["c1"]["values"]["title"] == "Isı"
    assert [op["entity_id"] for op in one.feed()] == ["w1", "c1"]


def test_a_batch_sent_again_is_a_duplicate_and_changes_nothing(laptop: Make) -> None:
    one = laptop()
    ops = [one.card("c1"), one.card("c2")]
    first = one.push(*ops)
    again = one.push(*ops, first=1)
    assert [result["result"] for result in again["results"]] == ["duplicate", "duplicate"]
    assert (again["last"], again["head"]) == (2, first["head"])
    assert len(one.feed()) == 2


def test_what_another_laptop_passes_on_is_taken_once(laptop: Make) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    op = one.card("c1")
    assert one.outcomes(op) == ["applied"]
    assert two.outcomes(op) == ["duplicate"]
    assert two.get("/v1/status")["last"] == 1


def test_a_batch_that_comes_too_early_waits_for_what_is_missing(laptop: Make) -> None:
    one = laptop()
    ops = [one.card(f"c{number}") for number in range(1, 6)]
    early = one.push(*ops[2:], first=3)
    assert [(result["result"], result["need"]) for result in early["results"]] == [("parked", 1)] * 3
    assert early["last"] == 0
    assert one.feed() == []
    filled = one.push(*ops[:2], first=1)
    assert filled["last"] == 5
    assert [op["entity_id"] for op in one.feed()] == ["c1", "c2", "c3", "c4", "c5"]


def test_a_gap_filled_piece_by_piece_frees_as_far_as_it_reaches(laptop: Make) -> None:
    one = laptop()
    ops = [one.card(f"c{number}") for number in range(1, 6)]
    one.push(ops[4], first=5)
    one.push(ops[2], first=3)
    assert one.push(ops[0], first=1)["last"] == 1
    assert one.push(ops[1], first=2)["last"] == 3
    assert one.push(ops[3], first=4)["last"] == 5
    assert len(one.feed()) == 5


def test_a_rejected_operation_that_waits_does_not_hold_up_the_others(laptop: Make) -> None:
    one = laptop()
    good, late = one.card("c1"), one.card("c3")
    early = one.push({"id": "bozuk"}, late, first=2)
    assert [result["result"] for result in early["results"]] == ["rejected", "parked"]
    assert one.push(good, first=1)["last"] == 3
    assert set(one.rows("resource_card")) == {"c1", "c3"}


def test_a_sender_that_counts_anew_makes_void_what_waits(laptop: Make) -> None:
    one = laptop()
    ops = [one.card(f"c{number}") for number in range(1, 5)]
    one.push(ops[2], ops[3], first=3)
    assert one.push(ops[0], ops[2], ops[3], first=1)["last"] == 3  # number 3 is another operation now
    assert one.outcomes(ops[1], first=4) == ["applied"]
    assert len(one.feed()) == 4


def test_one_malformed_operation_costs_only_itself(laptop: Make) -> None:
    one = laptop()
    bad = one.card("c1")
    nan, broken, readable, flat = one.card("c2"), one.card("c3"), one.person("p1", "Işıl"), one.card("c4")
    bad["device_seq"] = 0
    nan["groups"]["amount"] = {"new": {"quantity": float("nan")}}
    broken["groups"]["title"] = {"new": {"title": "\ud800"}}
    readable["groups"]["contact"] = {"new": {"name": "Işıl"}}
    flat["groups"]["title"] = {"new": "Isı"}
    answer = one.push(bad, nan, broken, readable, flat, 7, one.card("c9"))
    results = answer["results"]
    assert [result["result"] for result in results] == ["rejected"] * 6 + ["applied"]
    assert [result.get("field") for result in results[:6]] == [
        "op.device_seq",
        "op.groups",
        "op.groups",
        "op.groups.contact",
        "op.groups.title",
        "op",
    ]
    assert {result["code"] for result in results[:6]} == {"malformed"}
    assert results[0]["id"] == bad["id"]
    assert answer["last"] == 7
    assert set(one.rows("resource_card")) == {"c9"}


def test_a_number_of_a_device_used_twice_is_rejected(laptop: Make) -> None:
    one = laptop()
    first, second = one.card("c1"), one.card("c2")
    second["device_seq"] = first["device_seq"]
    results = one.push(first, second)["results"]
    assert [result["result"] for result in results] == ["applied", "rejected"]
    assert (results[1]["code"], results[1]["field"]) == ("taken", "device_seq")
    assert set(one.rows("resource_card")) == {"c1"}


def test_an_id_used_for_another_row_is_rejected(laptop: Make) -> None:
    one = laptop()
    first, second = one.card("c1"), one.card("c2")
    second["id"] = first["id"]
    assert one.push(first)["results"][0]["result"] == "applied"
    result = one.push(second)["results"][0]
    assert (result["result"], result["field"]) == ("rejected", "id")


def test_two_who_changed_different_parts_are_merged(laptop: Make) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    base = one.card("c1")
    one.push(base)
    assert one.outcomes(one.op("resource_card", "c1", [base], title={"title": "Sıcak su"})) == ["applied"]
    assert two.outcomes(two.op("resource_card", "c1", [base], place={"place": "Iğdır"})) == ["merged"]
    values = one.rows("resource_card")["c1"]["values"]
    assert (values["title"], values["place"]) == ("Sıcak su", "Iğdır")


def test_two_who_changed_the_same_part_are_a_conflict_that_names_the_loser(laptop: Make) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    base = one.card("c1")
    one.push(base)
    ours = one.op("resource_card", "c1", [base], title={"title": "İplik"})
    theirs = two.op("resource_card", "c1", [base], title={"title": "Iplik"})
    one.push(ours)
    result = two.push(theirs)["results"][0]
    loser = min((ours, theirs), key=lambda op: (op["hlc"], op["id"]))
    assert (result["result"], result["loser"]) == ("conflict", loser["id"])
    winner = max((ours, theirs), key=lambda op: (op["hlc"], op["id"]))
    shown = one.rows("resource_card")["c1"]["values"]["title"]
    assert shown == winner["groups"]["title"]["new"]["title"]


def test_rows_do_not_depend_on_the_order_of_arrival(laptop: Make) -> None:
    one = laptop("masa-1")
    base = one.card("c1")
    edit = one.op("resource_card", "c1", [base], title={"title": "Buhar"})
    gone = one.op("resource_card", "c1", [edit], row=("live", "gone"))
    assert one.outcomes(gone, edit, base) == ["applied", "applied", "applied"]
    row = one.rows("resource_card")["c1"]
    assert row["live"] is False
    assert row["values"]["title"] == "Buhar"


def test_held_back_groups_that_come_later_fill_the_operation_and_the_feed(laptop: Make) -> None:
    one = laptop()
    whole = one.card("c1", title="Isı")
    part = whole | {"partial": True, "groups": {"row": whole["groups"]["row"]}}
    one.push(part)
    cursor = one.get("/v1/changes")["cursor"]
    assert one.feed(cursor) == []
    assert one.outcomes(whole) == ["applied"]
    (again,) = one.feed(cursor)
    assert again["groups"] == whole["groups"]
    assert "partial" not in again
    assert one.rows("resource_card")["c1"]["values"]["title"] == "Isı"
    assert one.outcomes(whole) == ["duplicate"]


def test_withdrawn_groups_leave_operations_and_row(laptop: Make) -> None:
    one = laptop()
    op = one.card("c1", title="Gizli İş")
    one.push(op)
    one.push(withdrawn=[{"entity": "resource_card", "entity_id": "c1", "groups": ["title"]}])
    assert "title" not in one.rows("resource_card")["c1"]["values"]
    (kept,) = one.feed()
    assert "title" not in kept["groups"]
    assert kept["partial"] is True
    assert one.outcomes(op) == ["applied"]  # allowed again
    assert one.rows("resource_card")["c1"]["values"]["title"] == "Gizli İş"


def test_a_late_repetition_brings_nothing_back_that_was_withdrawn(laptop: Make) -> None:
    one = laptop()
    op = one.card("c1", title="Gizli İş")
    one.push(op)
    one.push(withdrawn=[{"entity": "resource_card", "entity_id": "c1", "groups": ["title"]}])
    assert one.outcomes(op, first=1) == ["duplicate"]
    assert "title" not in one.rows("resource_card")["c1"]["values"]


def test_a_late_repetition_withdraws_nothing_that_is_allowed_again(laptop: Make) -> None:
    one = laptop()
    op = one.card("c1", title="Isı")
    withdrawal = {"entity": "resource_card", "entity_id": "c1", "groups": ["title"]}
    one.push(op, withdrawn=[withdrawal])
    one.push(op)
    one.push(op, first=1, withdrawn=[withdrawal])
    assert one.rows("resource_card")["c1"]["values"]["title"] == "Isı"


def test_a_row_withdrawn_as_a_whole_is_gone(laptop: Make) -> None:
    one = laptop()
    one.push(one.card("c1"), one.card("c2"))
    one.push(withdrawn=[{"entity": "resource_card", "entity_id": "c1"}])
    assert set(one.rows("resource_card")) == {"c2"}
    assert one.feed()[0]["groups"] == {}


def test_what_waits_is_withdrawn_when_its_turn_comes(laptop: Make) -> None:
    one = laptop()
    op = one.card("c1", title="Gizli İş")
    one.push(one.card("c2"), first=2, withdrawn=[{"entity": "resource_card", "entity_id": "c1", "groups": ["title"]}])
    one.push(op, first=1)
    assert "title" not in one.rows("resource_card")["c1"]["values"]


def test_kinds_of_rows_that_are_not_known_are_passed_on(laptop: Make) -> None:
    one = laptop()
    op = one.new("future_thing", "x1", colour="yeşil")
    assert one.outcomes(op) == ["applied"]
    assert one.feed()[0]["groups"] == op["groups"]
    assert one.rows("future_thing") == {}


def test_another_dataset_is_refused(laptop: Make) -> None:
    one = laptop()
    one.dataset = "baska"
    response = one.post([one.card("c1")])
    assert (response.status_code, response.json()["code"]) == (409, "dataset")


def test_too_many_operations_are_to_be_halved(laptop: Make) -> None:
    one = laptop()
    response = one.post([one.card(f"c{number}") for number in range(201)])
    assert (response.status_code, response.json()["code"]) == (413, "size")


def test_senders_are_told_how_far_they_have_come(laptop: Make) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    one.push(one.card("c1"))
    status = one.get("/v1/status")
    assert (status["last"], two.get("/v1/status")["last"]) == (1, 0)
    assert status["head"] == one.get("/v1/changes")["cursor"]
