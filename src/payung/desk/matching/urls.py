"""URLs of the room `matching`, under /pencocokan/."""

from __future__ import annotations

from django.urls import path

from payung.desk.matching.views import check, findings, lists, merges, pairs, quality

app_name = "matching"
urlpatterns = [
    path("", pairs.home, name="pairs"),
    path("cari-ganda/", pairs.scan, name="scan"),
    path("cari-ganda/kemajuan/", pairs.scan_progress, name="scan_progress"),
    path("pasangan/<int:pk>/", pairs.one, name="pair"),
    path("pasangan/<int:pk>/putuskan/", pairs.decide, name="decide"),
    path("pasangan/<int:pk>/tarik/", pairs.undo, name="undo"),
    path("pasangan/<int:pk>/tugas/", pairs.take, name="take"),
    path("penggabungan/", merges.home, name="merges"),
    path("penggabungan/<int:pk>/", merges.one, name="merge"),
    path("penggabungan/<int:pk>/putuskan/", merges.decide, name="merge_decide"),
    path("temuan/", findings.home, name="findings"),
    path("temuan/<int:pk>/", findings.one, name="finding"),
    path("temuan/<int:pk>/putuskan/", findings.decide, name="finding_decide"),
    path("kunjungan/", findings.visits, name="visits"),
    path("kunjungan/<int:pk>/", findings.visit, name="visit"),
    path("daftar/", lists.home, name="lists"),
    path("daftar/lagi/", lists.again, name="lists_again"),
    path("daftar/<int:pk>/", lists.one, name="list"),
    path("daftar/<int:pk>/kemajuan/", lists.progress, name="list_progress"),
    path("daftar/<int:pk>/petakan/", lists.mapping, name="mapping"),
    path("daftar/<int:pk>/terima/", lists.accept, name="accept"),
    path("daftar/<int:pk>/batalkan/", lists.undo, name="list_undo"),
    path("periksa/", check.home, name="check"),
    path("mutu/", quality.home, name="quality"),
]
