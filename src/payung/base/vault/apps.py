from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "payung.base.vault"
    label = "vault"

    def ready(self) -> None:
        from payung.base.journal import integrity
        from payung.base.vault.checking import unopened

        integrity.register("nilai tersegel", unopened)
