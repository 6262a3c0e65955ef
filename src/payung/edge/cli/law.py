"""`payung law`: reckon a case, read the law, check the law."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from payung.core.law.benefit_cases import CLOCK_SCOPES, CLOCKS, BenefitCase, parse_children
from payung.core.law.benefits import Benefit, benefit
from payung.core.law.cases import ContributionCase
from payung.core.law.checks import check_law
from payung.core.law.contributions import Contribution, contribution
from payung.core.law.costs import repaid
from payung.core.law.law import current_law
from payung.core.law.reader import listed, shown
from payung.core.law.refusal import LawFault, LawRefusal
from payung.core.law.vocabulary import EVENTS
from payung.core.law.warnings import Warned
from payung.core.law.wording import figure
from payung.edge.cli.law_tables import DONE, NOT_DONE, law_of, print_json, register_tables

Command = Callable[[argparse.Namespace], int]


def register(subparsers: Any) -> None:
    """Add `law` and its subcommands to the program's parser."""
    parser = subparsers.add_parser("law", help="iuran dan aturan / contributions and rules")
    commands = parser.add_subparsers(dest="law_command", required=True, metavar="PERINTAH")
    _register_contribution(commands)
    _register_benefit(commands)
    _register_costs(commands)
    register_tables(commands, _command)
    show = _command(commands, "show", run_show, "baca parameter / read parameters")
    show.add_argument("parameter", nargs="?", metavar="PARAMETER")
    show.add_argument("--on", metavar="YYYY-MM-DD")
    _command(commands, "check", run_check, "periksa naskah aturan / check the law's own text")


def _command(commands: Any, name: str, run: Command, about: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=about)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lang", choices=("id", "en"), default="id")
    if name != "check":
        parser.add_argument("--settings", metavar="SETTINGS.yaml")
    parser.set_defaults(run=guarded(run))
    return parser


def _register_contribution(commands: Any) -> None:
    parser = _command(commands, "contribution", run_contribution, "iuran satu orang satu bulan")
    parser.add_argument("--segment", required=True, metavar="pu|bpu|construction")
    parser.add_argument("--programmes", required=True, metavar="jkk,jkm,jht,jp,jkp")
    parser.add_argument("--month", required=True, metavar="YYYY-MM")
    amount = parser.add_mutually_exclusive_group(required=True)
    amount.add_argument("--wage", metavar="N")
    amount.add_argument("--income", metavar="N")
    amount.add_argument("--contract-value", metavar="N")
    parser.add_argument("--risk", metavar="very-low|low|medium|high|very-high")
    parser.add_argument("--fund", metavar="self|apbn|apbd|apbdes|dana-desa|dau|dbh|csr|asn")
    parser.add_argument("--sector", metavar="transport|other|labour-intensive")


def _register_benefit(commands: Any) -> None:
    parser = _command(commands, "benefit", run_benefit, "manfaat satu klaim / one claim")
    parser.add_argument("--programme", required=True, metavar="jkm|jkk|jht|jp|jkp")
    parser.add_argument("--event", required=True, metavar="|".join(EVENTS))
    parser.add_argument("--date", required=True, metavar="YYYY-MM-DD")
    parser.add_argument("--segment", required=True, metavar="pu|bpu|construction")
    parser.add_argument("--member-since", required=True, metavar="YYYY-MM-DD")
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("--wage", metavar="N")
    amount.add_argument("--income", metavar="N")
    parser.add_argument("--months-paid", type=int, metavar="N")
    parser.add_argument("--percent", metavar="P")
    parser.add_argument("--part", metavar="CODE")
    parser.add_argument("--days", type=int, metavar="N")
    parser.add_argument("--balance", metavar="N")
    parser.add_argument("--average-wage", metavar="N")
    parser.add_argument("--survivor", default="spouse", metavar="spouse|child|parent")
    parser.add_argument("--children", default="", metavar="sma:2+pt:5,sd:6")
    parser.add_argument("--clock", choices=CLOCKS)
    parser.add_argument("--clock-scope", choices=CLOCK_SCOPES)


def _register_costs(commands: Any) -> None:
    parser = _command(commands, "costs", run_costs, "biaya yang diganti JKK / costs repaid by JKK")
    parser.add_argument("--date", required=True, metavar="YYYY-MM-DD")
    parser.add_argument("--cost", action="append", required=True, metavar="ITEM:N")


def guarded(run: Command) -> Command:
    """Turn refusals into exit 2 with a sentence, and with a document under --json."""

    def guard(args: argparse.Namespace) -> int:
        try:
            return run(args)
        except LawRefusal as refusal:
            print(refusal.text(args.lang), file=sys.stderr)
            if args.json:
                answer = {
                    "error": refusal.text(args.lang),
                    "refused": {
                        "code": refusal.code,
                        "reason_id": refusal.reason_id,
                        "reason_en": refusal.reason_en,
                        "article": refusal.article,
                    },
                }
                print_json(answer)
            return NOT_DONE
        except LawFault as fault:
            print(f"Naskah aturan rusak: {fault}", file=sys.stderr)
            return NOT_DONE

    return guard


def run_contribution(args: argparse.Namespace) -> int:
    """Reckon one contribution and print it with its steps."""
    case = ContributionCase(
        segment=args.segment,
        programmes=args.programmes.split(","),
        month=parse_month(args.month),
        wage=args.wage,
        income=args.income,
        contract_value=args.contract_value,
        risk=args.risk,
        fund=args.fund,
        sector=args.sector,
    )
    answer = contribution(case, law_of(args))
    if args.json:
        print_json(answer.as_json())
    else:
        print("\n".join(_contribution_lines(answer, args.lang)))
    return DONE


