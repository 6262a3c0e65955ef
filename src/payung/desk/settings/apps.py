from django.apps import AppConfig


class SettingsConfig(AppConfig):
    name = "payung.desk.settings"
    label = "settings_room"
