"""URLs of the room `lapse`, under /iuran/tetap-terlindungi/."""

from __future__ import annotations

from django.urls import path

from payung.desk.lapse import views

app_name = "lapse"
urlpatterns = [
    path("", views.home, name="home"),
    path("<str:code>/", views.region, name="region"),
    path("<str:code>/surat-<int:step>.pdf", views.reminder, name="reminder"),
    path("<str:code>/alih-dana/", views.passing, name="handover"),
    path("<str:code>/kalender/", views.tranches, name="calendar"),
    path("<str:code>/jembatan/", views.spanning, name="bridge"),
]
