"""The launcher in a small repository of its own: real venv, real pip, one small package."""

from __future__ import annotations

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
PACKAGE = "segno"
CLI = """
import importlib.util, sys
print(sys.argv[1:], importlib.util.find_spec("segno") is not None)
"""


def lock_for(package: str) -> str:
    """The real lock's lines for one package that needs no other."""
    text = (HOME / "requirements" / "runtime.txt").read_text("utf-8")
    (block,) = re.findall(rf"^{package}==.*(?:\n +--hash=.*)+", text, re.MULTILINE)
    return f"{block}\n"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A repository with the launcher, a lock of one package and a command line of two lines."""
    return repository(tmp_path / "salinan payung")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a repository, started once: its environment is installed."""
    home = repository(tmp_path_factory.mktemp("asal") / "salinan payung")
    code, _, err = run(home)
    assert code == 0, err
    return home


@pytest.fixture
def installed(original: Path, tmp_path: Path) -> Path:
    """A copy of it, with its environment."""
    return Path(shutil.copytree(original, tmp_path / "salinan payung", symlinks=True))


def repository(home: Path) -> Path:
    (home / "requirements").mkdir(parents=True)
    (home / "src/payung/edge/cli").mkdir(parents=True)
    shutil.copy(HOME / "payung", home / "payung")
    (home / "requirements/runtime.txt").write_text(lock_for(PACKAGE))
    (home / "src/payung/edge/cli/__main__.py").write_text(CLI)
    return home


