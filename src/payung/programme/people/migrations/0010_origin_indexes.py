from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0009_origin_moved'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='sourced',
            name='created_person',
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('origin__isnull', False)), fields=['origin'], name='person_origin'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('origin_content', ''), _negated=True), fields=['origin_content'], name='person_content'),
        ),
    ]
