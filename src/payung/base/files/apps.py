from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "payung.base.files"
    label = "files"

    def ready(self) -> None:
        from payung.base.files.integrity import check_files
        from payung.base.journal import integrity

        integrity.register("berkas", check_files)
