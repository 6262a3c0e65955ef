"""The look of Payung as a Django app: templates, tags, assets. It has no models."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers the shared templates and tags under the label ``ui``."""

    name = "payung.base.ui"
    label = "ui"
