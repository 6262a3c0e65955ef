"""The list of commands: the order and words of `--help`, and where each one lives.

A command's module is imported only when that command runs, so that `check` and `law` never load
Django. To add a command, add a line here and a module that exposes `register(subparsers)` and sets
`run` (a function of the parsed arguments that returns the exit code) as a default of its parser.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its module in this package, its meaning and an example.

    Without a module it belongs to the launcher, which hands it to a tool of the repository. `full`
    is an example for the command's own help page, where there is room for every option.
    """

    name: str
    module: str | None
    id: str
    en: str
    example: str
    full: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Commands that belong together in `--help`."""

    id: str
    en: str
    commands: tuple[Command, ...]


ROSTER = "--village 53.04.01.2001 --fund add --year 2026 --as NAMA"

GROUPS: tuple[Group, ...] = (
    Group(
        "Mulai",
        "Start",
        (
            Command(
                "demo",
                "demo",
                "Siapkan dan jalankan kabupaten contoh",
                "Build and serve the demo district",
                "demo --port 8000",
            ),
            Command(
                "serve",
                "serve",
                "Jalankan server untuk dipakai bekerja",
                "Serve for real work",
                "serve --port 8000",
            ),
            Command(
                "worker",
                "worker",
                "Kerjakan antrean pekerjaan panjang",
                "Work through the queue of long jobs",
                "worker",
            ),
        ),
    ),
    Group(
        "Tanpa basis data",
        "Without a database",
        (
            Command(
                "check",
                "check",
                "Periksa daftar warga dari berkas apa pun",
                "Check lists of residents",
                "check daftar.xlsx --village KODE --json",
                "check daftar.xlsx lain.csv --village 53.04.01.2001 --json",
            ),
            Command(
                "law",
                "law",
                "Hitung iuran menurut hukum yang berlaku",
                "Price contributions by the law in force",
                "law contribution --help",
                "law contribution --segment bpu --programmes jkk,jkm "
                "--month 2026-01 --income 1000000",
            ),
            Command(
                "link",
                "link",
                "Cari orang yang sama dalam dua daftar",
                "Find the same people in two lists",
                "link a.csv b.csv --out hasil.csv",
            ),
            Command(
                "dedupe",
                "dedupe",
                "Cari orang yang tercatat dua kali",
                "Find people who are on a list twice",
                "dedupe daftar.csv --out hasil.csv",
            ),
        ),
    ),
    Group(
        "Pendataan dan penetapan",
        "Register and decree",
        (
            Command(
                "import",
                "import_",
                "Masukkan daftar warga desa",
                "Import a village's residents",
                "import daftar.xlsx --village KODE --as NAMA",
                "import daftar.xlsx --village 53.04.01.2001 --as NAMA --json",
            ),
            Command(
                "propose",
                "propose",
                "Usulkan calon peserta",
                "Propose candidates",
                "propose --help",
                f"propose {ROSTER} --minutes 7/BA/2026 --minutes-date 2026-01-15 --add-workers",
            ),
            Command(
                "review",
                "review",
                "Periksa usulan di kecamatan",
                "Review a proposal as camat",
                "review --help",
                f"review {ROSTER}",
            ),
            Command(
                "verify-list",
                "verify_list",
                "Verifikasi usulan di DPMD",
                "Verify a proposal at DPMD",
                "verify-list --help",
                f"verify-list {ROSTER}",
            ),
            Command(
                "decree",
                "decree",
                "Tetapkan daftar dengan SK Kepala Desa",
                "Decree a list",
                "decree --help",
                f"decree {ROSTER} --number 5/SK/2026 --date 2026-02-01 --pdf sk.pdf",
            ),
        ),
    ),
    Group(
        "Kepesertaan dan laporan",
        "Membership and reports",
        (
            Command(
                "enrol",
                "enrol",
                "Daftarkan yang sudah ditetapkan",
                "Enrol who is decreed",
                "enrol --help",
            ),
            Command(
                "export-sipp",
                "export_sipp",
                "Tulis berkas unggah SIPP",
                "Write the SIPP upload file",
                "export-sipp --help",
            ),
            Command(
                "import-bpjs",
                "import_bpjs",
                "Baca jawaban BPJS",
                "Read the answer of BPJS",
                "import-bpjs jawaban.xlsx --as NAMA",
            ),
            Command(
                "import-list",
                "import_list",
                "Cocokkan daftar dari luar",
                "Match a list from outside",
                "import-list --help",
                "import-list dtsen.xlsx --kind deciles --as NAMA",
            ),
            Command(
                "plan",
                "plan",
                "Rencanakan siapa dibayar dana mana",
                "Plan which fund pays for whom",
                "plan --year 2027 --as NAMA",
                "plan --year 2027 --as NAMA --reach 90,95,100 --cut 20 --json",
            ),
            Command(
                "bill",
                "bill",
                "Terbitkan tagihan iuran sebulan",
                "Issue the bills of a month",
                "bill --month 2026-07",
                "bill --month 2026-07 --ahead 2 --as NAMA --json",
            ),
            Command(
                "reconcile",
                "reconcile",
                "Cocokkan sebulan dengan daftar BPJS",
                "Reconcile a month with a list of BPJS",
                "reconcile FILE --month 2026-07",
                "reconcile rincian.xlsx --month 2026-07 --as NAMA --json",
            ),
            Command(
                "lapse",
                "lapse",
                "Siapa yang akan kehilangan perlindungan",
                "Who is about to lose cover",
                "lapse --within 30 --as NAMA",
            ),
            Command(
                "claim",
                "claim",
                "Lapor kejadian; klaim, tenggat, hak yang tertinggal",
                "Report events; claims and deadlines",
                "claim unclaimed --as NAMA",
                "claim report --nik 5304017008800001 --on 2026-05-01 --at-work no --as NAMA --json",
            ),
            Command(
                "report",
                "report",
                "Susun laporan berkala",
                "Make a periodic report",
                "report --period 2026-06 --as NAMA",
            ),
        ),
    ),
    Group(
        "Pemeliharaan",
        "Upkeep",
        (
            Command(
                "migrate",
                "migrate",
                "Siapkan atau mutakhirkan basis data",
                "Make or update the database",
                "migrate",
            ),
            Command(
                "verify",
                "verify",
                "Periksa rantai jurnal dan keutuhan data",
                "Verify journal chain and integrity",
                "verify --json",
            ),
            Command(
                "backup",
                "backup",
                "Buat cadangan basis data",
                "Back up the database",
                "backup cadangan.payung --as NAMA",
            ),
            Command(
                "restore",
                "restore",
                "Pulihkan cadangan ke folder kosong",
                "Restore a backup into an empty folder",
                "restore cadangan.payung --data-dir DIR",
            ),
        ),
    ),
    Group(
        "Pengembang",
        "Developers",
        (
            Command(
                "test",
                None,
                "Jalankan semua pemeriksaan dan pengujian",
                "Run every check and test",
                "test core",
            ),
            Command(
                "lock",
                None,
                "Susun ulang daftar paket terkunci",
                "Compile the package locks anew",
                "lock --upgrade",
            ),
        ),
    ),
)

COMMANDS: dict[str, Command] = {c.name: c for group in GROUPS for c in group.commands}
