"""The sentences of the budget."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from payung.base.territory.models import Area
from payung.base.ui.format import angka, rupiah
from payung.desk.budget.need import ShareNeed, VillageNeed


def of_region(area: Area, year: int, found: Sequence[VillageNeed]) -> str:
    """What a region needs and whether its ceilings suffice, in one sentence."""
    if not found:
        return _("Belum ada pagu untuk {area} tahun {year}.").format(area=area.title, year=year)
    heads, amount = sum(v.heads for v in found), sum(v.amount for v in found)
    opening = _("Untuk melindungi {n} orang pada tahun {year}, {area} memerlukan {amount}").format(
        n=angka(heads), year=year, area=area.title, amount=rupiah(amount)
    )
    ceilings = [v.ceiling for v in found]
    if None in ceilings:
        return opening + "."
    left = sum(c for c in ceilings if c is not None) - amount
    if left < 0:
        return opening + _("; pagu kurang {x}.").format(x=rupiah(-left))
    return opening + _("; pagu cukup, sisa {x}.").format(x=rupiah(left))


def of_share(need: ShareNeed) -> list[tuple[str, str]]:
    """(kind, sentence) for all that a share should make somebody look at."""
    said = []
    if need.no_price:
        said.append(("danger", need.no_price))
    if need.below_target:
        said.append(
            (
                "warning",
                _("Kurang {n} orang dari target minimal {t}.").format(
                    n=angka(need.below_target), t=angka(need.share.target_minimum)
                ),
            )
        )
    if need.over_quota:
        said.append(
            (
                "danger",
                _("{n} orang melebihi kuota {q}.").format(
                    n=angka(need.over_quota), q=angka(need.share.quota)
                ),
            )
        )
    if need.left is not None and need.left < 0:
        said.append(
            (
                "danger",
                _("Kebutuhan melebihi pagu sebesar {x}; pagu cukup untuk {n} orang.").format(
                    x=rupiah(-need.left), n=angka(need.affordable)
                ),
            )
        )
    return said


def basis_word(basis: str) -> str:
    """From where the heads come."""
    return {
        "decree": _("menurut keputusan"),
        "list": _("menurut daftar yang berjalan"),
        "target": _("rencana menurut target"),
    }[basis]
