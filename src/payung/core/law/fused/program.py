"""The module that numba compiles: the printed rules of all laws, and the loop around them.

A scenario is reckoned programme by programme, and only where its terms are not those of the law
whose rupiah stand in the columns: what `kept` says is taken over.
"""

from collections.abc import Iterable, Sequence

from payung.core.law.engines.loop import Printed
from payung.core.law.vocabulary import PROGRAMMES

Variants = tuple[Printed, ...]
_HEAD = "amount, p, r, bounds, values"
_TAKEN = ", ".join(f"part_{place}" for place in range(len(PROGRAMMES)))


def program(laws: Iterable[Variants]) -> str:
    """One function for each different text, one choice for each different law.

    Each law comes as its printed variants, in the order of TABLED; the number of a law is its
    place among those that differ.
    """
    different = distinct(laws)
    bodies = list(dict.fromkeys((one.text, one.parts) for law in different for one in law))
    found = [_WORDS]
    for number, (text, parts) in enumerate(bodies):
        found.append(f"@inlined\ndef rule_{number}({_HEAD}):\n{text}\n")
        found += _total(number, parts)
    for kind, name, head in (
        ("rule", "reckon", _HEAD),
        ("total", "reckon_total", f"{_HEAD}, kept, {_TAKEN}"),
    ):
        for number, law in enumerate(different):
            places = [bodies.index((one.text, one.parts)) for one in law]
            calls = [f"{kind}_{place}({head})" for place in places]
            found.append(_chosen(f"{kind}_of_law_{number}", "variant", head, calls))
        calls = [f"{kind}_of_law_{number}(variant, {head})" for number in range(len(different))]
        found.append(_chosen(name, "law", f"variant, {head}", calls))
    return "\n".join([*found, _LOOP])


def distinct(laws: Iterable[Variants]) -> list[Variants]:
    """The laws that read differently, in order of appearance."""
    found: dict[tuple[str, ...], Variants] = {}
    for law in laws:
        found.setdefault(tuple(one.text for one in law), law)
    return list(found.values())


def _total(number: int, parts: Sequence[str]) -> list[str]:
    """A function for each programme that has a text, and their sum, of which some are known."""
    found, lines = [], ["    total = 0"]
    for place, (programme, text) in enumerate(zip(PROGRAMMES, parts, strict=True)):
        name = f"{programme}_{number}"
        found.append(f"@inlined\ndef {name}({_HEAD}):\n{text}\n")
        lines.append(f"    total += part_{place} if kept & {1 << place} else {name}({_HEAD})")
    lines.append("    return total\n")
    head = f"@inlined\ndef total_{number}({_HEAD}, kept, {_TAKEN}):"
    return [*found, "\n".join([head, *lines])]


def _chosen(name: str, by: str, head: str, calls: list[str]) -> str:
    """A function that makes one of several calls, by a number."""
    lines = [f"@inlined\ndef {name}({by}, {head}):"]
    lines += [f"    if {by} == {n}:\n        return {call}" for n, call in enumerate(calls[1:], 1)]
    return "\n".join([*lines, f"    return {calls[0]}\n"])


_WORDS = (
    "from payung.core.law.fused.kernels import divided, inlined, jit, lookup, marginal, times\n"
)
_LOOP = """
@inlined
def repeats(money, at):
    for column in range(10, -1, -1):
        if money[column, at] != money[column, at - 1]:
            return False
    for column in range(11, len(money)):
        if money[column, at] != money[column, at - 1]:
            return False
    return True


@jit
def price(
    person, stop, code, wage, income, first, last, base, stretch_of, begins, ends, keys,
    by_income, bundle, variant, alike, sides, kept, law_of, main, p, bounds, values, top, most_rows,
    run_person, run_bundle, run_first, run_months, money,
):
    runs, rows, refused, beyond = 0, 0, 0, 0
    while person < stop and runs + len(begins) <= len(run_person) and rows < most_rows:
        key, begin, end = keys[code[person]], first[person], last[person]
        amount = income[person] if by_income[key] else wage[person]
        wrong = amount < 0 or amount > top
        if begin < 0 or end < begin:
            refused += 1
            person += 1
            continue
        before = -1
        stretch = stretch_of[begin - base]
        while stretch < len(begins) and begins[stretch] <= end:
            b = bundle[key, stretch]
            low, high = max(begin, begins[stretch]), min(end, ends[stretch])
            stretch += 1
            if b < 0 or wrong:
                refused += 1
                before = -1
                continue
            rows += high - low + 1
            if b == before:
                run_months[runs - 1] += high - low + 1
                continue
            r = sides[b, main]
            law, which = law_of[main], variant[b]
            jkk, jkm, jht, jp, jkp, employer, worker, state, participant, fund, total = (
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
            )
            if r >= 0:
                raised = times(amount, p[r, 0], p[r, 1])
                beyond += raised > top
                (jkk, jkm, jht, jp, jkp, employer, worker, state, participant, fund, total) = (
                    reckon(law, which, raised, p, r, bounds, values)
                )
            money[0, runs], money[1, runs], money[2, runs] = jkk, jkm, jht
            money[3, runs], money[4, runs], money[5, runs] = jp, jkp, employer
            money[6, runs], money[7, runs], money[8, runs] = worker, state, participant
            money[9, runs], money[10, runs] = fund, total
            column = 11
            for side in range(sides.shape[1]):
                if side == main:
                    continue
                other = sides[b, side]
                if other == r:
                    money[column, runs] = total
                elif other < 0:
                    money[column, runs] = 0
                else:
                    raised = times(amount, p[other, 0], p[other, 1])
                    beyond += raised > top
                    money[column, runs] = reckon_total(
                        law_of[side], which, raised, p, other, bounds, values,
                        kept[b, side], jkk, jkm, jht, jp, jkp,
                    )
                column += 1
            if before >= 0 and alike[b] == alike[before] and repeats(money, runs):
                run_months[runs - 1] += high - low + 1
            else:
                run_person[runs], run_bundle[runs] = person, b
                run_first[runs], run_months[runs] = low, high - low + 1
                runs += 1
            before = b
        person += 1
    return person, runs, rows, refused, beyond
"""
