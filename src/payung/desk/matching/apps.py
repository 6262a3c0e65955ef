from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "payung.desk.matching"
    label = "matching"

    def ready(self) -> None:
        from payung.base.ui import todo
        from payung.desk.matching import scanning  # noqa: F401 - registers the job
        from payung.desk.matching.lists import again  # noqa: F401 - registers job and chore
        from payung.desk.matching.lists.kinds import register_kinds
        from payung.desk.matching.models import Finding, Pair
        from payung.desk.matching.queries import active_news, table_in_force
        from payung.desk.matching.todo import tasks
        from payung.programme.membership import elsewhere
        from payung.programme.people import relations
        from payung.programme.people.points import register_source

        register_kinds()
        register_source(table_in_force)
        elsewhere.register_source(active_news)
        relations.register(Pair, "left", _("Pasangan yang ditanyakan"), history=True)
        relations.register(Pair, "right", _("Pasangan yang ditanyakan"), history=True)
        relations.register(Finding, "person", _("Temuan dari daftar luar"), may_stay=True)
        todo.register("matching", tasks)
