"""Plans under ceilings: the order of the aims, the limits, and the proof."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.conftest import TARIFF, YEAR, priced, purse

from payung.core.planning import Group, Plan, PlanRefused, Purse, Question, allocate

HALF_LATE, HALF_EARLY = YEAR[6:], YEAR[:6]


def test_who_has_cover_keeps_it_and_the_most_vulnerable_come_first(village: Question) -> None:
    plan = allocate(village)
    assert plan.reached_by == {"lama": 10, "d1": 12, "d2": 3, "d5": 0}
    assert plan.cost == 25 * 12 * TARIFF
    assert all(aim.value == aim.bound for aim in plan.aims)


def test_cheaper_newcomers_never_push_out_who_has_cover() -> None:
    groups = (
        Group("mahal", "Kewar", 5, 9, priced("des", rupiah=200_000), covered=True, payer="des"),
        Group("murah", "Kewar", 500, 1, priced("des")),
    )
    question = Question(YEAR, groups, (Purse("des", "Des", frozenset(YEAR), 12_000_000),), 12)
    plan = allocate(question)
    assert plan.reached_by == {"mahal": 5, "murah": 0}


def test_money_that_cannot_keep_all_keeps_most_and_the_rest_as_long_as_it_lasts() -> None:
    group = Group("lama", "Kewar", 10, 1, priced("des"), covered=True, payer="des")
    question = Question(YEAR, (group,), (purse("des", 7.5),), 12, joins=frozenset(YEAR))
    plan = allocate(question)
    assert plan.reached == 7
    assert plan.head_months == 7 * 12 + 6
    assert [(g.key, heads) for g, heads in plan.lapsing] == [("lama", 3)]


def test_two_funds_carry_one_person_through_the_year() -> None:
    group = Group("baru", "Kewar", 4, 1, priced("des", "prov"))
    funds = (purse("des", 4, months=HALF_EARLY), purse("prov", 4, months=HALF_LATE))
    plan = allocate(Question(YEAR, (group,), funds, 12))
    assert plan.reached == 4
    assert {(s.purse.key, s.piece.length, s.heads) for s in plan.shares} == {
        ("des", 6, 4), ("prov", 6, 4),
    }  # fmt: skip


def test_nobody_joins_for_fewer_months_than_the_least() -> None:
    group = Group("baru", "Kewar", 4, 1, priced("prov"))
    question = Question(YEAR, (group,), (purse("prov", 4, months=HALF_LATE),), 12)
    assert allocate(question).reached == 0
    assert allocate(replace(question, least_months=6)).reached == 4


def test_a_shorter_year_reaches_more_people() -> None:
    group = Group("baru", "Kewar", 100, 1, priced("des"))
    question = Question(YEAR, (group,), (purse("des", 10),), 12, joins=frozenset(YEAR))
    assert allocate(question).reached == 10
    assert allocate(replace(question, least_months=3)).reached == 40


def test_floors_come_before_more_people_elsewhere() -> None:
    groups = tuple(
        Group(place, place, 30, rank, priced("apbd")) for place, rank in (("A", 1), ("B", 9))
    )
    question = Question(YEAR, groups, (purse("apbd", 30),), 12, floors={"A": 10, "B": 10, "C": 4})
    plan = allocate(question)
    assert plan.reached_by == {"A": 20, "B": 10}
    assert plan.missing == {"C": 4}


def test_the_cheaper_fund_pays_and_else_the_payer_of_today() -> None:
    both = {**priced("des"), **priced("csr", rupiah=8_400)}
    covered = Group("lama", "K", 3, 1, priced("a", "b"), covered=True, payer="b")
    question = Question(
        YEAR, (Group("baru", "K", 3, 1, both), covered),
        (purse("des"), purse("csr"), purse("a"), purse("b")), 12,
    )  # fmt: skip
    assert {(s.group.key, s.purse.key) for s in allocate(question).shares} == {
        ("baru", "csr"), ("lama", "b"),
    }  # fmt: skip


def test_a_quota_counts_heads_at_once() -> None:
    group = Group("baru", "K", 30, 1, priced("csr"))
    plan = allocate(Question(YEAR, (group,), (purse("csr", quota=20),), 12))
    assert plan.reached == 20
    assert plan.spent[0].heads == 20


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda q: replace(q, least_months=0), "Paling sedikit 1"),
        (lambda q: replace(q, least_months=13), "paling banyak 12"),
        (lambda q: replace(q, months=(YEAR[0], YEAR[2])), "tanpa celah"),
        (lambda q: replace(q, purses=q.purses[1:]), "des tidak ada"),
        (lambda q: replace(q, groups=(*q.groups, q.groups[0])), "lama"),
        (lambda q: replace(q.groups[0], heads=-1), "tidak boleh kurang"),
        (lambda q: replace(q.groups[0], prices=priced("des", rupiah=0)), "lebih dari nol"),
        (lambda q: replace(q.purses[0], ceiling=-1), "kurang dari nol"),
        (lambda q: replace(q.purses[0], months=frozenset()), "sebutkan bulan"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(village: Question, broken, said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PlanRefused, match=said):
        broken(village)


def test_an_empty_question_has_an_empty_plan() -> None:
    plan = allocate(Question(YEAR, (), (purse("des", 4),), 12))
    assert (plan.reached, plan.cost, plan.shares) == (0, 0, ())


def keep(plan: Plan) -> None:
    """Every limit, in whole rupiah and heads."""
    for entry in plan.spent:
        assert entry.left is None or entry.left >= 0
        assert entry.purse.quota is None or entry.heads <= entry.purse.quota
    for group in plan.question.groups:
        counts = plan.heads[group.key]
        assert all(0 <= count <= group.heads for count in counts)
        if group.covered:
            assert list(counts) == sorted(counts, reverse=True)
    for share in plan.shares:
        assert share.purse.key in share.group.prices
        assert share.purse.months.issuperset(share.piece.months)


sizes = st.integers(0, 6)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Two groups, two purses of any size; small enough to try every plan."""
    purses = tuple(
        Purse(key, key, frozenset(draw(st.sampled_from([YEAR, HALF_EARLY, HALF_LATE]))),
              draw(st.none() | st.integers(0, 1_500_000)), draw(st.none() | sizes))
        for key in ("a", "b")
    )  # fmt: skip
    groups = tuple(
        Group(
            name, "K", draw(sizes), draw(st.integers(1, 3)),
            {key: dict.fromkeys(YEAR, draw(st.sampled_from([8_400, 16_800, 36_800])))
             for key in draw(st.sets(st.sampled_from(["a", "b"])))},
            covered=draw(st.booleans()),
        )
        for name in ("g", "h")
    )  # fmt: skip
    return Question(YEAR, groups, purses, draw(st.sampled_from([6, 12])))


