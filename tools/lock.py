"""Compile the hashed locks, and check without a network that they still fit their sources.

``requirements/*.in`` say what is wanted and why; ``requirements/*.txt`` pin every package with its
hashes. A lock's first line holds a digest of the wishes it was compiled from, so that an edited
``.in`` without a new lock is found by reading alone.
"""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements"
NAMES = ("runtime", "dev", "spark")
HEADER = "# compiled from wishes sha256:"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;]+)")


def wishes(name: str, folder: Path = REQUIREMENTS) -> list[str]:
    """The requirement lines of an ``.in`` file without comments, included files first."""
    lines: list[str] = []
    for raw in (folder / f"{name}.in").read_text(encoding="utf-8").splitlines():
        line = re.sub(r"(^|\s)#.*$", "", raw).strip()
        if line.startswith("-r "):
            lines += wishes(Path(line[3:].strip()).stem, folder)
        elif line:
            lines.append(re.sub(r"\s+", "", line))
    return lines


def digest(name: str, folder: Path = REQUIREMENTS) -> str:
    return hashlib.sha256("\n".join(sorted(wishes(name, folder))).encode()).hexdigest()


def pins(name: str, folder: Path = REQUIREMENTS) -> dict[str, str]:
    """Normalised package name → pinned version, as the lock has them."""
    found: dict[str, str] = {}
    for line in (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if match := PIN.match(line):
            found[canonical(match["name"])] = match["version"]
    return found


def canonical(name: str) -> str:
    """A package name as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def problems(folder: Path = REQUIREMENTS) -> list[str]:
    """What is wrong with the locks, one sentence each; empty when they fit."""
    found: list[str] = []
    for name in NAMES:
        if not (folder / f"{name}.txt").exists():
            found.append(f"{name}.txt is missing; run ./payung lock")
            continue
        found += _problems_of_wishes(name, folder) + _problems_of_lock(name, folder)
    if not found:
        runtime, dev = pins("runtime", folder), pins("dev", folder)
        found += [
            f"dev.txt has {package} {dev.get(package, 'not at all')}, runtime.txt has {version}"
            for package, version in runtime.items()
            if dev.get(package) != version
        ]
    return found


def _problems_of_wishes(name: str, folder: Path) -> list[str]:
    found = []
    for number, raw in enumerate((folder / f"{name}.in").read_text("utf-8").splitlines(), 1):
        line = raw.strip()
        if line and not line.startswith(("#", "-r ")) and " # " not in line:
            found.append(f"{name}.in line {number}: no comment says what uses {line}")
    return found


def _problems_of_lock(name: str, folder: Path) -> list[str]:
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    found = []
    if not text.startswith(f"{HEADER}{digest(name, folder)}\n"):
        found.append(f"{name}.txt was not compiled from this {name}.in; run ./payung lock")
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"://|^\s*--(?!hash=)| @ ", line):
            found.append(f"{name}.txt line {number}: only names, versions and hashes belong here")
    for block in re.split(r"\n(?=[A-Za-z0-9])", text)[1:]:
        if not PIN.match(block) or "--hash=sha256:" not in block:
            found.append(f"{name}.txt: not pinned with a hash: {block.splitlines()[0]}")
    missing = {canonical(re.split(r"[\[<>=!~;@]", wish)[0]) for wish in wishes(name, folder)}
    missing -= pins(name, folder).keys()
    return found + [f"{name}.txt lacks {package}; run ./payung lock" for package in sorted(missing)]


def compile_all(upgrade: bool = False, folder: Path = REQUIREMENTS) -> None:
    """Write the locks anew; pins that still fit stay, unless ``upgrade`` is asked for."""
    for name in NAMES:
        held = ["-c", "runtime.txt"] if name != "runtime" else []
        command = [
            sys.executable, "-m", "uv", "pip", "compile", f"{name}.in", *held,
            "--output-file", f"{name}.txt", "--universal", "--generate-hashes",
            "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet",
            "--python-version", "3.11", *(["--upgrade"] if upgrade else []),
        ]  # fmt: skip
        subprocess.run(command, cwd=folder, check=True)
        lock = folder / f"{name}.txt"
        lock.write_text(f"{HEADER}{digest(name, folder)}\n{lock.read_text('utf-8')}", "utf-8")


def main(arguments: list[str]) -> int:
    if unknown := [a for a in arguments if a not in ("--check", "--upgrade")]:
        print(f"lock: argumen tidak dikenal: {' '.join(unknown)}", file=sys.stderr)
        return 2
    if "--check" not in arguments:
        compile_all(upgrade="--upgrade" in arguments)
    found = problems()
    for sentence in found:
        print(f"lock: {sentence}", file=sys.stderr)
    if not found:
        counts = ", ".join(f"{name}.txt {len(pins(name))}" for name in NAMES)
        print(f"lock: cocok / in agreement ({counts} paket)", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
