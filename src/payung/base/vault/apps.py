from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "payung.base.vault"
    label = "vault"
