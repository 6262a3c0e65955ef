from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "payung.programme.claims"
    label = "claims"

    def ready(self) -> None:
        from payung.programme.claims.declared import declare
        from payung.programme.claims.status_list import register_kind

        declare()
        register_kind()
