"""Why a decreed person cannot be enrolled yet: the reason and the way out, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from payung.core.calendar import Lang, Month, runs_label


class HoldCode(StrEnum):
    """Reasons for holding a decreed person back."""

    DEAD = "dead"
    GONE = "gone"
    WITHDRAWN = "withdrawn"
    NO_EMPLOYER = "no_employer"
    OTHER_PAYER = "other_payer"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Hold:
    """One reason. `detail` completes the sentence where the code alone does not say enough."""

    code: HoldCode
    detail: str = ""
    months: tuple[Month, ...] = ()

    def text(self, lang: Lang = "id") -> str:
        """The reason and what to do, in the language in force (`lang` only writes the months)."""
        match self.code:
            case HoldCode.DEAD:
                return _(
                    "Tercatat meninggal. Keluarkan dari daftar, dan isi dari cadangan dengan "
                    "keputusan perubahan."
                )
            case HoldCode.GONE:
                return _(
                    "Tercatat pindah, pergi, atau tidak valid dalam data penduduk. Periksa "
                    "keberadaannya, lalu perbaiki data penduduk atau isi dari cadangan."
                )
            case HoldCode.WITHDRAWN:
                return _("Data penduduknya ditarik kembali. Unggah ulang data orang ini dari desa.")
            case HoldCode.NO_EMPLOYER:
                return _(
                    "NPP desa sebagai pemberi kerja belum diisi. Isi di halaman Ekspor ke BPJS."
                )
            case HoldCode.OTHER_PAYER:
                return _(
                    "Bulan %(months)s sudah dibayar dana lain (%(fund)s). Satu bulan hanya boleh "
                    "dibayar satu dana; sepakati siapa yang membayar."
                ) % {"months": runs_label(self.months, lang), "fund": self.detail}
            case HoldCode.ENDED:
                return _(
                    "Kepesertaannya sudah diakhiri (%(why)s). Daftarkan lagi hanya dengan "
                    "keputusan baru."
                ) % {"why": self.detail}
