import gc

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "payung.edge.site"
    label = "site"

    def ready(self) -> None:
        """What was loaded stays for as long as the process: no search for cycles walks it again,
        which would stop a request or a step of a job for a twentieth of a second."""
        gc.freeze()
