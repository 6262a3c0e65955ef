"""The frozen content as PDF and XLSX."""

from __future__ import annotations

import datetime as dt
from typing import Any

from payung.base.territory.models import Area
from payung.core.drawing import Step, choropleth, funnel
from payung.core.drawing.boundaries import available, load_boundaries
from payung.core.papers import (
    Denominator,
    Letterhead,
    Provenance,
    ReportForm,
    Signatory,
    VillageFunnel,
)

STEPS = (
    ("quota", "Kuota"),
    ("proposed", "Diusulkan"),
    ("valid", "Memenuhi syarat"),
    ("decreed", "Ditetapkan"),
    ("active", "Aktif"),
)


def form_of(
    area: Area, content: dict[str, Any], *, frozen: tuple[str, str, dt.datetime], url: str,
    journal: tuple[int, str],
) -> ReportForm:  # fmt: skip
    """The paper's form; `frozen` is (number, hash, moment), `journal` its end as it was then."""
    identifier, content_hash, moment = frozen
    province = area.parent.name if area.parent else ""
    return ReportForm(
        letterhead=Letterhead(
            regency=area.name.removeprefix("Kabupaten ").removeprefix("Kota "),
            regency_kind="Kota" if area.kind == Area.Kind.KOTA else "Kabupaten",
            unit="Dinas Pemberdayaan Masyarakat dan Desa",
        ),
        period=content["label"],
        addressee=f"Gubernur {province}",
        sentence=content["sentence"],
        villages=tuple(_village(v) for v in content["villages"]),
        denominators=tuple(
            Denominator(d["name"], d["value"], d["source"], dt.date.fromisoformat(d["as_of"]))
            for d in content["denominators"]
        ),
        sources=tuple(content["sources"]),
        signatory=Signatory("Kepala Dinas Pemberdayaan Masyarakat dan Desa"),
        provenance=Provenance(f"Payung, {area.title}", moment, url, identifier, journal=journal),
        frozen_id=identifier,
        frozen_hash=content_hash,
        frozen_at=moment.date(),
        dated=moment.date(),
        map_svg=_map(area, content),
        funnel_svg=_funnel(content),
    )


def _village(row: dict[str, Any]) -> VillageFunnel:
    return VillageFunnel(
        row["code"], row["district"], row["name"], row["target"], row["quota"],
        row["proposed"], row["valid"], row["decreed"], row["active"], row["active_bpu"],
    )  # fmt: skip


def _map(area: Area, content: dict[str, Any]) -> str:
    if area.code not in available():
        return ""
    rows = content["villages"]
    shares = {r["code"]: 100 * r["active_bpu"] / r["target"] if r["target"] else None for r in rows}
    return choropleth(
        load_boundaries(area.code),
        shares,
        title=f"Pekerja rentan aktif dibanding target minimal, {area.title}",
        alt="Angka yang sama ada dalam tabel.",
        below={r["code"] for r in rows if r["active_bpu"] < r["target"]},
        width=360,
    )


def _funnel(content: dict[str, Any]) -> str:
    sums = {key: sum(r[key] for r in content["villages"]) for key, _label in STEPS}
    steps = [Step(label, sums[key]) for key, label in STEPS]
    return funnel(
        steps, title="Dari kuota sampai aktif", alt="Angka yang sama ada dalam tabel.", width=220
    )
