"""Addresses of the frame itself: standing in a territory, the page of components."""

from django.urls import path

from payung.base.ui import views

app_name = "ui"
urlpatterns = [
    path("wilayah/", views.stand, name="stand"),
    path("komponen/", views.styleguide, name="styleguide"),
    path("komponen/kemajuan/", views.progress, name="progress"),
    path("komponen/surat/", views.letter, name="letter"),
]
