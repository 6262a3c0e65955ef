from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "payung.desk.law"
    label = "law_room"
