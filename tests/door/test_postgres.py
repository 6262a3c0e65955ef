"""The throw-away server: it works whoever starts it, and leaves nothing behind."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from tools import postgres
from tools.postgres import Binaries, PostgresUnavailableError, temporary_server


def embedded() -> Binaries:
    spec = importlib.util.find_spec(postgres.EMBEDDED_PACKAGE)
    assert spec
    assert spec.origin
    return Binaries(Path(spec.origin).parent / "pginstall" / "bin", "PyPI")


@pytest.fixture(params=["found first", "embedded"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Choose Debian's server where it is installed, and the embedded one in any case."""
    if request.param == "embedded":
        monkeypatch.setattr(postgres, "find_binaries", embedded)


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder of its own, open to the user that the server runs as."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    yield made
    shutil.rmtree(made)


@pytest.mark.usefixtures("server")
def test_server_answers_with_settings_and_is_gone_afterwards(folder: Path) -> None:
    with temporary_server({"work_mem": "5MB"}) as url, psycopg.connect(url) as connection:
        asked = "current_setting('work_mem'), current_setting('fsync'), current_user"
        assert connection.execute(f"select {asked}").fetchone() == ("5MB", "off", "payung")
        assert connection.execute("select 'b' > 'A', 'a' < 'B'").fetchone() == (True, False)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)
    assert list(folder.iterdir()) == []


def test_nobody_gets_in_without_the_password() -> None:
    with temporary_server() as url:
        parts = urlsplit(url)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"postgresql://payung:guess@127.0.0.1:{parts.port}/postgres")


def test_two_servers_run_side_by_side() -> None:
    with temporary_server() as one, temporary_server() as other:
        assert urlsplit(one).port != urlsplit(other).port


def test_taken_port_is_answered_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    with temporary_server() as one:
        taken = urlsplit(one).port
        free = postgres.free_port()
        ports = iter([taken, free])
        monkeypatch.setattr(postgres, "free_port", lambda: next(ports))
        with temporary_server() as other:
            assert urlsplit(other).port == free


def test_without_any_server_the_reason_names_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "DEBIAN", Path("/nowhere"))
    monkeypatch.setattr(postgres, "EMBEDDED_PACKAGE", "no_such_package")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PostgresUnavailableError, match="apt-get install postgresql"):
        postgres.find_binaries()
