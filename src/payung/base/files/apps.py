from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "payung.base.files"
    label = "files"
