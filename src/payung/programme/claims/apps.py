from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "payung.programme.claims"
    label = "claims"

    def ready(self) -> None:
        from payung.programme.claims.declared import declare

        declare()
