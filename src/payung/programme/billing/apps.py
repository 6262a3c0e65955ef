from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "payung.programme.billing"
    label = "billing"

    def ready(self) -> None:
        from payung.base.journal import integrity
        from payung.programme.billing.integrity import check_books
        from payung.programme.billing.kinds import register_kinds

        register_kinds()
        integrity.register("buku iuran", check_books)
