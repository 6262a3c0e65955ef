"""The same contributions by OpenFisca-Core or PolicyEngine-Core, run by its own environment.

    PYTHON law_peer.py openfisca_core documented PEOPLE.parquet OUT.parquet

PYTHON is an interpreter that has that core and pyarrow and nothing of Payung; `law_peers.py` makes
it. `documented` follows the cores' own guides: a float variable per programme and month, classes
as an Enum, parameters as YAML, brackets as a tax scale, inputs set for every month. `tuned` keeps
to the same public interface and does what an expert would: facts that do not change set once,
whole rupiah as int, one formula a month over all programmes, arithmetic in int64, thresholds
searched at once, every month's arrays given back when it is written. `tuned-plain` is the same with
what it writes neither compressed nor coded, which takes least time and most room.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PROGRAMMES = ("jkk", "jkm", "jht", "jp")
PAYERS = ("employer", "worker", "participant")
AMOUNTS = (*PROGRAMMES, *PAYERS, "total")
RISKS = {"very-low": "0.0024", "low": "0.0054", "medium": "0.0089", "high": "0.0127",
         "very-high": "0.0174"}  # fmt: skip
CAPS = {"2024-03-01": 10_042_300, "2025-03-01": 10_547_400}
SINCE = "2015-07-01"
MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]

PLAIN = {"compression": "none", "use_dictionary": ["month"], "write_statistics": False}


def brackets() -> list[tuple[int, int]]:
    """Lower bound of income and base, PP 44/2015 annex II."""
    rows = [(0, 1_000_000)]
    rows += [(at, at + 100_000) for at in range(1_100_000, 2_700_000, 200_000)]
    rows += [(at, at + 250_000) for at in range(2_700_000, 8_200_000, 500_000)]
    rows += [(at, at + 500_000) for at in range(8_200_000, 21_000_000, 1_000_000)]
    return rows


def write_parameters(folder: Path) -> None:
    """The parameters as the cores read them: a YAML file for each."""

    def dated(values: dict[str, object], space: str = "  ") -> str:
        return "".join(f"{space}{day}:\n{space}  value: {v}\n" for day, v in values.items())

    def one(name: str, values: dict[str, object]) -> None:
        text = f"description: {name}\nvalues:\n{dated(values)}"
        (folder / f"{name}.yaml").write_text(text)

    (folder / "jkk_pu_rate").mkdir(parents=True)
    for risk, rate in RISKS.items():
        one(f"jkk_pu_rate/{risk.replace('-', '_')}", {SINCE: rate})
    one("jkm_pu_rate", {SINCE: "0.003"})
    one("jht_pu_rate", {SINCE: "0.057"})
    one("jp_pu_rate", {SINCE: "0.03"})
    one("jp_wage_cap", dict(CAPS))
    one("jht_worker_rate", {SINCE: "0.02"})
    one("jp_worker_rate", {SINCE: "0.01"})
    one("jkk_bpu_rate", {SINCE: "0.01"})
    one("jkm_bpu_amount", {SINCE: 6800})
    one("jht_bpu_rate", {SINCE: "0.02"})
    scale = "description: base\nmetadata:\n  type: single_amount\nbrackets:\n"
    for low, base in brackets():
        scale += (
            f"- threshold:\n{dated({SINCE: low}, '    ')}  amount:\n{dated({SINCE: base}, '    ')}"
        )
    (folder / "bpu_base.yaml").write_text(scale)


class Model:
    """The system of variables in one core, documented or tuned."""

    def __init__(self, core: str, mode: str, parameters: Path) -> None:
        import numpy

        self.numpy, self.mode = numpy, mode
        self.entities = importlib.import_module(f"{core}.entities")
        self.api = importlib.import_module(f"{core}.model_api")
        self.periods = importlib.import_module(f"{core}.periods")
        self.builder = importlib.import_module(f"{core}.simulations").SimulationBuilder
        systems = importlib.import_module(f"{core}.taxbenefitsystems")
        self.person = self.entities.build_entity(
            key="person", plural="persons", label="Person", is_person=True
        )
        self.system = systems.TaxBenefitSystem([self.person])
        self.system.load_parameters(str(parameters))
        self.once = mode.startswith("tuned")
        names = {risk.replace("-", "_"): risk for risk in RISKS}
        self.risk = self.api.Enum("Risk", names)
        self._inputs()
        (self._tuned if self.once else self._documented)()

    def variable(self, name: str, **more: Any) -> None:
        unit = {"value_type": float, "definition_period": "month"} | more
        unit["definition_period"] = self._period(str(unit["definition_period"]))
        content = {"entity": self.person, "label": name, **unit}
        self.system.add_variable(type(name, (self.api.Variable,), content))

    def _period(self, name: str) -> Any:
        return getattr(self.periods, name.upper(), None) or getattr(
            self.periods.DateUnit, name.upper()
        )

    def _inputs(self) -> None:
        when = "eternity" if self.once else "month"
        money = int if self.once else float
        self.variable("amount", value_type=money, definition_period=when)
        self.variable("is_bpu", value_type=bool, definition_period=when)
        self.variable(
            "risk", value_type=self.api.Enum, possible_values=self.risk,
            default_value=self.risk.very_low, definition_period=when,
        )  # fmt: skip
        for name in PROGRAMMES:
            self.variable(f"in_{name}", value_type=bool, definition_period=when)

    def _documented(self) -> None:
        numpy = self.numpy

        def half_up(amount: Any) -> Any:
            return numpy.floor(amount + 0.5)

        def bpu_base(person: Any, period: Any, parameters: Any) -> Any:
            return parameters(period).bpu_base.calc(person("amount", period))

        def jkk(person: Any, period: Any, parameters: Any) -> Any:
            law = parameters(period)
            pu = person("amount", period) * law.jkk_pu_rate[person("risk", period)]
            bpu = person("bpu_base", period) * law.jkk_bpu_rate
            due = half_up(numpy.where(person("is_bpu", period), bpu, pu))
            return numpy.where(person("in_jkk", period), due, 0)

        def jkm(person: Any, period: Any, parameters: Any) -> Any:
            law = parameters(period)
            pu = person("amount", period) * law.jkm_pu_rate
            due = half_up(numpy.where(person("is_bpu", period), law.jkm_bpu_amount, pu))
            return numpy.where(person("in_jkm", period), due, 0)

        def jht(person: Any, period: Any, parameters: Any) -> Any:
            law = parameters(period)
            pu = person("amount", period) * law.jht_pu_rate
            bpu = person("bpu_base", period) * law.jht_bpu_rate
            due = half_up(numpy.where(person("is_bpu", period), bpu, pu))
            return numpy.where(person("in_jht", period), due, 0)

        def jp(person: Any, period: Any, parameters: Any) -> Any:
            law = parameters(period)
            base = numpy.minimum(person("amount", period), law.jp_wage_cap)
            return numpy.where(person("in_jp", period), half_up(base * law.jp_pu_rate), 0)

        def total(person: Any, period: Any) -> Any:
            return sum(person(name, period) for name in PROGRAMMES)

        for formula in (bpu_base, jkk, jkm, jht, jp, total):
            self.variable(formula.__name__, formula=formula)
        self._documented_payers(half_up)

    def _documented_payers(self, half_up: Any) -> None:
        numpy = self.numpy

        def worker(person: Any, period: Any, parameters: Any) -> Any:
            law, amount = parameters(period), person("amount", period)
            jht = half_up(amount * law.jht_worker_rate) * person("in_jht", period)
            base = numpy.minimum(amount, law.jp_wage_cap)
            jp = half_up(base * law.jp_worker_rate) * person("in_jp", period)
            return numpy.where(person("is_bpu", period), 0, jht + jp)

        def employer(person: Any, period: Any) -> Any:
            due = person("total", period) - person("worker", period)
            return numpy.where(person("is_bpu", period), 0, due)

        def participant(person: Any, period: Any) -> Any:
            return numpy.where(person("is_bpu", period), person("total", period), 0)

        for formula in (worker, employer, participant):
            self.variable(formula.__name__, formula=formula)

    def _tuned(self) -> None:
        numpy = self.numpy
        bounds = numpy.array([low for low, _ in brackets()], dtype=numpy.int64)
        bases = numpy.array([base for _, base in brackets()], dtype=numpy.int64)
        rates = numpy.array([round(float(rate) * 10_000) for rate in RISKS.values()])

        def half_up(amount: Any, den: int) -> Any:
            return (amount + den // 2) // den

        def parts(person: Any, period: Any, parameters: Any) -> Any:
            """Sets the parts and payers at once; what it returns is the sum of the parts."""
            law = parameters(period)
            amount = person("amount", period).astype(numpy.int64)
            bpu = person("is_bpu", period)
            base = bases[numpy.searchsorted(bounds, amount, side="right") - 1]
            capped = numpy.minimum(amount, int(law.jp_wage_cap))
            jkk_pu = half_up(amount * rates[numpy.asarray(person("risk", period))], 10_000)
            flat = int(law.jkm_bpu_amount)
            found = {
                "jkk": numpy.where(bpu, half_up(base, 100), jkk_pu),
                "jkm": numpy.where(bpu, flat, half_up(amount * 3, 1_000)),
                "jht": numpy.where(bpu, half_up(base * 2, 100), half_up(amount * 57, 1_000)),
                "jp": half_up(capped * 3, 100),
            }
            joined = {name: person(f"in_{name}", period) for name in PROGRAMMES}
            total = numpy.zeros(len(amount), dtype=numpy.int64)
            for name in PROGRAMMES:
                found[name] = found[name] * joined[name]
                total += found[name]
            jht, jp = half_up(amount * 2, 100), half_up(capped, 100)
            found["worker"] = numpy.where(bpu, 0, jht * joined["jht"] + jp * joined["jp"])
            found["employer"] = numpy.where(bpu, 0, total - found["worker"])
            found["participant"] = numpy.where(bpu, total, 0)
            for name, value in found.items():
                person.simulation.set_input(name, period, value.astype(numpy.int32))
            return total

        for name in (*PROGRAMMES, *PAYERS):
            self.variable(name, value_type=int)
        self.variable("total", value_type=int, formula=parts)

    def simulation(self, people: Any) -> Any:
        """A simulation with the inputs of every month (tuned: set once)."""
        builder = self.builder()
        builder.create_entities(self.system)
        builder.declare_person_entity("person", people["person_id"].to_numpy())
        simulation = builder.build(self.system)
        numpy = self.numpy
        segment = people["segment"].to_numpy(zero_copy_only=False)
        bpu = segment == "bpu"
        wage, income = (people[c].fill_null(0).to_numpy() for c in ("wage", "income"))
        programmes = people["programmes"].to_numpy(zero_copy_only=False)
        inputs = {"amount": numpy.where(bpu, income, wage), "is_bpu": bpu}
        sets = {text: set(text.split(",")) for text in numpy.unique(programmes.astype(str))}
        for name in PROGRAMMES:
            among = [text for text, names in sets.items() if name in names]
            inputs[f"in_{name}"] = numpy.isin(programmes.astype(str), among)
        order = {risk: place for place, risk in enumerate(RISKS)}
        places = {text: order[text or "very-low"] for text in (*RISKS, "")}
        risks = people["risk"].fill_null("").to_numpy(zero_copy_only=False).astype(str)
        codes = numpy.zeros(len(risks), dtype=numpy.int16)
        for text, place in places.items():
            codes[risks == text] = place
        enums = importlib.import_module(type(self).enum_module(self.api)).EnumArray
        inputs["risk"] = enums(codes, self.risk)
        for month in MONTHS[:1] if self.once else MONTHS:
            for name, values in inputs.items():
                simulation.set_input(name, month, values)
        return simulation

    @staticmethod
    def enum_module(api: Any) -> str:
        """Where the core keeps its EnumArray."""
        core = api.__name__.split(".")[0]
        return f"{core}.{'indexed_enums' if core == 'openfisca_core' else 'enums'}"


def peak() -> float:
    """The most memory that this program has held, in MB.

    Linux tells `ru_maxrss` of whoever started the program too; VmHWM is the program's own.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)


