"""A note of every statement that writes to treaties, within its transaction."""

from django.db import migrations, models

NOTED = """
CREATE FUNCTION treaties_note_movement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE newest bigint;
BEGIN
    INSERT INTO treaties_movement (mark) VALUES (hashtextextended(gen_random_uuid()::text, 0))
        RETURNING id INTO newest;
    -- Seldom, as what one transaction has put away is looked through again until it ends.
    IF newest % 128 = 0 THEN
        -- Nobody waits for notes that another transaction is putting away.
        DELETE FROM treaties_movement WHERE id IN (
            SELECT id FROM treaties_movement WHERE id < newest - 500 FOR UPDATE SKIP LOCKED
        );
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER treaties_movement AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE
    ON treaties_treaty FOR EACH STATEMENT EXECUTE FUNCTION treaties_note_movement();
"""
UNNOTED = """
DROP TRIGGER treaties_movement ON treaties_treaty;
DROP FUNCTION treaties_note_movement();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('treaties', '0006_versions_of_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('mark', models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(NOTED, UNNOTED),
    ]
