from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "payung.base.jobs"
    label = "jobs"
