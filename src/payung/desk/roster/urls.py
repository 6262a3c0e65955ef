"""URLs of the room `roster`."""

from __future__ import annotations

from django.urls import path

from payung.desk.roster.views import candidates, decrees, lists, regent, steps

app_name = "roster"
urlpatterns = [
    path("", lists.home, name="home"),
    path("baru/", lists.new, name="new"),
    path("bupati/", regent.home, name="regent"),
    path("bupati/<int:pk>/<slug:kind>/", regent.paper, name="regent_paper"),
    path("<int:pk>/", lists.one, name="one"),
    path("<int:pk>/nilai/", lists.assess, name="assess"),
    path("<int:pk>/urut/", lists.rank, name="rank"),
    path("<int:pk>/tempat/", candidates.place, name="place"),
    path("<int:pk>/tambah/", candidates.add, name="add"),
    path("<int:pk>/langkah/<slug:step>/", steps.step, name="step"),
    path("calon/<int:pk>/", candidates.one, name="candidate"),
    path("sk/<int:pk>/", decrees.one, name="decree"),
    path("sk/<int:pk>/<slug:kind>/", decrees.download, name="download"),
]
