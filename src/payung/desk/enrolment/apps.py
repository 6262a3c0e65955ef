from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnrolmentConfig(AppConfig):
    name = "payung.desk.enrolment"
    label = "enrolment"

    def ready(self) -> None:
        from payung.base.territory.actor import Right
        from payung.base.ui import nav, todo
        from payung.desk.enrolment import leaving
        from payung.desk.enrolment import todo as sent
        from payung.desk.enrolment.waiting import tasks

        nav.register(
            nav.NavItem("iuran", _("Iuran"), "enrolment:home", nav.IURAN, Right.VIEW_PEOPLE)
        )
        todo.register("enrolment", tasks)
        todo.register("enrolment-sent", sent.tasks)
        todo.register("enrolment-leaving", leaving.tasks)
