"""URLs of the room `payments`, under /iuran/tagihan/."""

from __future__ import annotations

from django.urls import path

from payung.desk.payments.views import bank, bills, board, correcting, payments, reconciling

app_name = "payments"
urlpatterns = [
    path("", board.home, name="home"),
    path("terbit/", bills.issue, name="issue"),
    path("desa/<str:code>/", bills.village, name="village"),
    path("koreksi/<int:pk>/", correcting.correct, name="correct"),
    path("<int:pk>/", bills.bill, name="bill"),
    path("<int:pk>/kode/", bills.code, name="code"),
    path("<int:pk>/terima/", bills.receipt, name="receipt"),
    path("bayar/", payments.home, name="payments"),
    path("bayar/<int:pk>/", payments.payment, name="payment"),
    path("bayar/<int:pk>/langkah/<str:step>/", payments.step, name="step"),
    path("bayar/<int:pk>/bukti/", payments.proof, name="proof"),
    path("bayar/bukti/<int:pk>/", payments.proof_file, name="proof_file"),
    path("bayar/<int:pk>/berkas/", payments.transfer, name="transfer"),
    path("bayar/<int:pk>/surat/", payments.sheet, name="sheet"),
    path("bank/", bank.home, name="bank"),
    path("bank/rekening/", bank.account, name="account"),
    path("bank/berkas/<int:pk>/", bank.batch, name="batch"),
    path("bank/pertanyaan/<int:pk>/", bank.question, name="question"),
    path("cocok/", reconciling.home, name="reconcile"),
    path("cocok/<int:pk>/jelaskan/", reconciling.explain, name="explain"),
    path("cocok/berita-acara/", reconciling.minutes, name="minutes"),
    path("cocok/tutup/", reconciling.close, name="close"),
]
