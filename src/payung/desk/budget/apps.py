from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "payung.desk.budget"
    label = "budget"
