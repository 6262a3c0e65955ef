"""`payung export-sipp`: the upload files for BPJS, frozen and written to a folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payung.edge.cli.errors import CommandError
from payung.edge.cli.members import add_arguments, perform

if TYPE_CHECKING:
    from payung.base.territory.actor import Actor
    from payung.programme.membership.actions import Exported
    from payung.programme.membership.models import Employer, Export


FORMS = {"new": "sipp_new", "existing": "sipp_existing", "left": "sipp_na"}


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "export-sipp",
        help="Tulis berkas unggah SIPP atau BPU",
        epilog="Aman diulang: yang sudah dikirim tidak ditulis lagi; --all menyalin ulang "
        "berkas yang masih menunggu jawaban.",
    )
    add_arguments(parser)
    parser.add_argument("--segment", choices=["pu", "bpu"], help="bawaan: keduanya")
    parser.add_argument(
        "--form", choices=["new", "existing", "left"], default="new",
        help="pu: pekerja baru (bawaan), yang sudah punya KPJ, atau yang berhenti",
    )  # fmt: skip
    parser.add_argument("--npp", default="", metavar="NPP", help="pu: hanya pemberi kerja ini")
    parser.add_argument(
        "--out", type=Path, default=Path("berkas-bpjs"), metavar="FOLDER",
        help="tempat berkas (bawaan: berkas-bpjs)",
    )  # fmt: skip
    parser.add_argument("--all", action="store_true", help="salin juga yang menunggu jawaban")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return perform(arguments, "export_bpjs", lambda by, area: act(by, area, arguments), told)


def act(by: Actor, area: str, arguments: argparse.Namespace) -> dict[str, Any]:
    """Write the files of a region: one employer after the other (PU), all members (BPU)."""
    from payung.core.sipp import ExportBlocked
    from payung.programme.membership.actions import export

    done: list[Exported] = []
    blocked: list[dict[str, str]] = []
    for segment, employer in lists_to_write(by, area, arguments.segment, arguments.npp):
        place = employer.area_id if employer else area
        try:
            form = FORMS[arguments.form] if segment == "pu" else ""
            done.append(export(by=by, segment=segment, area=place, employer=employer, form=form))
        except ExportBlocked as error:
            npp = employer.npp if employer else ""
            blocked.append({"segment": segment, "npp": npp, "message": str(error)})
    if blocked and not done:
        raise CommandError(blocked[0]["message"])
    exports = [one for each in done for one in each.exports]
    if arguments.all:
        exports = waiting(by, area, arguments.segment)
    held = [document_of(one) for each in done for one in each.held]
    return {
        "area": area,
        "rows": sum(each.rows for each in done),
        "refused": len(held) + len(blocked),
        "files": [written(one, arguments.out) for one in exports],
        "held": held,
        "blocked": blocked,
    }


def lists_to_write(
    by: Actor, area: str, segment: str | None, npp: str
) -> list[tuple[str, Employer | None]]:
    """Segment and employer of every list asked for; without a segment, those with members."""
    from payung.programme.membership.models import Employer
    from payung.programme.membership.queries import waiting_for_export

    listed: list[tuple[str, Employer | None]] = []
    if segment in {None, "pu"}:
        found = Employer.objects.visible_to(by).in_area(area).filter(kind=Employer.Kind.EMPLOYER)
        rows = found.filter(npp=npp.upper()) if npp else found
        listed += [("pu", row) for row in rows.order_by("npp")]
    if segment == "pu" and not listed:
        raise CommandError("Belum ada NPP pemberi kerja di wilayah ini. Isi di Iuran → Ekspor.")
    if segment == "bpu" or (
        segment is None and waiting_for_export(by, segment="bpu", area=area).exists()
    ):
        listed.append(("bpu", None))
    return listed


def waiting(by: Actor, area: str, segment: str | None) -> list[Export]:
    """Files whose answer is still awaited."""
    from payung.programme.membership.models import Export

    files = list(FORMS.values())
    layouts = {"pu": files, "bpu": ["bpu"], None: [*files, "bpu"]}[segment]
    rows = Export.objects.visible_to(by).in_area(area).filter(layout__in=layouts)
    return list(rows.filter(lines__answer="waiting").distinct().order_by("pk"))


def written(export: Export, folder: Path) -> dict[str, Any]:
    """Copy a frozen file into its own folder, because BPJS refuses a changed file name."""
    from payung.base.files.actions import read

    place = folder / f"{export.pk}"
    path = place / export.file.name
    try:
        place.mkdir(parents=True, exist_ok=True)
        path.write_bytes(read(export.file))
    except OSError as error:
        raise CommandError(f"Berkas {path} tidak dapat ditulis: {error.strerror}") from error
    return {
        "export": export.pk,
        "path": str(path),
        "rows": export.rows,
        "sha256": export.file.sha256,
        "segment": "bpu" if export.layout == "bpu" else "pu",
        "form": export.layout,
        "npp": export.employer.npp if export.employer else None,
    }


def document_of(held: Any) -> dict[str, Any]:
    """A held member as JSON: number of the membership, codes, sentences."""
    return {
        "membership": int(held.ref),
        "codes": [hold.code.value for hold in held.holds],
        "messages": [hold.text() for hold in held.holds],
    }


def told(document: dict[str, Any]) -> str:
    """The answer in sentences."""
    lines = [f"{document['rows']} orang ditulis, {len(document['held'])} ditahan."]
    lines += [f"- {one['path']} ({one['rows']} orang)" for one in document["files"]]
    lines += [
        f"- kepesertaan {h['membership']}: {' '.join(h['messages'])}" for h in document["held"]
    ]
    lines += [f"- {one['npp'] or 'BPU'}: {one['message']}" for one in document["blocked"]]
    return "\n".join(lines)
