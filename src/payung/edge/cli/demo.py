"""`payung demo`: build the demo district once, then serve it."""

from __future__ import annotations

import argparse
import os
import threading
import time
import webbrowser
from pathlib import Path
from typing import Any

from payung.edge.cli.django_setup import HOME, setup_django
from payung.edge.cli.output import say


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("demo", help="Siapkan dan jalankan kabupaten contoh")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--size", choices=["small", "belu", "full"], default="belu")
    parser.add_argument("--no-browser", action="store_true", help="jangan buka peramban")
    parser.add_argument("--build-only", action="store_true", help="siapkan saja, tanpa server")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.data_dir is None:
        arguments.data_dir = HOME / "var" / f"demo-{arguments.size}"
    os.environ.update(PAYUNG_DEMO="1", PAYUNG_HOSTS="*")
    setup_django(arguments)
    built = build(arguments.size)
    if arguments.build_only:
        return 0
    from payung.edge.cli.serve import start

    url = f"http://{arguments.host}:{arguments.port}/"
    say(tour(url, built, arguments.data_dir))
    if not arguments.no_browser:
        threading.Thread(target=_open_later, args=(url,), daemon=True).start()
    start(arguments.host, arguments.port)
    return 0


def build(size: str) -> dict[str, Any]:
    """Build what is missing of the demo; a finished one is left alone."""
    from django.conf import settings

    from payung.edge.demo.build import Builder
    from payung.edge.site.prepare import prepare

    ledger = Path(settings.DATA_DIR) / "demo.json"
    if ledger.exists() and '"samples"' in (text := ledger.read_text()):
        import json

        known: dict[str, Any] = json.loads(text)
        return known
    began = time.monotonic()
    prepare(say)
    built = Builder(Path(settings.DATA_DIR), size, say).run()
    say(f"Kabupaten contoh siap dalam {time.monotonic() - began:.0f} detik.")
    return built


def tour(url: str, built: dict[str, Any], folder: Path) -> str:
    """Address, log-ins by role, and five minutes to look around."""
    from payung.edge.demo.staff import PASSWORD

    sample = ", ".join(str(folder / "contoh" / name) for name in built["samples"]["files"])
    lines = (
        "",
        f"Payung, kabupaten contoh Belu: {url}",
        "Semua orang di dalamnya sintetis. Kata sandi semua akun: " + PASSWORD,
        "  op.kewar        operator Desa Kewar     kades.kewar   kepala desa",
        "  camat.lamaknen  camat                   dpmd          Dinas PMD",
        "  bpjs            BPJS cabang             inspektorat   pengawas (baca saja)",
        "  bupati          angka kabupaten         provinsi      angka tanpa nama",
        "Lima menit:",
        "  1. dpmd: Monev, peta dan corong kuota → aktif; klik sebuah desa, lalu namanya.",
        f"  2. op.kewar: Pendataan, unggah {sample}",
        "  3. Tugas: op, camat, dpmd, kades masing-masing menyelesaikan satu daftar aparat.",
        "  4. dpmd: Anggaran, buka “Mengapa angka ini?” sampai ke pasalnya.",
        "  5. dpmd: Laporan, bekukan laporan ke provinsi; lalu ./payung verify.",
        "",
    )
    return "\n".join(lines)


def _open_later(url: str) -> None:
    time.sleep(1.5)
    webbrowser.open(url)
