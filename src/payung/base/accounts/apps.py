from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "payung.base.accounts"
    label = "accounts"
