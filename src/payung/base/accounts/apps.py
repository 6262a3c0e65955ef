from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "payung.base.accounts"
    label = "accounts"

    def ready(self) -> None:
        from payung.base.accounts.traces import connect

        connect()
