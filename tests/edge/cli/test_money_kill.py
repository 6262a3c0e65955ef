"""kill -9 at any moment of a money run: the same command ends right.

A forked child runs the command and is killed by SIGKILL at its k-th moment, on a copy of the same
database; then the command runs whole. For every k the books must be the same as without a kill,
and `verify` must find nothing. A moment is one at which the database's file or the part of the
command that is at work differs: before the first statement, before the first read or write of
each savepoint, before and after each commit. Between two writes of one savepoint nothing has
reached the file.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.prepared import with_tables
from tests.site.real_server import python

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="forks a process with its own SQLite"),
]

SETUP = """
import datetime as dt, sys
import django
django.setup()
from payung.base.vault import keys
keys.load()
sys.path.insert(0, {root!r})
from tests.members import Lists
from tests.world import BELU, KEWAR, FULUR, World
from payung.core.calendar import Month
from payung.programme.billing.actions import attach_code, issue_bills, make_payment, move
from payung.programme.billing.actions import receive_statement, register_account
from payung.programme.billing.models import Bill
from payung.programme.membership.actions import enrol
from payung.programme.membership.matching import kpj_index
from payung.programme.membership.models import Membership
from tests.world import load_two_regencies
load_two_regencies()
world = World()
lists, by = Lists(world), world.actor("dpmd_belu")
for name in ("kaur_kewar", "sekdes_kewar", "kades_kewar"):
    world.user(name)
enrol(by=by, decree=lists.decree(KEWAR, 3))
enrol(by=by, decree=lists.decree(FULUR, 2, start=50))
for member in Membership.objects.all():
    number = f"260000{{member.pk:05}}"
    Membership.objects.filter(pk=member.pk).update(kpj=number, kpj_index=kpj_index(number))
issue_bills(by=by, area=BELU, month=Month(2026, 2))
bill = Bill.objects.get(village=KEWAR)
attach_code(by=by, bill=bill, code="530426020001", amount=bill.amount, heads=3)
payment = make_payment(by=world.actor("kaur_kewar"), area=KEWAR, bills=[bill])
for name, step in (("kaur_kewar", "file"), ("sekdes_kewar", "check")):
    from payung.programme.billing.states import Step
    payment = move(by=world.actor(name), payment=payment, step=Step(step))
rows = ["No;KPJ;Nama Peserta;BLTH;Tgl Bayar;Kode Iuran;Total Iuran"]
for m in Membership.objects.select_related("person").order_by("pk")[:4]:
    rows.append(f"{{m.pk}};{{m.kpj}};{{m.person.name}};02-2026;12-02-2026;530426020001;16800")
rows.append("9;26999999999;Orang Lain;02-2026;12-02-2026;999999999;16800")
from django.conf import settings
from pathlib import Path
(Path(settings.DATA_DIR) / "rincian.csv").write_text("\\n".join(rows))
from django.db import connection
connection.close()
"""

DRIVER = """
import hashlib, io, json, os, shutil, signal, sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.db import connection
from payung.base.vault import keys
keys.load()
# What the children would each load again.
import datetime as dt
import payung.edge.cli.bill, payung.edge.cli.reconcile, payung.edge.cli.main
import payung.programme.billing.wording, payung.programme.billing.ahead
import payung.programme.billing.actions, payung.edge.cli.members, payung.base.staging.states
from payung.core.law import price_line
from payung.core.law.duties import contribution_due
price_line("bpu", ("jkk", "jkm"), dt.date(2026, 3, 1), 1_000_000, fund="apbdes", sector="other")
contribution_due("bpu", dt.date(2026, 3, 1))
ACT = {act!r}
data = Path(settings.DATA_DIR)
base = Path(settings.DATABASES["default"]["NAME"])
kept = base.with_suffix(".kept")

