"""Roles as code: what each person of the programme may do, and where a role can sit."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payung.base.territory.actor import Right

R = Right
SEE = frozenset({R.VIEW_FIGURES, R.VIEW_PEOPLE})
CLAIMS_VILLAGE = frozenset({R.VIEW_CLAIMS, R.VIEW_HEALTH, R.REPORT_CLAIM})
VILLAGE_SEE = SEE | {R.VIEW_IDENTITY, R.VIEW_BUDGET}


@dataclass(frozen=True, slots=True)
class Role:
    """`level`: the region's level at which the role is given; `mfa`: second factor by default.

    `by_unit`: the role reaches only the money that its own office (OPD) manages.
    """

    code: str
    name: Promise
    description: Promise
    level: str
    rights: frozenset[Right]
    mfa: bool = False
    by_unit: bool = False


ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            "village_operator", _("Operator desa"),
            _(
                "Mengunggah data penduduk, mengusulkan peserta, melapor kematian dan "
                "pindah."
            ),
            "village",
            VILLAGE_SEE | {R.IMPORT_RESIDENTS, R.PROPOSE, R.REPORT} | CLAIMS_VILLAGE,
        ),
        Role(
            "pka", _("Kaur/Kasi pelaksana kegiatan (PKA)"),
            _("Mengajukan permintaan pembayaran desa untuk kegiatannya."),
            "village", VILLAGE_SEE,
        ),
        Role(
            "kaur_keuangan", _("Kaur Keuangan"), _("Menyiapkan pembayaran desa."),
            "village", VILLAGE_SEE | {R.MAKE_PAYMENT, R.RECORD_BANK},
        ),
        Role(
            "sekdes", _("Sekretaris desa"),
            _("Memeriksa pembayaran desa."), "village", VILLAGE_SEE | {R.CHECK_PAYMENT},
        ),
        Role(
            "kades", _("Kepala desa"),
            _(
                "Menetapkan daftar peserta dengan keputusan; menyetujui pembayaran."
            ),
            "village",
            VILLAGE_SEE | {R.DECREE, R.REPORT, R.SIGN_HEIRS, R.APPROVE_PAYMENT} | CLAIMS_VILLAGE,
        ),
        Role(
            "lurah", _("Lurah"), _("Menetapkan daftar peserta kelurahan dengan keputusan."),
            "village",
            VILLAGE_SEE | {R.DECREE, R.REPORT, R.SIGN_HEIRS, R.SIGN_SPM} | CLAIMS_VILLAGE,
        ),
        Role(
            "lurah_staff", _("Staf kelurahan"),
            _("Mengunggah data penduduk dan mengusulkan peserta."),
            "village",
            VILLAGE_SEE | {R.IMPORT_RESIDENTS, R.PROPOSE, R.REPORT, R.FILE_SPP} | CLAIMS_VILLAGE,
        ),
        Role(
            "camat", _("Camat"), _("Menelaah usulan desa dan kelurahan di kecamatannya."),
            "district",
            SEE | {
                R.VIEW_IDENTITY, R.VIEW_BUDGET, R.REVIEW, R.REPORT, R.VIEW_CLAIMS, R.REPORT_CLAIM,
                R.SIGN_HEIRS,
            },
        ),
        Role(
            "dpmd", _("Dinas PMD"),
            _(
                "Aturan, kuota, verifikasi, pendaftaran, ekspor, dan laporan seluruh "
                "desa."
            ),
            "regency",
            SEE | {
                R.VIEW_IDENTITY, R.VIEW_BUDGET, R.VERIFY, R.MANAGE_FUNDS, R.ENROL, R.EXPORT_BPJS,
                R.RECORD_BPJS, R.REPORT, R.SET_POLICY, R.VIEW_JOURNAL, R.MANAGE_ACCOUNTS,
                R.VIEW_CLAIMS, R.VIEW_HEALTH, R.REPORT_CLAIM, R.SUBMIT_CLAIM, R.BILL,
                R.RECORD_BANK,
            },
            mfa=True,
        ),
        Role("dinsos", _("Dinas Sosial"), _("Memutakhirkan desil kesejahteraan."),
             "regency", SEE | {R.RECORD_DECILES}),
        Role("dukcapil", _("Dukcapil"), _("Memutakhirkan kematian dan pindah."),
             "regency", SEE | {R.RECORD_DEATHS}),
        Role("bkpsdm", _("BKPSDM"), _("Memutakhirkan daftar ASN dan PPPK."),
             "regency", SEE | {R.RECORD_ASN}),
        Role("disnaker", _("Disnaker"), _("Memantau kepesertaan."), "regency", SEE | {R.REPORT}),
        Role(
            "opd_fund", _("OPD pengelola dana"), _("Merencanakan dan membayar dananya sendiri."),
            "regency", SEE | {R.VIEW_BUDGET, R.REPORT, R.FILE_SPP}, by_unit=True,
        ),
        Role(
            "kpa", _("PA/KPA"), _("Menandatangani SPM atas dana OPD dan kelurahan."),
            "regency", SEE | {R.VIEW_BUDGET, R.SIGN_SPM}, by_unit=True,
        ),
        Role(
            "bud", _("BUD/BPKAD"), _("Menerbitkan SP2D dan mencatat rekening koran daerah."),
            "regency", SEE | {R.VIEW_BUDGET, R.ISSUE_SP2D, R.RECORD_BANK},
        ),
        Role(
            "bpjs", _("BPJS Ketenagakerjaan cabang"),
            _("Mengunggah daftar aktif, KPJ, dan posting iuran."),
            "regency", SEE | {R.VIEW_IDENTITY, R.RECORD_BPJS, R.VIEW_CLAIMS},
            mfa=True,
        ),
        Role("kejari", _("Kejaksaan Negeri (Datun)"), _("Melihat angka tunggakan."), "regency",
             frozenset({R.VIEW_FIGURES})),
        Role(
            "inspektorat", _("Inspektorat"), _("Membaca semuanya; tidak mengubah data program."),
            "regency",
            SEE | {
                R.VIEW_IDENTITY, R.VIEW_BUDGET, R.VIEW_JOURNAL, R.REPORT, R.VIEW_CLAIMS,
                R.VIEW_HEALTH,
            },
            mfa=True,
        ),
        Role(
            "bupati", _("Bupati/Sekda"),
            _("Melihat capaian kabupaten; menetapkan daftar yang dibayar dana kabupaten."),
            "regency",
            frozenset({R.VIEW_FIGURES, R.VIEW_BUDGET, R.REPORT, R.DECREE_DISTRICT}),
        ),
        Role(
            "province", _("Pemerintah provinsi"),
            _("Melihat angka per kabupaten dan desa, tanpa nama."),
            "province", frozenset({R.VIEW_FIGURES, R.REPORT}),
        ),
        Role(
            "outsider", _("Tanpa tugas"), _("Belum diberi tugas di wilayah mana pun."),
            "village", frozenset(),
        ),
    )
}  # fmt: skip
