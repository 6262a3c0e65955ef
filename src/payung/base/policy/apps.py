from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "payung.base.policy"
    label = "policy"
