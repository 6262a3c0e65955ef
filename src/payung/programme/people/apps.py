from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "payung.programme.people"
    label = "people"
