"""URLs of the room `budget`."""

from __future__ import annotations

from django.urls import path

from payung.desk.budget.views import (
    accounts,
    allocation,
    funds,
    papers,
    rules,
    sheets,
    sponsorship,
    stages,
)

app_name = "budget"
urlpatterns = [
    path("", sheets.home, name="home"),
    path("dana/", funds.home, name="funds"),
    path("dana/baru/", funds.new, name="new_fund"),
    path("dana/<int:pk>/", funds.one, name="fund"),
    path("dana/<int:pk>/pagu/", funds.share, name="share"),
    path("dana/<int:pk>/aturan/", rules.all_rules, name="rules"),
    path("dana/<int:pk>/aturan/<slug:code>/", rules.one, name="rule"),
    path("dana/<int:pk>/opd/", funds.manager, name="fund_manager"),
    path("donasi/", sponsorship.home, name="pledges"),
    path("donasi/baru/", sponsorship.new, name="new_pledge"),
    path("donasi/bulan/", sponsorship.month, name="pledge_month"),
    path("donasi/bulan.xlsx", sponsorship.month_file, name="pledge_month_file"),
    path("donasi/<int:pk>/henti/", sponsorship.stop, name="stop_pledge"),
    path("kesepakatan/", stages.promises, name="agreements"),
    path("kesepakatan/baru/", stages.promise, name="new_agreement"),
    path("<str:code>/rekening/", accounts.page, name="accounts"),
    path("<str:code>/tahap/", stages.region, name="stages"),
    path("<str:code>/tahap/catat/", stages.stage, name="stage"),
    path("<str:code>/rakornis.<slug:kind>", papers.meeting, name="meeting"),
    path("<str:code>/evaluasi.pdf", papers.evaluation, name="evaluation"),
    path("<str:code>/", sheets.region, name="region"),
    path("<str:code>/alokasi/", allocation.page, name="allocation"),
    path("<str:code>/lembar.<slug:kind>", sheets.paper, name="paper"),
]
