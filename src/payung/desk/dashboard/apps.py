from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "payung.desk.dashboard"
    label = "dashboard"
