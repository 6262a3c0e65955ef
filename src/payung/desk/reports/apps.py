from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "payung.desk.reports"
    label = "reports"
