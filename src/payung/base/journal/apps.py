from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "payung.base.journal"
    label = "journal"
