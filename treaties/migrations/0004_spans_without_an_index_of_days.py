from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('treaties', '0003_versions_of_the_whole'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='statusspan',
            name='statusspan_span',
        ),
    ]
