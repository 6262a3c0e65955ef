"""`payung demo`: build the demo district once, then serve it."""

from __future__ import annotations

import argparse
import json
import os
import socket
import threading
import time
import webbrowser
from pathlib import Path
from typing import Any

from payung.edge.cli.django_setup import HOME, data_dir, setup_django
from payung.edge.cli.errors import CommandError
from payung.edge.cli.output import emit, say

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
LAST_STAGE = "samples"
READY = "Kabupaten contoh siap."


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("demo", help="Siapkan dan jalankan kabupaten contoh")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument(
        "--size", choices=["tiny", "small", "belu", "full"], default="belu",
        help="satu kecamatan kecil, satu kecamatan, Belu (bawaan), Belu dengan 232.788 warga",
    )  # fmt: skip
    parser.add_argument("--no-browser", action="store_true", help="jangan buka peramban")
    parser.add_argument("--build-only", action="store_true", help="siapkan saja, tanpa server")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.data_dir is None:
        arguments.data_dir = HOME / "var" / f"demo-{arguments.size}"
    os.environ["PAYUNG_DEMO"] = "1"
    if arguments.host not in LOOPBACK:
        os.environ["PAYUNG_HOSTS"] = "*"
    if not arguments.build_only:
        check_port(arguments.host, arguments.port)
    setup_django(arguments)
    built = build(arguments.size)
    if arguments.build_only:
        emit(built, as_json=arguments.json, text=lambda: READY)
        return 0
    from payung.edge.cli.serve import start

    url = f"http://{arguments.host}:{arguments.port}/"
    say(tour(url, built, data_dir(arguments)))
    if not arguments.no_browser:
        threading.Thread(target=_open_later, args=(url,), daemon=True).start()
    start(arguments.host, arguments.port)
    return 0


def check_port(host: str, port: int) -> None:
    """Refuse a taken port before anything is built."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Porta {port} di {host} tidak dapat dipakai ({error.strerror}). "
                f"Pilih yang lain: --port {port + 1}"
            ) from error


def build(size: str) -> dict[str, Any]:
    """Build what is missing of the demo; a finished one is only brought up to date."""
    from django.conf import settings

    from payung.core.loops import warm_aside
    from payung.edge.site.prepare import prepare

    folder = Path(settings.DATA_DIR)
    warm_aside()
    prepare(say)
    ledger = folder / "demo.json"
    known: dict[str, Any] = json.loads(ledger.read_text()) if ledger.exists() else {}
    if LAST_STAGE in known:
        return known
    from payung.edge.demo.build import Builder

    began = time.monotonic()
    try:
        built = Builder(folder, size, say).run()
    except KeyboardInterrupt:
        say("\nYang sudah dibangun tersimpan; perintah yang sama melanjutkannya.")
        raise
    say(f"Kabupaten contoh siap dalam {time.monotonic() - began:.0f} detik.")
    return built


def tour(url: str, built: dict[str, Any], folder: Path) -> str:
    """Address, log-ins by role, and five minutes to look around."""
    from payung.edge.demo.staff import PASSWORD

    sample = ", ".join(str(folder / "contoh" / name) for name in built["samples"]["files"])
    kades = built["samples"]["kades"]
    lines = (
        "",
        f"Payung, kabupaten contoh Belu: {url}",
        f"Semua orang di dalamnya sintetis. Kata sandi semua akun: {PASSWORD}",
        "  op.kewar        operator Desa Kewar     kades.kewar   kepala Desa Kewar",
        "  camat.lamaknen  camat                   dpmd          Dinas PMD",
        "  bpjs            cabang BPJS             inspektorat   pengawas, hanya membaca",
        "  bupati          angka kabupaten         provinsi      angka tanpa nama",
        "Lima menit:",
        "  1. dpmd: Monev. Peta, corong kuota sampai aktif; klik sebuah desa, lalu angkanya.",
        "  2. op.kewar: Pendataan, Unggah daftar penduduk. Berkas yang penuh kesalahan:",
        f"     {sample}",
        "  3. Tugas. Satu daftar aparat desa menunggu masing-masing: op.kewar mengusulkan,",
        f"     camat.lamaknen menelaah, dpmd memverifikasi, {kades} menetapkan.",
        "  4. dpmd: Anggaran, sebuah desa, “Mengapa angka ini?” sampai ke pasalnya.",
        "  5. dpmd: Laporan, bekukan laporan ke provinsi. Lalu di terminal: ./payung verify",
        f"     --data-dir {folder}",
        "",
    )
    return "\n".join(lines)


def _open_later(url: str) -> None:
    time.sleep(1.5)
    webbrowser.open(url)
