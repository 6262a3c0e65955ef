"""URLs of the room `reports`."""

from __future__ import annotations

from django.urls import path, re_path

from payung.desk.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.home, name="home"),
    path("nomor/<int:pk>/", views.one, name="one"),
    path("nomor/<int:pk>/<slug:kind>/", views.paper, name="paper"),
    re_path(r"^(?P<digest>[0-9a-f]{16})/$", views.by_hash, name="by_hash"),
]
