"""URLs of the room `tasks`."""

from __future__ import annotations

from django.urls import path

from payung.desk.tasks import views

app_name = "tasks"
urlpatterns = [
    path("", views.home, name="home"),
    path("cari/", views.search, name="search"),
]