def act():
    from payung.edge.cli.main import main
    if ACT == "bill":
        return main(["bill", "--month", "2026-03", "--as", "dpmd_belu", "--json"])
    if ACT == "reconcile":
        file = str(data / "rincian.csv")
        return main(["reconcile", file, "--month", "2026-02", "--as", "dpmd_belu", "--json"])
    from payung.base.accounts.queries import actor_named
    from payung.programme.billing.actions import move
    from payung.programme.billing.models import Payment
    from payung.programme.billing.refusals import AlreadyMoved
    from payung.programme.billing.states import Step
    try:
        move(by=actor_named("kades_kewar"), payment=Payment.objects.get(), step=Step.APPROVE)
    except AlreadyMoved:
        pass
    return 0

def forked(work):
    child = os.fork()
    if child == 0:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            code = work()
        os._exit(code or 0)
    return os.waitpid(child, 0)[1]

def until(k):
    def work():
        sent, last = 0, None
        def moment():
            nonlocal sent
            sent += 1
            if sent == k:
                os.kill(os.getpid(), signal.SIGKILL)
        def count(execute, sql, params, many, context):
            nonlocal last
            now = (sql.lstrip()[:6].upper() == "SELECT", tuple(connection.savepoint_ids))
            if now != last:
                moment()
            last = now
            return execute(sql, params, many, context)
        commit = connection._commit
        def committed():
            nonlocal last
            moment()
            commit()
            moment()
            last = None
        connection._commit = committed
        with connection.execute_wrapper(count):
            return act()
    return work

def state():
    from payung.base.journal.queries import verify_chain
    from payung.programme.billing.integrity import check_books
    from payung.programme.membership.histories import check_histories
    faults = [*verify_chain()[1], *check_books(), *check_histories()]
    assert not faults, faults
    tables = {{
        "billing_bill": "number, amount, heads, borne, withheld, lines_hash",
        "billing_line": "bill_id, membership_id, month, n, kind, amount",
        "billing_entry": "key, debit, credit, amount, month, booked",
        "billing_payment": "id, state, amount", "billing_paymentstep": "step, source, target",
        "billing_difference": "key, state, kind, effect", "billing_cell": "village_id, posted",
        "membership_covermonth": "membership_id, month, posting_id is null",
        "journal_event": "action, changes_count",
    }}
    told = []
    with connection.cursor() as cursor:
        for table, columns in tables.items():
            cursor.execute(f"SELECT {{columns}} FROM {{table}} ORDER BY 1, 2, 3, 4"
                           if columns.count(",") >= 3 else
                           f"SELECT {{columns}} FROM {{table}} ORDER BY 1, 2")
            told.append([table, sorted(map(str, cursor.fetchall()))])
    connection.close()
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()

def fresh():
    for name in base.parent.glob(base.name + "-*"):
        name.unlink()
    shutil.copy(kept, base)

def digest():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, state().encode())
        except BaseException as error:
            os.write(writer, f"fault: {{error}}"[:4000].encode())
        os._exit(0)
    os.waitpid(child, 0)
    return os.read(reader, 5000).decode()

shutil.copy(base, kept)
assert os.WEXITSTATUS(forked(act)) in (0, 1)
wanted, k, wrong = digest(), 0, []
while True:
    k += 1
    fresh()
    ended = forked(until(k))
    if not os.WIFSIGNALED(ended):
        break
    forked(act)
    if (found := digest()) != wanted:
        wrong.append([k, found])
print(json.dumps({{"statements": k - 1, "wrong": wrong, "wanted": wanted}}))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with two villages billed for February, one payment checked."""
    made = with_tables(tmp_path_factory.mktemp("uang") / "data")
    python(made, SETUP.format(root=str(Path(__file__).parents[3])))
    return made


@pytest.mark.parametrize("act", ["bill", "approve", "reconcile"])
def test_killed_at_any_moment_it_ends_right(folder: Path, tmp_path: Path, act: str) -> None:
    import shutil

    data = tmp_path / "data"
    shutil.copytree(folder, data)
    told = json.loads(python(data, DRIVER.format(act=act)).splitlines()[-1])
    assert len(told["wanted"]) == 64, told["wanted"]
    assert told["statements"] >= 6
    assert told["wrong"] == []
