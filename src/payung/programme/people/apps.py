from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "payung.programme.people"
    label = "people"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from payung.programme.people import relations
        from payung.programme.people.kinds import register_kinds
        from payung.programme.people.models import Death

        register_kinds()
        relations.register(Death, "person", _("Tanggal meninggal"), may_stay=True)
