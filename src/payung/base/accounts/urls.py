"""Log-in pages, under allauth's own names; no sign-up and no e-mail: log-ins are given."""

from __future__ import annotations

from allauth.account import views
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("masuk/", views.login, name="account_login"),
    path("keluar/", views.logout, name="account_logout"),
    path("tidak-aktif/", views.account_inactive, name="account_inactive"),
    path("daftar/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path(
        "lupa/", RedirectView.as_view(pattern_name="account_login"), name="account_reset_password"
    ),
    path("pastikan/", views.reauthenticate, name="account_reauthenticate"),
    path("kata-sandi/", views.password_change, name="account_change_password"),
    path("dua-langkah/", include("allauth.mfa.urls")),
]
