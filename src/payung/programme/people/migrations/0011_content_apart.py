from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0010_origin_indexes'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='person',
            name='person_content',
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(models.Q(('origin_content', ''), _negated=True), models.Q(('nik_index', ''), models.Q(('updated_at', models.F('created_at')), _negated=True), _connector='OR')), fields=['origin_content'], name='person_content'),
        ),
    ]
