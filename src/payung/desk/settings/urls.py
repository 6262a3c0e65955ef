"""URLs of the room `settings`."""

from __future__ import annotations

from django.urls import path

from payung.desk.settings import views

app_name = "settings_room"
urlpatterns = [
    path("", views.home, name="home"),
    path("petugas/", views.officers, name="officers"),
    path("petugas/<int:pk>/", views.officer, name="officer"),
    path("<str:area_code>/<slug:code>/", views.one, name="one"),
]
