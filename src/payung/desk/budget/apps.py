from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    name = "payung.desk.budget"
    label = "budget"

    def ready(self) -> None:
        from payung.base.territory.actor import Right
        from payung.base.ui import nav, todo
        from payung.desk.budget.todo import tasks

        todo.register("budget", tasks)
        nav.register(
            nav.NavItem("anggaran", _("Anggaran"), "budget:home", nav.ANGGARAN, Right.VIEW_BUDGET)
        )