def start(home: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    kept = {key: value for key, value in os.environ.items() if key != "PAYUNG_VENV"}
    return subprocess.Popen(
        [sys.executable, str(home / "payung"), *arguments],
        cwd=home.parent,
        env={**kept, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(home: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    process = start(home, *arguments, **environment)
    out, err = process.communicate(timeout=240)
    return process.returncode, out, err


OFFLINE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}


@pytest.mark.slow
def test_first_start_installs_and_the_second_needs_no_network(copy: Path) -> None:
    code, out, err = run(copy, "law", "--json")
    assert (code, out) == (0, "['law', '--json'] True\n"), err
    assert "Memasang 1 paket" in err
    assert "Installing 1 packages" in err
    code, out, err = run(copy, "law", **OFFLINE)
    assert (code, out, err) == (0, "['law'] True\n", "")


@pytest.mark.slow
def test_existing_environment_without_stamp_is_kept_and_brought_up_to_date(installed: Path) -> None:
    (installed / ".venv/payung-runtime.lock").unlink()
    (installed / ".venv/milik-saya").write_text("tetap")
    code, _, err = run(installed, **OFFLINE)  # everything is there: pip has nothing to fetch
    assert code == 0, err
    assert (installed / ".venv/milik-saya").read_text() == "tetap"


@pytest.mark.slow
def test_changed_lock_is_installed(installed: Path) -> None:
    with (installed / "requirements/runtime.txt").open("a") as lock:
        lock.write(lock_for("whitenoise"))
    _, _, err = run(installed)
    assert "Memasang 2 paket" in err
    assert list((installed / ".venv").glob("lib/*/site-packages/whitenoise"))


@pytest.mark.slow
def test_failed_update_leaves_the_former_version_startable_without_network(installed: Path) -> None:
    lock = installed / "requirements/runtime.txt"
    former = lock.read_text()
    lock.write_text(former + lock_for("whitenoise"))
    assert run(installed, **OFFLINE)[0] == 2
    lock.write_text(former)
    code, out, err = run(installed, **OFFLINE)
    assert (code, out) == (0, "[] True\n"), err


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.3, 1.5, 3.0])
def test_killed_installation_is_finished_by_the_next_start(copy: Path, seconds: float) -> None:
    process = start(copy)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    code, out, err = run(copy)
    assert (code, out) == (0, "[] True\n"), err


@pytest.mark.slow
def test_start_waits_for_the_pip_that_a_killed_start_left_behind(copy: Path) -> None:
    process = start(copy)
    while not (copy / ".venv/payung-installing").exists():
        time.sleep(0.02)
    process.kill()  # the launcher alone: its pip goes on
    code, out, err = run(copy)
    assert (code, out) == (0, "[] True\n"), err
    assert "Menunggu" in err


@pytest.mark.slow
def test_interrupt_stops_pip_and_says_that_one_may_go_on(copy: Path) -> None:
    process = start(copy)
    while not (copy / ".venv/payung-installing").exists():
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "pemasangan akan dilanjutkan" in err
    assert "Traceback" not in err
    assert run(copy)[0] == 0


@pytest.mark.slow
def test_torn_package_is_replaced(installed: Path) -> None:
    (site,) = (installed / ".venv").glob("lib/*/site-packages")
    (record,) = site.glob(f"{PACKAGE}-*.dist-info/RECORD")
    record.unlink()
    (site / PACKAGE / "__init__.py").unlink()
    (installed / ".venv/payung-runtime.lock").unlink()
    (installed / ".venv/payung-installing").touch()
    assert run(installed)[0] == 0
    assert (site / PACKAGE / "__init__.py").exists()


@pytest.mark.slow
def test_two_starts_at_once_install_once(copy: Path) -> None:
    processes = [start(copy), start(copy)]
    said = [process.communicate(timeout=240) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert sum("Memasang 1 paket" in err for _, err in said) == 1
    assert sum("Menunggu" in err for _, err in said) == 1


@pytest.mark.slow
def test_wrong_hash_is_refused(copy: Path) -> None:
    lock = copy / "requirements/runtime.txt"
    lock.write_text(re.sub(r"sha256:\w{8}", "sha256:00000000", lock.read_text()))
    code, out, err = run(copy)
    assert (code, out) == (2, "")
    assert "Paket gagal dipasang" in err
    assert "could not be installed" in err
    assert not (copy / ".venv/payung-runtime.lock").exists()


@pytest.mark.slow
def test_without_network_the_first_start_says_what_to_check(copy: Path) -> None:
    code, _, err = run(copy, **OFFLINE)
    assert code == 2
    assert "Periksa sambungan internet" in err
    assert "Traceback" not in err


def test_missing_venv_module_names_the_package_to_install(copy: Path, tmp_path: Path) -> None:
    broken = tmp_path / "tanpa"
    broken.mkdir()
    (broken / "ensurepip.py").write_text("raise ImportError('not shipped with this Python')")
    code, _, err = run(copy, PYTHONPATH=str(broken))
    assert code == 2
    major, minor = sys.version_info[:2]
    assert f"sudo apt-get install python{major}.{minor}-venv" in err
    assert "Traceback" not in err


def test_missing_lock_is_a_sentence(copy: Path) -> None:
    (copy / "requirements/runtime.txt").unlink()
    code, _, err = run(copy)
    assert code == 2
    assert "tidak lengkap" in err


def test_folder_that_cannot_be_made_is_a_sentence(copy: Path) -> None:
    code, _, err = run(copy, PAYUNG_VENV=str(copy / "payung" / "venv"))
    assert code == 2
    assert "tentukan folder lain dengan PAYUNG_VENV" in err
    assert "Traceback" not in err


@pytest.fixture
def ready(copy: Path) -> dict[str, str]:
    """What makes the copy take this very interpreter for its finished environment."""
    environment = copy / "lingkungan"
    (environment / "bin").mkdir(parents=True)
    (environment / "bin/python").symlink_to(sys.executable)
    shutil.copy(copy / "requirements/runtime.txt", environment / "payung-runtime.lock")
    return {"PAYUNG_VENV": str(environment)}


def test_file_in_the_user_s_folder_never_stands_in_for_a_module(
    copy: Path, ready: dict[str, str]
) -> None:
    (copy.parent / "payung.py").write_text("raise SystemExit('the wrong module')")
    code, out, err = run(copy, "law", **ready)
    assert code == 0, err
    assert out.startswith("['law']")


def test_launcher_adds_less_than_a_tenth_of_a_second(copy: Path, ready: dict[str, str]) -> None:
    def median(command: list[str], environment: dict[str, str]) -> float:
        seconds = []
        for _ in range(9):
            started = time.perf_counter()
            subprocess.run(command, env=environment, capture_output=True, check=True)
            seconds.append(time.perf_counter() - started)
        return statistics.median(seconds)

    direct = [str(copy / "lingkungan/bin/python"), "-P", "-m", "payung.edge.cli"]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), **ready}
    launched = median([sys.executable, str(copy / "payung")], environment)
    assert launched - median(direct, environment) < 0.1
