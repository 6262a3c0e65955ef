from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "payung.programme.funds"
    label = "funds"

    def ready(self) -> None:
        from payung.programme.funds.models import Pledge
        from payung.programme.people import relations

        relations.register(
            Pledge, "person", _("Donasi ASN"), money=True,
            words={
                "pledge_once_a_month": _(
                    "Kedua data menerima donasi ASN sejak bulan yang sama. Hentikan salah satu "
                    "janjinya di halaman Donasi ASN, lalu gabungkan."
                )
            },
        )  # fmt: skip
