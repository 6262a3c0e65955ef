from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "payung.desk.intake"
    label = "intake"

    def ready(self) -> None:
        from payung.base.territory.actor import Right
        from payung.base.ui import nav, todo
        from payung.desk.intake import todo as left
        from payung.desk.intake.waiting import tasks

        nav.register(
            nav.NavItem(
                "pendataan", _("Pendataan"), "intake:home", nav.PENDATAAN, Right.VIEW_PEOPLE
            )
        )
        todo.register("intake", tasks)
        todo.register("intake-left", left.tasks)
