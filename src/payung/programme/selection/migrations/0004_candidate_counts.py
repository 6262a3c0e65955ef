import django.db.models.deletion
from django.db import migrations, models

from payung.programme.selection import triggers


class Migration(migrations.Migration):

    dependencies = [
        ('selection', '0003_district_decree'),
    ]

    operations = [
        migrations.CreateModel(
            name='CandidateCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(max_length=10)),
                ('part', models.BigIntegerField(help_text='the transaction that counted, on PostgreSQL')),
                ('heads', models.IntegerField()),
                ('roster', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='counts', to='selection.roster')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('roster', 'outcome', 'part'), name='candidate_count_once')],
            },
        ),
        migrations.RemoveIndex(model_name='candidate', name='candidate_figures'),
        migrations.RunPython(triggers.COUNTED.install, triggers.COUNTED.remove),
    ]