def main() -> None:
    core, mode, source, target = sys.argv[1:5]
    import pyarrow
    import pyarrow.parquet as parquet

    with tempfile.TemporaryDirectory() as folder:
        write_parameters(Path(folder) / "law")
        begun, cpu = time.perf_counter(), time.process_time()
        people = parquet.read_table(source)
        model = Model(core, mode, Path(folder) / "law")
        simulation = model.simulation(people)
        reckoned = 0.0
        ids = people["person_id"]
        plain = PLAIN if mode == "tuned-plain" else {}
        with parquet.ParquetWriter(target, _schema(pyarrow, ids.type), **plain) as writer:
            for month in MONTHS:
                before = time.process_time()
                simulation.calculate("total", month)
                amounts = [simulation.calculate(name, month) for name in AMOUNTS]
                reckoned += time.process_time() - before
                columns = [ids, pyarrow.array([month]).take(pyarrow.array([0] * len(ids)))]
                columns += [pyarrow.array(v.astype("int64")) for v in amounts]
                names = ["person_id", "month", *AMOUNTS]
                writer.write_table(pyarrow.table(columns, names=names))
                if model.once:
                    for name in AMOUNTS:
                        simulation.delete_arrays(name, month)
        told = {
            "wall": time.perf_counter() - begun,
            "cpu": time.process_time() - cpu,
            "rules": reckoned,
            "peak": peak(),
        }
    print(json.dumps(told))


def _schema(pyarrow: Any, kind: Any) -> Any:
    numbers = [(name, pyarrow.int64()) for name in AMOUNTS]
    return pyarrow.schema([("person_id", kind), ("month", pyarrow.string()), *numbers])


if __name__ == "__main__":
    main()
