from django.apps import AppConfig


class LapseConfig(AppConfig):
    name = "payung.desk.lapse"
    label = "lapse"
