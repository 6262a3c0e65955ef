"""URLs of the room `enrolment`, under /iuran/."""

from __future__ import annotations

from django.urls import path

from payung.desk.enrolment.views import decrees, export, incoming, members, receipts, setup

app_name = "enrolment"
urlpatterns = [
    path("", decrees.home, name="home"),
    path("keputusan/<int:pk>/", decrees.decree, name="decree"),
    path("peserta/", members.members, name="members"),
    path("peserta/<int:pk>/", members.member, name="member"),
    path("peserta/<int:pk>/akhiri/", members.end, name="end"),
    path("peserta/<int:pk>/ganti/", members.replace, name="replace"),
    path("ekspor/", export.home, name="export"),
    path("ekspor/bpu/<str:area>/", export.bpu, name="export_bpu"),
    path("ekspor/npp/<int:pk>/", export.employer, name="export_employer"),
    path("ekspor/berkas/<int:pk>/", export.download, name="download"),
    path("ekspor/berkas/<int:pk>/tarik/", export.withdraw, name="withdraw"),
    path("ekspor/npp-baru/", setup.employer, name="new_employer"),
    path("ekspor/npp/<int:pk>/lokasi/", setup.location, name="location"),
    path("ekspor/tata-letak/<str:area>/", setup.layout, name="layout"),
    path("bpjs/", incoming.home, name="incoming"),
    path("bpjs/<int:pk>/", incoming.batch, name="batch"),
    path("bpjs/<int:pk>/kemajuan/", incoming.progress, name="progress"),
    path("bpjs/<int:pk>/petakan/", incoming.mapping, name="mapping"),
    path("bpjs/<int:pk>/terima/", incoming.accept, name="accept"),
    path("bpjs/<int:pk>/batalkan/", incoming.undo, name="undo"),
    path("terima/", receipts.home, name="receipts"),
    path("terima/<int:pk>/tarik/", receipts.retract, name="retract"),
]
