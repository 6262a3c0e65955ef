from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembershipConfig(AppConfig):
    name = "payung.programme.membership"
    label = "membership"

    def ready(self) -> None:
        from payung.base.journal import integrity
        from payung.programme.membership.actions import merging
        from payung.programme.membership.histories import check_histories
        from payung.programme.membership.kinds import register_kinds
        from payung.programme.membership.models import Membership
        from payung.programme.membership.triggers import check_counts
        from payung.programme.people import relations

        register_kinds()
        integrity.register("riwayat iuran", check_histories)
        integrity.register("jumlah peserta", check_counts)
        relations.register(
            Membership, "person", _("Kepesertaan"), money=True, words=merging.WORDS,
            conflicts=lambda kept, gone: list(merging.conflicts(kept, gone)), moved=merging.moved,
        )  # fmt: skip
