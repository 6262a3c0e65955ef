"""Roles as code: what each person of the programme may do, and where a role can sit."""

from __future__ import annotations

from dataclasses import dataclass

from payung.base.territory.actor import Right

R = Right
SEE = frozenset({R.VIEW_FIGURES, R.VIEW_PEOPLE})
VILLAGE_SEE = SEE | {R.VIEW_IDENTITY, R.VIEW_BUDGET}


@dataclass(frozen=True, slots=True)
class Role:
    """`level`: the region's level at which the role is given; `mfa`: second factor by default."""

    code: str
    name: str
    description: str
    level: str
    rights: frozenset[Right]
    mfa: bool = False


ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            "village_operator", "Operator desa",
            "Mengunggah data penduduk, mengusulkan peserta, melapor kematian dan pindah.",
            "village", VILLAGE_SEE | {R.IMPORT_RESIDENTS, R.PROPOSE, R.REPORT},
        ),
        Role(
            "pka", "Kaur/Kasi pelaksana kegiatan (PKA)",
            "Mengajukan permintaan pembayaran desa untuk kegiatannya.",
            "village", VILLAGE_SEE,
        ),
        Role(
            "kaur_keuangan", "Kaur Keuangan", "Menyiapkan pembayaran desa.",
            "village", VILLAGE_SEE,
        ),
        Role("sekdes", "Sekretaris desa", "Memeriksa pembayaran desa.", "village", VILLAGE_SEE),
        Role(
            "kades", "Kepala desa",
            "Menetapkan daftar peserta dengan keputusan; menyetujui pembayaran.",
            "village", VILLAGE_SEE | {R.DECREE, R.REPORT},
        ),
        Role(
            "lurah", "Lurah", "Menetapkan daftar peserta kelurahan dengan keputusan.",
            "village", VILLAGE_SEE | {R.DECREE, R.REPORT},
        ),
        Role(
            "lurah_staff", "Staf kelurahan", "Mengunggah data penduduk dan mengusulkan peserta.",
            "village", VILLAGE_SEE | {R.IMPORT_RESIDENTS, R.PROPOSE, R.REPORT},
        ),
        Role(
            "camat", "Camat", "Menelaah usulan desa dan kelurahan di kecamatannya.",
            "district", SEE | {R.VIEW_IDENTITY, R.VIEW_BUDGET, R.REVIEW, R.REPORT},
        ),
        Role(
            "dpmd", "Dinas PMD",
            "Aturan, kuota, verifikasi, pendaftaran, ekspor, dan laporan seluruh desa.",
            "regency",
            SEE | {
                R.VIEW_IDENTITY, R.VIEW_BUDGET, R.VERIFY, R.MANAGE_FUNDS, R.ENROL, R.EXPORT_BPJS,
                R.RECORD_BPJS, R.REPORT, R.SET_POLICY, R.VIEW_JOURNAL, R.MANAGE_ACCOUNTS,
            },
            mfa=True,
        ),
        Role("dinsos", "Dinas Sosial", "Memutakhirkan desil kesejahteraan.", "regency", SEE),
        Role("dukcapil", "Dukcapil", "Memutakhirkan kematian dan pindah.", "regency", SEE),
        Role("bkpsdm", "BKPSDM", "Memutakhirkan daftar ASN dan PPPK.", "regency", SEE),
        Role("disnaker", "Disnaker", "Memantau kepesertaan.", "regency", SEE | {R.REPORT}),
        Role(
            "opd_fund", "OPD pengelola dana", "Merencanakan dan membayar dananya sendiri.",
            "regency", SEE | {R.VIEW_BUDGET, R.REPORT},
        ),
        Role(
            "bpjs", "BPJS Ketenagakerjaan cabang",
            "Mengunggah daftar aktif, KPJ, dan posting iuran.",
            "regency", SEE | {R.VIEW_IDENTITY, R.RECORD_BPJS},
            mfa=True,
        ),
        Role("kejari", "Kejaksaan Negeri (Datun)", "Melihat angka tunggakan.", "regency",
             frozenset({R.VIEW_FIGURES})),
        Role(
            "inspektorat", "Inspektorat", "Membaca semuanya; tidak mengubah data program.",
            "regency", SEE | {R.VIEW_IDENTITY, R.VIEW_BUDGET, R.VIEW_JOURNAL, R.REPORT},
            mfa=True,
        ),
        Role(
            "bupati", "Bupati/Sekda", "Melihat capaian kabupaten.",
            "regency", frozenset({R.VIEW_FIGURES, R.VIEW_BUDGET, R.REPORT}),
        ),
        Role(
            "province", "Pemerintah provinsi", "Melihat angka per kabupaten dan desa, tanpa nama.",
            "province", frozenset({R.VIEW_FIGURES, R.REPORT}),
        ),
        Role(
            "outsider", "Tanpa tugas", "Belum diberi tugas di wilayah mana pun.",
            "village", frozenset(),
        ),
    )
}  # fmt: skip
