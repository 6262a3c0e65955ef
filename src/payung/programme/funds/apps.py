from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "payung.programme.funds"
    label = "funds"
