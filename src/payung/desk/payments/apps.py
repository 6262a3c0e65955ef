from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "payung.desk.payments"
    label = "payments"

    def ready(self) -> None:
        from payung.base.ui import todo
        from payung.desk.payments.waiting import tasks

        todo.register("payments", tasks)
