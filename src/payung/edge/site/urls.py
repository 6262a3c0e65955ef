"""Every address of the site; rooms bring their own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("payung.desk.tasks.urls")),
    path("akun/", include("payung.base.accounts.urls")),
    path("bahasa/", include("django.conf.urls.i18n")),
    path("pendataan/", include("payung.desk.intake.urls")),
    path("pencocokan/", include("payung.desk.matching.urls")),
    path("penetapan/", include("payung.desk.roster.urls")),
    path("anggaran/", include("payung.desk.budget.urls")),
    path("iuran/tetap-terlindungi/", include("payung.desk.lapse.urls")),
    path("iuran/tagihan/", include("payung.desk.payments.urls")),
    path("iuran/", include("payung.desk.enrolment.urls")),
    path("klaim/", include("payung.desk.claims.urls")),
    path("monev/", include("payung.desk.dashboard.urls")),
    path("laporan/", include("payung.desk.reports.urls")),
    path("aturan/", include("payung.desk.settings.urls")),
    path("hukum/", include("payung.desk.law.urls")),
    path("ui/", include("payung.base.ui.urls")),
]
