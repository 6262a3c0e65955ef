"""``{% load ui %}``: every tag and filter of Payung's components."""

from django.template.library import Library

from payung.base.ui import format as fmt
from payung.base.ui.tags import data, forms, text

register = Library()
for part in (text, forms, data):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)

register.filter("angka", fmt.angka)
register.filter("rupiah", fmt.rupiah)
register.filter("percent", fmt.percent)
register.filter("percent_of", fmt.percent_of)
register.filter("tanggal", fmt.tanggal)
register.filter("bulan", fmt.bulan)
register.filter("jam", fmt.jam)
register.filter("waktu", fmt.waktu)
register.filter("ukuran", fmt.ukuran)
