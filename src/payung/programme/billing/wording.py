"""Reasons and differences in sentences."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.base.ui.format import rupiah
from payung.programme.billing.models import Difference

Kind = Difference.Class
SIDES = {
    "decree_list": (gettext_lazy("SK"), gettext_lazy("daftar peserta")),
    "list_code": (gettext_lazy("daftar tagihan"), gettext_lazy("kode iuran")),
    "bill_code": (gettext_lazy("tagihan"), gettext_lazy("kode iuran")),
    "bill_debit": (gettext_lazy("tagihan"), gettext_lazy("debit bank")),
    "siskeudes_debit": (gettext_lazy("Siskeudes"), gettext_lazy("debit bank")),
    "debit_posting": (gettext_lazy("debit bank"), gettext_lazy("diterima BPJS")),
    "siskeudes_posting": (gettext_lazy("Siskeudes"), gettext_lazy("diterima BPJS")),
}
PLAIN = {
    Kind.IDENTITY: gettext_lazy(
        "Nama pada daftar BPJS berlainan dengan nama peserta. Cocokkan dengan KTP-el, lalu "
        "ajukan koreksi data."
    ),
    Kind.INACTIVE: gettext_lazy(
        "BPJS mencatat orang ini tidak aktif, padahal ditagih. Tanyakan sebabnya kepada BPJS."
    ),
    Kind.GONE: gettext_lazy(
        "Orang ini tercatat meninggal, pindah, atau berakhir kepesertaannya, tetapi masih ada "
        "dalam daftar BPJS. Minta pengembalian atau perhitungan kelebihan."
    ),
    Kind.UNREADABLE: gettext_lazy(
        "Baris ini tidak dapat dibaca. Perbaiki barisnya, lalu bandingkan lagi."
    ),
}


def held_reason(why: str) -> str:
    """Why a planned month was not billed."""
    if why == "dead":
        return _(
            "Tercatat meninggal dan kepesertaannya belum diakhiri. Akhiri kepesertaan dengan "
            "tanggal kematiannya, lalu terbitkan tagihan lagi."
        )
    return why


def difference_sentence(row: Difference) -> str:
    """What differs and what to do, in one or two sentences; no identity in it."""
    detail: dict[str, Any] = row.detail
    what = str(detail.get("what", ""))
    if row.kind in PLAIN:
        return str(PLAIN[Kind(row.kind)])
    if what in SIDES:
        return _sides(row, what, detail)
    if row.kind == Kind.NOT_IN_BPJS:
        return _absent(detail)
    if row.kind == Kind.NOT_IN_DECREE:
        return _stranger(what, detail)
    if row.kind == Kind.TWICE:
        return _(
            "Bulan ini sudah diterima dengan bukti lain, atau orang ini ada dua kali dalam "
            "daftar. Minta BPJS memperhitungkannya."
        )
    return _sum(row, what, detail)


def _sides(row: Difference, what: str, detail: dict[str, Any]) -> str:
    left, right = SIDES[what]
    heads = row.kind == Kind.HEADS
    a, b = detail["left"], detail["right"]
    return _("Menurut %(left)s %(a)s, menurut %(right)s %(b)s. Telusuri sebabnya.") % {
        "left": left, "right": right,
        "a": _("%(n)s orang") % {"n": a} if heads else rupiah(a),
        "b": _("%(n)s orang") % {"n": b} if heads else rupiah(b),
    }  # fmt: skip


def _absent(detail: dict[str, Any]) -> str:
    if detail.get("what") == "whole":
        return _(
            "Tidak seorang pun dari %(n)s peserta ada dalam daftar BPJS: bulan ini belum "
            "diterima. Periksa pembayarannya."
        ) % {"n": detail["heads"]}
    return _(
        "Ada dalam daftar peserta, tidak ada dalam daftar BPJS. Periksa pendaftaran dan "
        "kode iurannya."
    )


def _stranger(what: str, detail: dict[str, Any]) -> str:
    if what == "unknown_employer":
        return _("NPP %(npp)s ada dalam daftar BPJS, tetapi tidak dikenal di sini.") % {
            "npp": detail["npp"]
        }
    if what == "not_planned":
        return _("BPJS menerima iuran orang ini, padahal bulan itu tidak direncanakan dana mana "
                 "pun. Periksa keputusannya.")  # fmt: skip
    return _("Orang ini ada dalam daftar BPJS, tetapi bukan peserta dari keputusan mana pun.")


def _sum(row: Difference, what: str, detail: dict[str, Any]) -> str:
    if what == "unknown_code":
        return _("Kode iuran %(code)s tidak tercatat pada tagihan mana pun. Catat kodenya pada "
                 "tagihan yang dibayar, atau tanyakan kepada BPJS.") % detail  # fmt: skip
    if row.kind == Kind.HEADS:
        return _("NPP %(npp)s: menurut BPJS %(bpjs)s orang, menurut daftar %(list)s.") % detail
    return _("Diterima BPJS %(paid)s, ditagih %(asked)s.") % {
        "paid": rupiah(detail["paid"]), "asked": rupiah(detail["asked"]),
    }  # fmt: skip
