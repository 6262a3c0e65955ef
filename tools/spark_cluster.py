"""A standalone Spark cluster on this machine: a master and workers, each a process of its own.

    with cluster(workers=2) as found:
        session = driver(found.url)

Only for tests and benchmarks; a real cluster is started by its own people. Needs pyspark and Java
17 or later; `missing()` says what is not there.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
OLDEST_JAVA = 17
PATIENCE = 90.0


def missing() -> str:
    """What is lacking for Spark here, as a sentence; empty if nothing is."""
    if importlib.util.find_spec("pyspark") is None:
        return "pyspark is not installed (requirements/spark.txt)"
    if shutil.which("java") is None:
        return "there is no Java; Spark needs Java 17 or later"
    told = subprocess.run(["java", "-version"], check=False, capture_output=True, text=True).stderr
    found = re.search(r'version "(\d+)', told)
    if not found or int(found[1]) < OLDEST_JAVA:
        return f"Java is older than {OLDEST_JAVA}: {told.splitlines()[:1]}"
    return ""


@dataclass(frozen=True)
class Cluster:
    """Its address, and the processes of the master and the workers (each leads its session)."""

    url: str
    leaders: tuple[int, ...]

    def cpu_seconds(self) -> float:
        """CPU time of every process of the cluster so far, executors included (Linux)."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:  # it has just ended
                continue
            if int(fields[3]) in self.leaders:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def cluster(workers: int = 2, cores: int = 1, memory: str = "1g") -> Iterator[Cluster]:
    """A running cluster, whose processes end with the block."""
    running: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory(prefix="spark-") as scratch:
        folder = Path(scratch)
        port = _free_port()
        url = f"spark://{HOST}:{port}"
        try:
            running.append(_start(folder, "master", ["--port", str(port)]))
            _wait_for(folder / "master.log", "I have been elected leader", running[-1])
            for number in range(workers):
                name = f"worker-{number}"
                options = ["--cores", str(cores), "--memory", memory, "--work-dir"]
                running.append(_start(folder, name, [*options, str(folder / name), url]))
            for number in range(workers):
                log = folder / f"worker-{number}.log"
                _wait_for(log, "Successfully registered with master", running[number + 1])
            yield Cluster(url, tuple(process.pid for process in running))
        finally:
            _end(running)


def driver(url: str, executor_memory: str = "768m", **more: str) -> Any:
    """A session whose work is done by the cluster's workers."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.host": HOST,
        "spark.driver.bindAddress": HOST,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.executor.memory": executor_memory,
        "spark.sql.shuffle.partitions": "4",
    }
    builder = SparkSession.builder.master(url).appName("payung-law")
    for name, value in (settings | more).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def processes(session: Any) -> int:
    """How many executors, each a process of a worker, have joined the session."""
    return int(session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()) - 1


def _start(folder: Path, name: str, options: list[str]) -> subprocess.Popen[bytes]:
    import pyspark

    home = Path(pyspark.__file__).parent
    kind = "Master" if name == "master" else "Worker"
    program = f"org.apache.spark.deploy.{kind.lower()}.{kind}"
    environment = {
        **os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": HOST,
        "SPARK_DAEMON_MEMORY": "256m", "SPARK_LOCAL_DIRS": str(folder / "local"),
    }  # fmt: skip
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [str(home / "bin" / "spark-class"), program, "--host", HOST, "--webui-port", "0",
             *options],
            env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip


def _wait_for(log: Path, words: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if words in log.read_text("utf-8", "replace"):
            return
        time.sleep(0.2)
    raise RuntimeError(f"{log.stem} did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}")


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    for process in reversed(running):
        process.terminate()
    for process in reversed(running):
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
