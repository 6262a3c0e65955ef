"""URLs of the room `claims`, under /klaim/."""

from __future__ import annotations

from django.urls import path

from payung.desk.claims.views import (
    events,
    family,
    figures,
    letters,
    lists,
    papers,
    parts,
    reporting,
    schooling,
    sending,
    status,
    steps,
)

app_name = "claims"
urlpatterns = [
    path("", lists.home, name="home"),
    path("belum/", lists.unclaimed_page, name="unclaimed"),
    path("angka/", figures.home, name="figures"),
    path("lapor/", reporting.choose, name="choose"),
    path("lapor/<int:pk>/", reporting.report, name="report"),
    path("beasiswa/", schooling.calendar, name="school"),
    path("beasiswa/<int:pk>/", schooling.child, name="child"),
    path("beasiswa/<int:pk>/berhenti/", schooling.end, name="child_end"),
    path("beasiswa/tahun/<int:pk>/dibayar/", schooling.paid, name="school_paid"),
    path("kirim/", sending.home, name="send"),
    path("kirim/<int:pk>/", sending.one, name="submission"),
    path("kirim/<int:pk>/pengantar.pdf", sending.paper, name="covering"),
    path("bpjs/", status.home, name="status"),
    path("bpjs/<int:pk>/", status.batch, name="status_batch"),
    path("bpjs/<int:pk>/kemajuan/", status.progress, name="status_progress"),
    path("bpjs/<int:pk>/catat/", status.accept, name="status_accept"),
    path("bpjs/<int:pk>/batalkan/", status.undo, name="status_undo"),
    path("unggah/", parts.begin, name="parts"),
    path("unggah/<slug:token>/", parts.part, name="part"),
    path("<int:pk>/", events.event, name="event"),
    path("<int:pk>/perbaiki/", reporting.correct, name="correct"),
    path("<int:pk>/benarkan/", reporting.confirm, name="confirm"),
    path("<int:pk>/tolak/", reporting.dismiss, name="dismiss"),
    path("<int:pk>/kronologi/", events.story, name="story"),
    path("<int:pk>/tubuh/", events.body, name="body"),
    path("<int:pk>/pendapat/", events.opinion, name="opinion"),
    path("<int:pk>/lapor-bpjs/", events.notify, name="notify"),
    path("<int:pk>/buka/", events.open_more, name="open"),
    path("<int:pk>/isyarat/<slug:code>/", events.review, name="review"),
    path("<int:pk>/ahli-waris/", family.heirs, name="heirs"),
    path("<int:pk>/ahli-waris/<int:heir>/", family.payee, name="payee"),
    path("<int:pk>/ahli-waris/<int:heir>/hapus/", family.remove, name="heir_remove"),
    path("<int:pk>/sengketa/", family.dispute, name="dispute"),
    path("<int:pk>/anak/", schooling.add, name="children"),
    path("<int:pk>/berkas/<slug:code>/", papers.upload, name="paper"),
    path("<int:pk>/surat/<slug:code>.pdf", letters.letter, name="letter"),
    path("berkas/<int:pk>/", papers.download, name="file"),
    path("berkas/<int:pk>/tarik/", papers.withdraw, name="paper_withdraw"),
    path("langkah/<int:pk>/<slug:step>/", steps.take, name="step"),
    path("kunjungan/<int:pk>/", steps.visited, name="visit"),
]
