from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "payung.base.territory"
    label = "territory"
