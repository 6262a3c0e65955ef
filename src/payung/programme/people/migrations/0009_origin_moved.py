"""Where a new person came from stands on the person; `Sourced` keeps what was changed later."""

from django.db import migrations

FORTH = """
UPDATE people_person SET origin_id = s.batch_id, origin_row = s.row,
    origin_content = s.content_hash, origin_fields = s.fields
FROM people_sourced s WHERE s.person_id = people_person.id AND s.created_person = %s
"""
BACK = """
INSERT INTO people_sourced
    (person_id, batch_id, row, content_hash, created_person, fields, before, at, undone)
SELECT p.id, p.origin_id, p.origin_row, p.origin_content, %s, p.origin_fields, %s, p.created_at,
    b.state = 'undone'
FROM people_person p JOIN staging_batch b ON b.id = p.origin_id
"""


def forth(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(FORTH, [True])
        cursor.execute("DELETE FROM people_sourced WHERE created_person = %s", [True])


def back(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(BACK, [True, b""])


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0008_origin'),
    ]

    operations = [
        migrations.RunPython(forth, back, elidable=True),
    ]
