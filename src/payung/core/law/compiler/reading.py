"""Rule text to surface form: the closed subset of Python, and a reason for all else."""

import ast
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

from payung.core.law.compiler.form import Calc, Expr, If, Name, Num, Par, Round, Rule, Search
from payung.core.law.refusal import LawFault

RULES = Path(__file__).parent.parent / "rules"
_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def refuse(node: ast.AST, place: str, reason: str) -> NoReturn:
    """Raise LawFault naming the line."""
    raise LawFault(f"{place}:{getattr(node, 'lineno', '?')}: {reason}")


def read_rules(text: str, place: str) -> list[Rule]:
    """The rules of one file's text. Raises LawFault for what the subset does not hold."""
    module = ast.parse(text)
    found = []
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            found.append(_rule(node, place))
        elif not _is_doc(node) and not _is_language_import(node):
            refuse(node, place, "a rule file holds rules and the import of their language only")
    return found


def read_folder(folder: Path = RULES) -> dict[str, Rule]:
    """Every rule of a folder, by name. Raises LawFault where a name stands twice."""
    found: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.py")):
        if path.name == "__init__.py":
            continue
        for rule in read_rules(path.read_text("utf-8"), path.name):
            if rule.name in found:
                raise LawFault(f"{path.name}: the rule {rule.name} stands twice")
            found[rule.name] = rule
    return found


def _is_doc(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_language_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "payung.core.law.language"


def _rule(node: ast.FunctionDef, place: str) -> Rule:
    spec = node.args
    if node.decorator_list or spec.defaults or spec.vararg or spec.kwarg or spec.kwonlyargs:
        refuse(node, place, "a rule has plain arguments and no decorator")
    if not isinstance(node.returns, ast.Name):
        refuse(node, place, "a rule says what it returns")
    labels = (ast.get_docstring(node) or "").split("\n")[0].split(" | ")
    if len(labels) != 2:
        refuse(node, place, 'the docstring begins with "label Indonesia | English label"')
    body = [statement for statement in node.body if not _is_doc(statement)]
    reader = _Reader(place, {arg.arg for arg in spec.args})
    return Rule(
        name=node.name,
        args=tuple(arg.arg for arg in spec.args),
        returns=node.returns.id,
        body=reader.block(body, {}, node),
        label_id=labels[0],
        label_en=labels[1],
        place=f"{place}:{node.lineno}",
    )


class _Reader:
    """Reads the body of one rule; locals are replaced by what they stand for."""

    def __init__(self, place: str, args: set[str]) -> None:
        self.place = place
        self.args = args

    def block(self, body: list[ast.stmt], local: dict[str, Expr], at: ast.AST) -> Expr:
        if not body:
            refuse(at, self.place, "every way through a rule ends in a return")
        first, rest = body[0], body[1:]
        match first:
            case ast.Return(value=ast.expr() as value):
                if rest:
                    refuse(rest[0], self.place, "nothing may follow a return")
                return self.expr(value, local)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                if name in local or name in self.args:
                    refuse(first, self.place, f"{name} is given a value twice")
                return self.block(rest, {**local, name: self.expr(value, local)}, first)
            case ast.If(test=test, body=then, orelse=other):
                after_then = [] if _returns(then) else rest
                after_other = [] if _returns(other) else rest
                return If(
                    self.expr(test, local),
                    self.block([*then, *after_then], local, first),
                    self.block([*other, *after_other], local, first),
                )
            case ast.For() | ast.While():
                refuse(first, self.place, "loops are refused: a rule must end for every case")
            case _:
                refuse(first, self.place, f"{type(first).__name__} is not part of the rules")

    def expr(self, node: ast.expr, local: dict[str, Expr]) -> Expr:
        match node:
            case ast.Constant(value=bool() as value):
                return Num(Fraction(int(value)))
            case ast.Constant(value=int() as value):
                return Num(Fraction(value))
            case ast.Constant(value=float()):
                refuse(node, self.place, "floats are refused: they lose rupiah")
            case ast.Name(id=name):
                return self._name(node, name, local)
            case ast.Attribute() | ast.Subscript():
                return self._parameter(node)
            case ast.Call():
                return self._call(node, local)
            case ast.IfExp(test=test, body=then, orelse=other):
                return If(self.expr(test, local), self.expr(then, local), self.expr(other, local))
            case _:
                return self._operation(node, local)

    def _operation(self, node: ast.expr, local: dict[str, Expr]) -> Expr:
        match node:
            case ast.BinOp(op=ast.Div() | ast.FloorDiv()):
                refuse(node, self.place, "division is refused: multiply by a share, then round")
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                sign = _ARITHMETIC[type(op)]
                return Calc(sign, (self.expr(left, local), self.expr(right, local)))
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
                sign = _COMPARE[type(op)]
                return Calc(sign, (self.expr(left, local), self.expr(right, local)))
            case ast.BoolOp(op=op, values=values):
                sign = "and" if isinstance(op, ast.And) else "or"
                return Calc(sign, tuple(self.expr(value, local) for value in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Calc("not", (self.expr(operand, local),))
            case _:
                refuse(node, self.place, f"{type(node).__name__} is not part of the rules")

    def _name(self, node: ast.expr, name: str, local: dict[str, Expr]) -> Expr:
        if name in local:
            return local[name]
        if name in self.args:
            return Name(name)
        refuse(node, self.place, f"{name} is neither an argument nor a local name")

    def _parameter(self, node: ast.expr) -> Par:
        match node:
            case ast.Attribute(value=ast.Name(id="p"), attr=name):
                return Par(name)
            case ast.Subscript(value=ast.Attribute(value=ast.Name(id="p"), attr=name), slice=key):
                match key:
                    case ast.Constant(value=str() as text):
                        return Par(name, text)
                    case ast.Name(id=fact) if fact in self.args:
                        return Par(name, Name(fact))
        refuse(node, self.place, "a parameter is p.name, p.name['class'] or p.name[fact]")

    def _call(self, node: ast.Call, local: dict[str, Expr]) -> Expr:
        if node.keywords:
            refuse(node, self.place, "calls take plain arguments only")
        args = [self.expr(arg, local) for arg in node.args]
        match node.func, args:
            case ast.Name(id="min" | "max" as name), [_, _, *_]:
                return Calc(name, tuple(args))
            case ast.Name(id="half_up"), [arg]:
                return Round("half_up", arg)
            case ast.Name(id="floor_to" | "ceil_to" as how), [arg, Num(value=step)] if step > 0:
                return Round(how, arg, int(step))
            case ast.Attribute(value=parameter, attr="lookup" | "marginal" as how), [arg]:
                found = self._parameter(parameter)
                if found.key is None:
                    return Search(how, found.name, arg)
        refuse(node, self.place, "this call is not part of the rules")


def _returns(body: list[ast.stmt]) -> bool:
    if not body:
        return False
    last = body[-1]
    if isinstance(last, ast.If):
        return _returns(last.body) and _returns(last.orelse)
    return isinstance(last, ast.Return)
