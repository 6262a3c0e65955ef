from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "payung.programme.membership"
    label = "membership"
