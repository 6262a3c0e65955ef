import payung.base.territory.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', payung.base.territory.fields.CodeField(max_length=13, unique=True)),
                ('event', models.BigIntegerField(help_text='journal')),
                ('person', models.BigIntegerField()),
                ('at', models.DateTimeField()),
            ],
        ),
    ]
