import django.db.models.deletion
import payung.base.territory.fields
from django.db import migrations, models

from payung.programme.membership import triggers


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0005_corrections'),
    ]

    operations = [
        migrations.CreateModel(
            name='MemberCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('village', payung.base.territory.fields.CodeField(db_collation='BINARY', max_length=13)),
                ('segment', models.CharField(max_length=3)),
                ('history', models.ForeignKey(db_column='history', db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='membership.paidhistory')),
                ('until', models.DateField(help_text='last day; 9999-12-31 while no end is known')),
                ('part', models.BigIntegerField(help_text='the transaction that counted, on PostgreSQL')),
                ('heads', models.IntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('village', 'segment', 'history', 'until', 'part'), name='member_count_once')],
            },
        ),
        migrations.RemoveIndex(model_name='membership', name='membership_figures'),
        migrations.RunPython(triggers.COUNTED.install, triggers.COUNTED.remove),
    ]
