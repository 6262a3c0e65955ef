"""Histories of payments, filled for the memberships that there are."""

import hashlib
from collections import defaultdict

import django.db.models.deletion
import payung.base.territory.fields
from django.db import migrations, models


def fill(apps, _editor):
    months = apps.get_model("membership", "CoverMonth")
    paid = months.objects.filter(posting__isnull=False).order_by("membership_id", "month")
    texts = defaultdict(list)
    for pk, month, day in paid.values_list("membership_id", "month", "posting__paid_on"):
        texts[pk].append(f"{month}:{day:%Y%m%d}")
    history, membership = (apps.get_model("membership", m) for m in ("PaidHistory", "Membership"))
    for pk, parts in texts.items():
        text = " ".join(parts)
        key = hashlib.sha256(text.encode()).hexdigest()[:16]
        history.objects.get_or_create(key=key, defaults={"text": text})
        membership.objects.filter(pk=pk).update(history_id=key)


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0002_posting_terms'),
        ('people', '0002_import_line'),
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PaidHistory',
            fields=[
                ('key', payung.base.territory.fields.CodeField(db_collation='BINARY', max_length=16, primary_key=True, serialize=False)),
                ('text', models.TextField(help_text='2026-01:20260105 2026-02:20260209 …')),
            ],
        ),
        migrations.AddField(
            model_name='membership',
            name='history',
            field=models.ForeignKey(db_index=False, editable=False, help_text='what was paid so far, kept beside the months by every receipt', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='membership.paidhistory'),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['village', 'segment', 'history', 'ended_on'], name='membership_figures'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