def _contribution_lines(answer: Contribution, lang: Any) -> list[str]:
    lines = [step.sentence(lang) for step in answer.steps]
    payers = {"employer": "pemberi kerja", "worker": "pekerja", "state": "Pemerintah"}
    payers |= {"participant": "peserta", "fund": "sumber dana"}
    borne = [
        f"{payers[name] if lang == 'id' else name} {figure(value, 'rupiah', lang)}"
        for name, value in answer.payers.items()
        if value
    ]
    if borne:
        lines.append(("Dibayar oleh: " if lang == "id" else "Paid by: ") + ", ".join(borne) + ".")
    lines += _warning_lines(answer.warnings, lang)
    return [*lines, f"law_id {answer.law_id}"]


def run_benefit(args: argparse.Namespace) -> int:
    """Reckon one claim and print it with its steps."""
    case = BenefitCase(
        programme=args.programme,
        event=args.event,
        on=parse_day(args.date),
        segment=args.segment,
        member_since=parse_day(args.member_since),
        wage=args.wage,
        income=args.income,
        months_paid=args.months_paid,
        percent=args.percent,
        part=args.part,
        days=args.days,
        balance=args.balance,
        average_wage=args.average_wage,
        survivor=args.survivor,
        children=parse_children(args.children),
        clock=args.clock,
        clock_scope=args.clock_scope,
    )
    answer = benefit(case, law_of(args))
    if args.json:
        print_json(answer.as_json())
    else:
        print("\n".join(_benefit_lines(answer, args.lang)))
    return DONE


def _benefit_lines(answer: Benefit, lang: Any) -> list[str]:
    lines = [step.sentence(lang) for step in answer.steps]
    words = ("Manfaat tunai", "beasiswa paling banyak")
    if lang == "en":
        words = ("Cash", "scholarship at most")
    total, scholarship = (figure(n, "rupiah", lang) for n in (answer.total, answer.scholarship))
    lines.append(f"{words[0]}: {total}; {words[1]}: {scholarship}.")
    return [*lines, *_warning_lines(answer.warnings, lang), f"law_id {answer.law_id}"]


def _warning_lines(warnings: Iterable[Warned], lang: Any) -> list[str]:
    word = "Perhatian" if lang == "id" else "Note"
    return [f"{word}: {warning.text(lang)}" for warning in warnings]


def run_costs(args: argparse.Namespace) -> int:
    """Reckon what JKK repays of the costs of an accident, with its steps."""
    costs = [tuple(cost.partition(":")[::2]) for cost in args.cost]
    answer = repaid(costs, parse_day(args.date), law_of(args))
    if args.json:
        print_json(answer.as_json())
        return DONE
    lines = [step.sentence(args.lang) for step in answer.steps]
    word = "Diganti" if args.lang == "id" else "Repaid"
    lines.append(f"{word}: {figure(answer.total, 'rupiah', args.lang)}.")
    lines += _warning_lines(answer.warnings, args.lang)
    print("\n".join([*lines, f"law_id {answer.law_id}"]))
    return DONE


def run_show(args: argparse.Namespace) -> int:
    """Print the parameters in force on a day, or one parameter with its history."""
    law = law_of(args)
    day = parse_day(args.on) if args.on else None
    answer = shown(law, args.parameter, day) if args.parameter else listed(law, day or date.today())
    if args.json:
        print_json(answer)
        return DONE
    for entry in answer["parameters"]:
        print(f"{entry['parameter']}: {entry['label_' + args.lang]} [{entry['unit']}]")
        if not entry["values"]:
            print("  –")
        for value in entry["values"]:
            until = value["until"] or "…"
            print(
                f"  {value['since']} – {until}  {_short(value['value'])}  "
                f"{value['reference']}  ({value['confidence']})"
            )
    return DONE


def _short(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}={number}" for key, number in value.items())
    if isinstance(value, list):
        return ", ".join(f"≥{row['from']}: {row['value']}" for row in value)
    return str(value)


def run_check(args: argparse.Namespace) -> int:
    """Check the parameters and rules; exit 2 when any fault is found."""
    law = current_law()
    faults = check_law(law)
    values = sum(len(parameter.values) for parameter in law.parameters.values())
    answer = {
        "parameters": len(law.parameters),
        "values": values,
        "rules": len(law.rules),
        "law_id": law.law_id,
        "faults": faults,
    }
    if args.json:
        print_json(answer)
    elif not faults:
        print(
            f"Aturan utuh: {len(law.parameters)} parameter, {values} nilai, "
            f"{len(law.rules)} rumus; law_id {law.law_id}."
        )
    for fault in faults:
        print(fault, file=sys.stderr)
    return NOT_DONE if faults else DONE


def parse_month(text: str) -> date:
    """The first day of a month written YYYY-MM. Raises LawRefusal."""
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text) and text[:4] != "0000":
        return date.fromisoformat(f"{text}-01")
    raise LawRefusal(
        "month_invalid",
        f"Bulan “{text}” tidak terbaca; tulis TTTT-BB, misalnya 2026-05.",
        f"The month “{text}” cannot be read; write YYYY-MM, for example 2026-05.",
    )


def parse_day(text: str) -> date:
    """A day written YYYY-MM-DD. Raises LawRefusal."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise LawRefusal(
        "date_invalid",
        f"Tanggal “{text}” tidak terbaca; tulis TTTT-BB-HH, misalnya 2026-05-31.",
        f"The date “{text}” cannot be read; write YYYY-MM-DD, for example 2026-05-31.",
    )
