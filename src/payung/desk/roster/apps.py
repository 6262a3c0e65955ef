from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RosterConfig(AppConfig):
    name = "payung.desk.roster"
    label = "roster"

    def ready(self) -> None:
        from payung.base.territory.actor import Right
        from payung.base.ui import nav, todo
        from payung.desk.roster.todo import tasks

        todo.register("roster", tasks)
        nav.register(
            nav.NavItem(
                "penetapan", _("Penetapan"), "roster:home", nav.PENETAPAN, Right.VIEW_FIGURES
            )
        )
