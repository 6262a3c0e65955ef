"""URLs of the room `dashboard`."""

from __future__ import annotations

from django.urls import path

from payung.desk.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.home, name="home"),
    path("<str:code>/", views.region, name="region"),
    path("<str:code>/nama/<str:stage>/", views.names_of, name="names"),
]
