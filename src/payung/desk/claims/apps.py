from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClaimsRoomConfig(AppConfig):
    name = "payung.desk.claims"
    label = "claims_room"

    def ready(self) -> None:
        from payung.base.territory.actor import Right
        from payung.base.ui import nav, todo
        from payung.desk.claims.todo import escalated, tasks

        nav.register(nav.NavItem("klaim", _("Klaim"), "claims:home", nav.KLAIM, Right.VIEW_CLAIMS))
        todo.register("claims", tasks)
        todo.register("claims-still", escalated)
