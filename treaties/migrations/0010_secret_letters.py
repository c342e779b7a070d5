"""Letters with a secret know until when it holds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("treaties", "0009_words_of_choices")]

    operations = [
        migrations.AddField(
            "outgoingmessage", "secret_until", models.DateTimeField(blank=True, null=True)
        ),
    ]
