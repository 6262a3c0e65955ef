"""Two rules of the house, read from the source: how views read, and who may write.

Reads of a page start at what its actor may see; writes happen in the rooms' actions.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import payung

SRC = Path(payung.__file__).parent
READS = {"get", "filter", "all", "exclude", "values", "values_list", "in_area", "in_bulk", "first",
         "order_by", "aggregate", "annotate", "select_related", "count", "raw"}  # fmt: skip
# file: how many reads start elsewhere, and why that is no hole
READS_ALLOWED = {
    "desk/budget/views/funds.py": (2, "regions are public; the codes are the actor's own"),
    "desk/enrolment/views/export.py": (
        2, "a region's public name; memberships that `preview`, which asks the actor, held back"
    ),
    "desk/enrolment/views/incoming.py": (1, "a region's public name"),
    "desk/enrolment/views/receipts.py": (1, "regions' public names"),
    "desk/intake/views/held.py": (1, "whom a held row met; shown only to who sees both regions"),
    "desk/intake/views/imports.py": (2, "regions' public names"),
    "desk/intake/views/people.py": (1, "a region's public name"),
    "desk/payments/views/bills.py": (1, "the prices of a bill that was fetched for the actor"),
    "desk/payments/views/payments.py": (1, "proofs of payments that the actor may see"),
    "desk/roster/views/lists.py": (1, "a region's public name, chosen among the actor's own"),
    "desk/settings/views.py": (
        2, "settings of the region and of those that hold it bind the village, so it may read them"
    ),
    "base/ui/version.py": (1, "the journal's end as a mark of freshness; shows nothing"),
}  # fmt: skip
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
          "update_or_create"}  # fmt: skip
RAW = {"insert", "update_by_id"}
# What is no writer by name but writes for one; "*" ends a folder.
WRITERS = {
    "base/bulk.py": "the writing itself, for those below",
    "base/jobs/run.py": "a job's own lease, progress and checkpoint",
    "base/staging/states.py": "the one function that moves a batch's state",
    "base/staging/fixing.py": "actions on one staged row",
    "base/staging/deciding.py": "an action on one held row",
    "base/staging/reading.py": "the job that stages rows",
    "base/staging/accepting.py": "the job that puts staged rows in and takes them out",
    "base/staging/again.py": "accepted rows planned once more",
    "programme/people/applying.py": "what accepting does to the register",
    "programme/people/creating.py": "what accepting writes of new persons",
    "programme/people/verification.py": "called by selection's verifying step, which journals it",
    "desk/matching/scanning.py": "the job that asks about doubles; journals itself",
    "desk/matching/lists/again.py": "the job that lets lists meet who came later",
    "desk/matching/lists/applying.py": "what accepting does with lists from outside",
    "desk/matching/lists/deciles.py": "what accepting does with the social registry's list",
    "programme/membership/answering.py": "what accepting does with BPJS's answers",
    "programme/membership/receipts.py": "what accepting does with BPJS's posting lists",
    "programme/membership/employer_receipts.py": "what accepting does with branch summaries",
    "programme/membership/histories.py": "a cache of paid months, rebuilt by the acts that pay",
}


def _views() -> list[Path]:
    rooms = [*SRC.glob("desk/*/views.py"), *SRC.glob("desk/*/views/*.py")]
    return sorted({*rooms, *SRC.glob("base/*/views.py"), SRC / "base/ui/version.py"})


def _starts(tree: ast.AST) -> Iterator[ast.Attribute]:
    """`X.objects.method` wherever it stands."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Attribute)
            and node.value.attr in {"objects", "_default_manager", "_base_manager"}
        ):
            yield node


def test_pages_read_what_their_actor_may_see() -> None:
    found: dict[str, int] = {}
    lines: list[str] = []
    for path in _views():
        for node in _starts(ast.parse(path.read_text())):
            if node.attr == "visible_to":
                continue
            name = str(path.relative_to(SRC))
            found[name] = found.get(name, 0) + 1
            lines.append(f"{name}:{node.lineno} .objects.{node.attr}")
    allowed = {name: count for name, (count, _why) in READS_ALLOWED.items()}
    more = {name: n for name, n in found.items() if n > allowed.get(name, 0)}
    assert not more, "start at visible_to(actor), or say here why not:\n" + "\n".join(lines)


def _calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, on = node.func.attr, node.func.value
        if name in WRITES and not _is_plain(node, on):
            yield node.lineno, name
        elif name in RAW and isinstance(on, ast.Name) and on.id == "bulk":
            yield node.lineno, f"bulk.{name}"


def _is_plain(call: ast.Call, on: ast.expr) -> bool:
    """`update` of a dict, a set, a counter or a digest, `save` of an image: no model."""
    text = ast.unparse(on)
    if isinstance(on, ast.Call) and isinstance(on.func, ast.Attribute):
        return text.startswith(("segno", "hashlib"))
    if call.func.attr == "update" and call.args:  # type: ignore[attr-defined]
        return True  # a queryset's update takes keywords only
    if call.func.attr == "update":  # type: ignore[attr-defined]
        return text in {"os.environ"}
    return text in {"code", "clean"} and bool(call.args)  # segno's and Pillow's images


def _is_writer(name: str) -> bool:
    return name in WRITERS or "/actions/" in name or name.endswith("/actions.py")


