from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0006_member_counts'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(condition=models.Q(('ended_on', None), ('kpj_index', '')), fields=['village'], name='membership_without_kpj'),
        ),
    ]
