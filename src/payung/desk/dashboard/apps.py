from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardConfig(AppConfig):
    name = "payung.desk.dashboard"
    label = "dashboard"

    def ready(self) -> None:
        from payung.base.territory.actor import Right
        from payung.base.ui import nav, todo
        from payung.desk.dashboard.todo import tasks

        todo.register("dashboard", tasks)
        nav.register(
            nav.NavItem("monev", _("Monev"), "dashboard:home", nav.MONEV, Right.VIEW_FIGURES)
        )
