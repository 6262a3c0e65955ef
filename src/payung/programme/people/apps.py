from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "payung.programme.people"
    label = "people"

    def ready(self) -> None:
        from payung.programme.people.kinds import register_kinds

        register_kinds()
