"""Promises of the repository itself: locks that fit, licences that are free enough, lean layers."""

from __future__ import annotations

import re
import shutil
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from tools import lock

# LGPL is fine for a library used unmodified (psycopg); the stronger ones would bind Payung itself.
FORBIDDEN = re.compile(r"(?<![A-Z])A?GPL|Affero|(?<!Lesser )General Public License", re.IGNORECASE)


def licence_of(distribution: metadata.Distribution) -> str:
    """The declared licence: expression, else classifiers, else the short licence field."""
    declared = distribution.metadata.get_all("License-Expression") or []
    declared += [
        c for c in distribution.metadata.get_all("Classifier") or [] if c.startswith("License ::")
    ]
    if not declared:
        declared = (distribution.metadata.get("License") or "").splitlines()[:1]
    return "; ".join(declared)


def test_locks_fit_their_sources() -> None:
    assert lock.problems() == []


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    return Path(shutil.copytree(lock.REQUIREMENTS, tmp_path / "requirements"))


def test_an_edited_source_without_a_new_lock_is_found(requirements: Path) -> None:
    source = requirements / "runtime.in"
    source.write_text(source.read_text("utf-8") + "humanize>=4  # nothing yet\n", "utf-8")
    found = lock.problems(requirements)
    assert "runtime.txt was not compiled from this runtime.in; run ./payung lock" in found
    assert "runtime.txt lacks humanize; run ./payung lock" in found


def test_a_comment_alone_needs_no_new_lock(requirements: Path) -> None:
    source = requirements / "runtime.in"
    source.write_text(source.read_text("utf-8") + "# a remark\n", "utf-8")
    assert lock.problems(requirements) == []


def test_a_wish_without_its_reason_is_found(requirements: Path) -> None:
    source = requirements / "runtime.in"
    bare = re.sub(r" +#.*", "", source.read_text("utf-8"))
    source.write_text(bare, "utf-8")
    assert any("no comment says what uses" in problem for problem in lock.problems(requirements))


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://example.org/simple",
        "--find-links wheels",
        "segno @ https://example.org/segno.whl",
    ],
)
def test_an_address_in_a_lock_is_found(requirements: Path, line: str) -> None:
    file = requirements / "runtime.txt"
    file.write_text(file.read_text("utf-8") + line + "\n", "utf-8")
    assert any("only names, versions and hashes" in p for p in lock.problems(requirements))


def test_a_pin_without_hash_is_found(requirements: Path) -> None:
    file = requirements / "runtime.txt"
    file.write_text(file.read_text("utf-8") + "humanize==4.0\n", "utf-8")
    assert "runtime.txt: not pinned with a hash: humanize==4.0" in lock.problems(requirements)


def test_another_version_for_developers_is_found(requirements: Path) -> None:
    file = requirements / "dev.txt"
    version = lock.pins("runtime", requirements)["segno"]
    file.write_text(file.read_text("utf-8").replace(f"segno=={version}", "segno==0.1"), "utf-8")
    assert any("dev.txt has segno 0.1" in problem for problem in lock.problems(requirements))


def installed_here() -> list[str]:
    """The runtime packages whose markers hold on this platform."""
    pinned = (lock.REQUIREMENTS / "runtime.txt").read_text("utf-8").splitlines()
    wanted = (Requirement(line.rstrip(" \\")) for line in pinned if lock.PIN.match(line))
    return sorted(w.name for w in wanted if w.marker is None or w.marker.evaluate())


@pytest.mark.parametrize("package", installed_here())
def test_runtime_licence_is_free_enough(package: str) -> None:
    licence = licence_of(metadata.distribution(package))
    assert licence, f"{package} declares no licence"
    assert not FORBIDDEN.search(licence), f"{package}: {licence}"


@pytest.mark.parametrize(
    "licence", ["AGPL-3.0-only", "GPL-2.0", "License :: OSI Approved :: GNU General Public License"]
)
def test_binding_licences_are_recognised(licence: str) -> None:
    assert FORBIDDEN.search(licence)


@pytest.mark.parametrize("licence", ["LGPL-3.0-only", "GNU Lesser General Public License v3"])
def test_lesser_licence_passes(licence: str) -> None:
    assert not FORBIDDEN.search(licence)
