from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "payung.desk.enrolment"
    label = "enrolment"
