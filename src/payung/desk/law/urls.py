"""URLs of the room `law`."""

from __future__ import annotations

from django.urls import path

from payung.desk.law.views import benefit, contribution, parameters

app_name = "law_room"
urlpatterns = [
    path("", parameters.home, name="home"),
    path("iuran/", contribution.contribution, name="contribution"),
    path("manfaat/", benefit.benefit, name="benefit"),
]
