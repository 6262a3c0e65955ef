"""Why a row of an answer or posting list is held: the reason and the way out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

UNKNOWN = "member_unknown"
AMBIGUOUS = "member_ambiguous"
NAME = "name_differs"
REPEATED = "row_repeated"

_PERSON = {
    UNKNOWN: _(
        "NIK atau KPJ ini bukan peserta di wilayah ini. Periksa nomornya; bila benar, orang ini "
        "terdaftar di BPJS tetapi tidak ada dalam daftar yang ditetapkan."
    ),
    AMBIGUOUS: _(
        "Lebih dari satu kepesertaan cocok dengan baris ini. Lengkapi NIK, KPJ, dan NPP agar "
        "hanya satu yang cocok."
    ),
    NAME: _(
        "Nama pada baris ini berlainan dengan nama peserta yang bernomor sama. Cocokkan dengan "
        "KTP-el sebelum dicatat."
    ),
    REPEATED: _(
        "Orang yang sama ada pada baris lain dengan isi berbeda. Tentukan baris mana yang benar."
    ),
}
ANSWER_REASONS = {
    **_PERSON,
    "kpj_missing": _("Dinyatakan diterima, tetapi KPJ-nya kosong. Minta KPJ kepada BPJS."),
    "kpj_differs": _(
        "Peserta ini sudah mempunyai KPJ lain. Tanyakan kepada BPJS KPJ mana yang berlaku."
    ),
    "kpj_taken": _("KPJ ini sudah dipakai orang lain. Periksa kedua orang itu pada jawaban BPJS."),
    "answer_undecided": _(
        "Baris ini tidak memuat KPJ, status, atau alasan, sehingga jawabannya tidak diketahui. "
        "Tambahkan salah satunya."
    ),
    "not_exported": _(
        "Orang ini tidak ada dalam berkas yang menunggu jawaban. Periksa apakah jawabannya untuk "
        "berkas lain."
    ),
    "refused_by_bpjs": _(
        "BPJS menolak data orang ini; alasannya dicatat. Perbaiki datanya, lalu ekspor lagi."
    ),
}
POSTING_REASONS = {
    **_PERSON,
    "month_missing": _(
        "Bulan iuran (BLTH) tidak ada pada baris ini. Isi bulan untuk seluruh berkas."
    ),
    "paid_on_missing": _(
        "Tanggal bayar tidak ada pada baris ini. Isi tanggal terima untuk seluruh berkas."
    ),
    "paid_on_future": _("Tanggal bayar ada di masa depan. Periksa tanggalnya."),
    "member_inactive": _(
        "BPJS mencatat orang ini tidak aktif pada bulan itu. Tanyakan sebabnya kepada BPJS."
    ),
    "not_planned": _(
        "Iuran bulan ini diterima BPJS, tetapi bulan itu tidak direncanakan untuk orang ini. "
        "Periksa keputusan desa dan dana yang membayar."
    ),
    "paid_twice": _(
        "Iuran bulan ini sudah tercatat dengan bukti lain. Bila dibayar dua kali, minta BPJS "
        "memperhitungkannya."
    ),
    "underpaid": _(
        "Jumlah yang diterima kurang dari iuran bulan itu. Perlindungan baru berlaku bila lunas."
    ),
}
EMPLOYER_REASONS = {
    **{code: POSTING_REASONS[code] for code in ("month_missing", "paid_on_missing")},
    "paid_on_future": POSTING_REASONS["paid_on_future"],
    "employer_unknown": _(
        "NPP ini belum terdaftar di wilayah ini. Isi NPP di halaman Ekspor ke BPJS."
    ),
    "not_planned": _(
        "Tidak ada peserta yang direncanakan pada NPP dan bulan ini. Daftarkan dahulu."
    ),
    "heads_differ": _(
        "Jumlah pekerja menurut BPJS berlainan dengan daftar pada bulan itu. Minta rincian per "
        "orang, lalu catat dengan berkas rincian iuran."
    ),
    "underpaid": _(
        "Jumlah yang diterima kurang dari iuran seluruh pekerja. Perlindungan baru berlaku bila "
        "lunas; minta rincian per orang."
    ),
    "paid_twice": POSTING_REASONS["paid_twice"],
}
