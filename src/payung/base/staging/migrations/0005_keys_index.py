from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('staging', '0004_packs'),
    ]

    operations = [
        migrations.RenameField(model_name='pack', old_name='keys', new_name='keys_index'),
    ]