def test_only_actions_write() -> None:
    wrong = []
    for path in sorted(SRC.rglob("*.py")):
        name = str(path.relative_to(SRC))
        if name.startswith("core/") or "/migrations/" in name or _is_writer(name):
            continue
        wrong += [f"{name}:{line} .{call}(" for line, call in _calls(ast.parse(path.read_text()))]
    assert not wrong, "write in the room's actions:\n" + "\n".join(wrong)


def test_raw_sql_writes_stand_in_one_place() -> None:
    verbs = ("INSERT INTO", 'UPDATE "', "DELETE FROM", "TRUNCATE")
    wrong = [
        str(path.relative_to(SRC))
        for path in sorted(SRC.rglob("*.py"))
        if not str(path.relative_to(SRC)).startswith("core/")
        and "/migrations/" not in str(path)
        and path.name not in {"bulk.py", "triggers.py"}
        and any(verb in path.read_text() for verb in verbs)
    ]
    assert not wrong


def test_the_lists_of_exceptions_are_not_stale() -> None:
    assert not [name for name in (*WRITERS, *READS_ALLOWED) if not (SRC / name).exists()]


# Public functions of actions that are no single act of a person.
NO_ACT = {
    "payung.base.jobs.actions.run_here": "drives a job, whose steps are transactions",
    "payung.base.territory.actions.load_areas": "fills the public table of regions at set-up",
    "payung.base.territory.actions.packaged_areas": "reads the package",
    "payung.base.territory.actions.packaged_regions": "reads the package",
    "payung.base.territory.actions.region_from": "reads the package",
    "payung.base.journal.actions.record": "inside its caller's transaction, which it insists on",
    "payung.base.journal.actions.changed": "describes a change; the caller saves",
    "payung.base.policy.actions.checked": "checks a value",
    "payung.base.files.actions.read": "reads",
    "payung.base.files.actions.place_of": "names a path",
    "payung.base.staging.actions.remembered": "reads",
    "payung.desk.intake.actions.import_file": "several acts and their jobs, each atomic",
    "payung.desk.matching.actions.take_list": "several acts and their jobs, each atomic",
    "payung.desk.enrolment.actions.import_from_bpjs": "several acts and their jobs, each atomic",
    "payung.desk.enrolment.actions.finish": "drives a job",
    "payung.desk.enrolment.actions.enrol_all": "one transaction a decree",
    "payung.desk.reports.actions.check_report": "checks a right",
    "payung.desk.roster.actions.decree": "sets the papers with nothing locked, then one atomic act",
    "payung.desk.roster.actions.decree_together": "sets the papers, then one atomic act",
    "payung.programme.membership.actions.preview": "reads",
    "payung.programme.membership.actions.why_blocked": "reads",
}
# Acts that leave their trace elsewhere than in the journal.
UNJOURNALED = {
    "payung.base.jobs.actions.enqueue": "the job is the trace, and its work is journalled",
    "payung.base.jobs.actions.cancel": "stands on the job; what is in stays in",
    "payung.base.jobs.actions.resume": "stands on the job, whose work is journalled",
    "payung.base.files.parts.actions.append": "begun and kept are journalled, with the CRC-32",
    "payung.base.staging.actions.accept": "the job that it asks for is journalled, chunk by chunk",
    "payung.base.staging.actions.undo": "the job that it asks for is journalled, with the reason",
}


def _acts() -> dict[str, object]:
    """Every function that a room's `actions` offers, by its public name."""
    found: dict[str, object] = {}
    for info in pkgutil.walk_packages(payung.__path__, "payung."):
        parts = info.name.split(".")
        if parts[-1] != "actions" or parts[1] == "core":
            continue
        loaded = importlib.import_module(info.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__.startswith(info.name)
            if own and not name.startswith("_") and f"{info.name}.{name}" not in NO_ACT:
                found[f"{info.name}.{name}"] = function
    return found


ACTS = _acts()


@pytest.mark.parametrize("act", ACTS)
def test_each_act_says_who_and_is_one_transaction(act: str) -> None:
    function = ACTS[act]
    assert callable(function)
    asked = inspect.signature(function).parameters
    assert "by" in asked, "by whom?"
    assert all(p.kind is inspect.Parameter.KEYWORD_ONLY for p in asked.values())
    assert hasattr(function, "__wrapped__"), "not @transaction.atomic"


@pytest.mark.parametrize("act", [act for act in ACTS if act not in UNJOURNALED])
def test_each_act_writes_the_journal(act: str) -> None:
    """Itself, by a function of its module, or by handing `by` on to another act."""
    function = ACTS[act]
    module = importlib.import_module(function.__module__)  # type: ignore[attr-defined]
    bodies = {
        node.name: node
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.FunctionDef)
    }
    waiting, seen = [act.rpartition(".")[2]], set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in bodies:
            continue
        seen.add(name)
        for node in ast.walk(bodies[name]):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called == "journal.record":
                return
            if called not in bodies and any(k.arg == "by" for k in node.keywords):
                return
            waiting.append(called)
    pytest.fail(f"{act} leaves no trace in the journal")


def test_the_exceptions_of_acts_are_not_stale() -> None:
    for name in (*NO_ACT, *UNJOURNALED):
        module, _, function = name.rpartition(".")
        assert hasattr(importlib.import_module(module), function), name
