from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "payung.desk.roster"
    label = "roster"
