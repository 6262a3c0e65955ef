"""URLs of the room `intake`, under /pendataan/."""

from __future__ import annotations

from django.urls import path

from payung.desk.intake.views import held, imports, mapping, people, rows

app_name = "intake"
urlpatterns = [
    path("", imports.home, name="home"),
    path("unggah/", imports.upload, name="upload"),
    path("impor/<int:pk>/", imports.batch, name="batch"),
    path("impor/<int:pk>/kemajuan/", imports.progress, name="progress"),
    path("impor/<int:pk>/terima/", imports.accept, name="accept"),
    path("impor/<int:pk>/lanjutkan/", imports.resume, name="resume"),
    path("impor/<int:pk>/hentikan/", imports.cancel, name="cancel"),
    path("impor/<int:pk>/batalkan/", imports.undo, name="undo"),
    path("impor/<int:pk>/petakan/", mapping.columns, name="mapping"),
    path("impor/<int:pk>/perlu-diperbaiki.xlsx", rows.errors, name="errors"),
    path("impor/<int:pk>/baris/<int:number>/", rows.fix, name="row"),
    path("impor/<int:pk>/baris/<int:number>/abaikan/", rows.drop, name="drop"),
    path("impor/<int:pk>/baris/<int:number>/putuskan/", held.decide, name="decide"),
    path("warga/", people.people, name="people"),
    path("warga/<int:pk>/", people.person, name="person"),
]
