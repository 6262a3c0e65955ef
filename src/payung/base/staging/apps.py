from django.apps import AppConfig


class StagingConfig(AppConfig):
    name = "payung.base.staging"
    label = "staging"

    def ready(self) -> None:
        from payung.base.staging import accepting, reading  # noqa: F401 - they register their jobs
