from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelectionConfig(AppConfig):
    name = "payung.programme.selection"
    label = "selection"

    def ready(self) -> None:
        from payung.base.journal import integrity
        from payung.programme.people import relations
        from payung.programme.selection.annex import changed_annexes
        from payung.programme.selection.models import Candidate
        from payung.programme.selection.triggers import check_counts

        relations.register(Candidate, "person", _("Calon peserta"), may_stay=True)
        integrity.register("lampiran keputusan", changed_annexes)
        integrity.register("jumlah calon", check_counts)
