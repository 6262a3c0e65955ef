"""What `enrol`, `export-sipp` and `import-bpjs` share: the actor, the region, refusals."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from payung.edge.cli.django_setup import setup_django
from payung.edge.cli.errors import CommandError
from payung.edge.cli.output import emit

if TYPE_CHECKING:
    from payung.base.territory.actor import Actor

Act = Callable[["Actor", str], dict[str, Any]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who acts, and where; without a region, wherever the acting person may."""
    parser.add_argument("--as", dest="user", required=True, metavar="NAMA", help="yang bertindak")
    parser.add_argument(
        "--area", "--village", default="", metavar="KODE",
        help="kode desa, kecamatan atau kabupaten; bawaan: wilayah yang bertindak",
    )  # fmt: skip


def perform(
    arguments: argparse.Namespace, right: str, act: Act, told: Callable[[dict[str, Any]], str]
) -> int:
    """Act in the region and print; a refusal becomes a sentence and exit 2.

    The document's `refused` (a number) decides between exit 0 and 1.
    """
    setup_django(arguments)
    from payung.base.accounts.queries import UnknownUser, actor_named
    from payung.base.files.actions import FileRefused
    from payung.base.staging.states import StateRefused
    from payung.base.territory.actor import NotAllowed, Right
    from payung.core.sipp import ExportBlocked
    from payung.programme.billing.refusals import BillingRefused
    from payung.programme.membership.actions import MembershipRefused

    try:
        actor = actor_named(arguments.user)
        document = act(actor, _area(actor, Right(right), arguments.area))
    except (
        UnknownUser, NotAllowed, FileRefused, StateRefused, ExportBlocked, MembershipRefused,
        BillingRefused,
    ) as error:  # fmt: skip
        raise CommandError(str(error)) from error
    emit(document, as_json=arguments.json, text=lambda: told(document))
    return 1 if document["refused"] else 0


def _area(actor: Any, right: Any, code: str) -> str:
    from payung.base.territory.models import Area

    if code:
        if not Area.objects.filter(code=code).exists():
            raise CommandError(f"Kode wilayah {code!r} tidak dikenal. Tulis seperti 53.04.01.2001.")
        actor.require(right, code)
        return code
    reach = actor.areas(right)
    if len(reach) == 1:
        return str(reach[0])
    if reach:
        raise CommandError("Anda berwenang di beberapa wilayah; sebutkan --area KODE.")
    raise CommandError(
        f"Anda ({actor.name}) tidak berwenang untuk tindakan ini di wilayah mana pun."
    )
