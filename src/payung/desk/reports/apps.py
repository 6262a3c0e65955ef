from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "payung.desk.reports"
    label = "reports"

    def ready(self) -> None:
        from payung.base.journal import integrity
        from payung.base.territory.actor import Right
        from payung.base.ui import nav
        from payung.desk.reports.integrity import check_snapshots

        integrity.register("laporan", check_snapshots)
        nav.register(
            nav.NavItem("laporan", _("Laporan"), "reports:home", nav.LAPORAN, Right.VIEW_FIGURES)
        )
