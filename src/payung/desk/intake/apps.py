from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "payung.desk.intake"
    label = "intake"