def every_score(question: Question) -> set[tuple[int, int, int]]:
    """(kept, kept months, new people) of every plan there is, by trying them all."""
    halves = (HALF_EARLY, HALF_LATE)
    options = []
    for group in question.groups:
        cells = [
            [p for p in question.purses if p.key in group.prices and p.months >= set(half)]
            for half in halves
        ]
        splits = [
            [
                dict(zip((p.key for p in cell), counts, strict=True))
                for counts in itertools.product(range(group.heads + 1), repeat=len(cell))
                if sum(counts) <= group.heads
            ]
            for cell in cells
        ]
        options.append(
            [pair for pair in itertools.product(*splits) if lawful(question, group, pair, cells)]
        )
    found = set()
    for choice in itertools.product(*options):
        if affordable(question, choice):
            kept = months = new = 0
            for group, (early, late) in zip(question.groups, choice, strict=True):
                last = late if any(
                    p.key in group.prices and p.months >= set(HALF_LATE) for p in question.purses
                ) else early  # fmt: skip
                if group.covered:
                    kept += sum(last.values())
                    months += 6 * (sum(early.values()) + sum(late.values()))
                else:
                    new += sum(last.values())
            found.add((kept, months, new))
    return found


def lawful(
    question: Question, group: Group, pair: tuple[dict[str, int], ...], cells: list[list[Purse]]
) -> bool:
    early, late = (sum(counts.values()) for counts in pair)
    if group.covered:
        return late <= early
    if cells[1]:
        return early == late if question.least_months == 12 else early <= late
    return early == 0 if question.least_months == 12 else True


def affordable(question: Question, choice: tuple[tuple[dict[str, int], ...], ...]) -> bool:
    for fund in question.purses:
        spent = sum(
            6 * counts.get(fund.key, 0) * group.prices[fund.key][YEAR[0]]
            for group, pair in zip(question.groups, choice, strict=True)
            for counts in pair
            if fund.key in group.prices
        )
        if fund.ceiling is not None and spent > fund.ceiling:
            return False
        for number in (0, 1):
            heads = sum(pair[number].get(fund.key, 0) for pair in choice)
            if fund.quota is not None and heads > fund.quota:
                return False
    return True


@settings(max_examples=60)
@given(questions())
def test_no_plan_beats_the_one_found(question: Question) -> None:
    plan = allocate(question)
    keep(plan)
    covered = [group for group in question.groups if group.covered]
    score = (
        sum(plan.reached_by[group.key] for group in covered),
        sum(
            heads * piece.length
            for group in covered
            for heads, piece in zip(plan.heads[group.key], plan.pieces, strict=True)
        ),
        sum(plan.reached_by[group.key] for group in question.groups if not group.covered),
    )
    pieces = {piece.length for piece in plan.pieces}
    if pieces == {6}:
        assert score == max(every_score(question))
