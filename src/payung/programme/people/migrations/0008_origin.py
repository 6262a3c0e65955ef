import django.db.models.deletion
import payung.base.territory.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_death'),
        ('staging', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='origin',
            field=models.ForeignKey(db_index=False, editable=False, help_text='the list that named this person first, at `created_at`', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staging.batch'),
        ),
        migrations.AddField(
            model_name='person',
            name='origin_content',
            field=payung.base.territory.fields.CodeField(blank=True, db_collation='BINARY', default='', editable=False, help_text='keyed fingerprint of that row', max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='person',
            name='origin_fields',
            field=models.JSONField(default=list, editable=False, help_text='values that row gave'),
        ),
        migrations.AddField(
            model_name='person',
            name='origin_row',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
    ]
