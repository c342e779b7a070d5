"""Readings are held or mentioned; a date before which somebody has to act has a safe day."""

from datetime import timedelta
from typing import Any

import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

DECIDED_BEFORE = ["last_notice", "decision_due", "expiry", "review"]
DELIVERED_BEFORE = ["last_notice", "decision_due"]


def act_by_the_day_that_mails_told(apps: Any, schema_editor: Any) -> None:
    """Until the next rebuild compares the readings, a date keeps the day that its reminders were
    planned on: so none of them counts as moved because of this migration alone.
    """
    dates = apps.get_model("treaties", "KeyDate").objects.filter(
        withdrawn_at=None, earliest__isnull=False
    )
    margin = timedelta(days=settings.DELIVERY_MARGIN_DAYS)
    dates.filter(kind__in=DECIDED_BEFORE).update(safe=F("earliest"))
    if margin:
        dates.filter(kind__in=DELIVERED_BEFORE).update(safe=F("earliest") - margin)


class Migration(migrations.Migration):

    dependencies = [
        ('treaties', '0007_movements'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='clause',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='clause',
            name='update_update',
        ),
        migrations.AddField(
            model_name='clause',
            name='held',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='clauseevent',
            name='held',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='keydate',
            name='held',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='keydate',
            name='safe',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='renewalcycle',
            name='held',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='statusspan',
            name='held',
            field=models.BooleanField(default=True),
        ),
        migrations.RunPython(act_by_the_day_that_mails_told, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='keydate',
            index=models.Index(django.db.models.functions.comparison.Coalesce('safe', 'earliest'), models.F('kind'), condition=models.Q(('earliest__isnull', False), ('withdrawn_at', None)), name='keydate_standing_by_day_to_act'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='clause',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "treaties_clauseevent" ("article", "entered_at", "entered_by_id", "held", "id", "kind", "note", "origin_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision", "published_at", "published_by_id", "quotation", "rank", "reading", "reading_of_id", "superseded_at", "supersedes_id", "treaty_id", "verified_at", "verified_by_id", "withdrawn_at", "withdrawn_reason") VALUES (NEW."article", NEW."entered_at", NEW."entered_by_id", NEW."held", NEW."id", NEW."kind", NEW."note", NEW."origin_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provision", NEW."published_at", NEW."published_by_id", NEW."quotation", NEW."rank", NEW."reading", NEW."reading_of_id", NEW."superseded_at", NEW."supersedes_id", NEW."treaty_id", NEW."verified_at", NEW."verified_by_id", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;', hash='395e9ba7a4db8d3bd35ebed1e51f4c094f4d5e3c', operation='INSERT', pgid='pgtrigger_insert_insert_3ba37', table='treaties_clause', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='clause',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "treaties_clauseevent" ("article", "entered_at", "entered_by_id", "held", "id", "kind", "note", "origin_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision", "published_at", "published_by_id", "quotation", "rank", "reading", "reading_of_id", "superseded_at", "supersedes_id", "treaty_id", "verified_at", "verified_by_id", "withdrawn_at", "withdrawn_reason") VALUES (NEW."article", NEW."entered_at", NEW."entered_by_id", NEW."held", NEW."id", NEW."kind", NEW."note", NEW."origin_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provision", NEW."published_at", NEW."published_by_id", NEW."quotation", NEW."rank", NEW."reading", NEW."reading_of_id", NEW."superseded_at", NEW."supersedes_id", NEW."treaty_id", NEW."verified_at", NEW."verified_by_id", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;', hash='d88b6e5132367378ff531a354179d7a241eb2fad', operation='UPDATE', pgid='pgtrigger_update_update_8fa92', table='treaties_clause', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='clause',
            constraint=models.CheckConstraint(condition=models.Q(('held', True), ('reading_of__isnull', False), _connector='OR'), name='clause_only_another_reading_is_mentioned'),
        ),
        migrations.AddConstraint(
            model_name='keydate',
            constraint=models.CheckConstraint(condition=models.Q(('safe__lte', models.F('earliest'))), name='keydate_safe_is_not_after_earliest'),
        ),
        migrations.AddConstraint(
            model_name='keydate',
            constraint=models.CheckConstraint(condition=models.Q(('safe', None), models.Q(('earliest__isnull', False), ('held', True), ('kind__in', ['decision_due', 'expiry', 'last_notice', 'review'])), _connector='OR'), name='keydate_safe_is_of_what_is_decided_before'),
        ),
    ]
