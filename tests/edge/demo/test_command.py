"""`payung demo` on the command line: a taken port, the address, the tour."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from payung.edge.cli.demo import check_port, tour
from payung.edge.cli.errors import CommandError
from payung.edge.cli.main import main
from payung.edge.demo.staff import PASSWORD


def test_a_taken_port_is_a_sentence_before_anything_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        code = main(["demo", "--no-browser", "--port", str(port), "--data-dir", str(tmp_path)])
        said = capsys.readouterr().err
        with pytest.raises(CommandError):
            check_port("127.0.0.1", port)
    assert code == 2
    assert f"Porta {port}" in said
    assert f"--port {port + 1}" in said
    assert list(tmp_path.iterdir()) == []


def test_a_free_port_is_left_alone() -> None:
    check_port("127.0.0.1", 0)


def test_the_tour_names_address_log_ins_and_the_sample(tmp_path: Path) -> None:
    built = {"samples": {"files": ["contoh Kewar.xlsx"], "kades": "kades.makir"}}
    text = tour("http://127.0.0.1:8000/", built, tmp_path)
    assert "http://127.0.0.1:8000/" in text
    assert str(tmp_path / "contoh" / "contoh Kewar.xlsx") in text
    for word in (PASSWORD, "op.kewar", "camat.lamaknen", "dpmd", "kades.makir", "provinsi"):
        assert word in text
