from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "payung.edge.site"
    label = "site"
