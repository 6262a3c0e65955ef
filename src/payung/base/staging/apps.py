from django.apps import AppConfig


class StagingConfig(AppConfig):
    name = "payung.base.staging"
    label = "staging"
