from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "payung.desk.tasks"
    label = "tasks"
