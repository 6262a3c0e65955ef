from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "payung.desk.tasks"
    label = "tasks"

    def ready(self) -> None:
        from payung.base.ui import nav, todo

        nav.register_search("tasks:search")
        nav.register(nav.NavItem("tugas", _("Tugas"), "tasks:home", nav.TUGAS), todo.count_for)
