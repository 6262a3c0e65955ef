"""URLs of the room `dashboard`, under /monev/."""

from __future__ import annotations

from django.urls import path

from payung.desk.dashboard.views import names, papers, regions

app_name = "dashboard"
urlpatterns = [
    path("", regions.home, name="home"),
    path("<str:code>/", regions.region, name="region"),
    path("<str:code>/nama/<slug:stage>/", names.names_of, name="names"),
    path("<str:code>/papan-pengumuman.pdf", papers.board, name="board"),
    path("<str:code>/kartu-peserta.pdf", papers.cards, name="cards"),
]
