from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def keep(apps: Any, schema_editor: Any) -> None:
    """What messages called for until now: as each message says, and as its tasks do."""
    inject, made = apps.get_model("exercises", "Inject"), apps.get_model("exercises", "ExpectedAction")
    pairs = inject.expected.through.objects.values_list("inject_id", "task_id").order_by("pk")
    made.objects.bulk_create((made(inject_id=one, task_id=task) for one, task in pairs), batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("exercises", "0008_told"),
        ("plans", "0007_checks"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpectedAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("deadline_s", models.PositiveIntegerField(blank=True, null=True, verbose_name="to be done within")),
                (
                    "rule",
                    models.CharField(
                        blank=True,
                        choices=[("one", "one role suffices"), ("every", "every role that it reaches")],
                        max_length=5,
                        verbose_name="who must do it",
                    ),
                ),
                (
                    "inject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="actions", to="exercises.inject"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="expected_actions", to="plans.task"
                    ),
                ),
            ],
            options={"ordering": ["inject", "task__code", "id"]},
        ),
        migrations.AddConstraint(
            model_name="expectedaction",
            constraint=models.UniqueConstraint(fields=("inject", "task"), name="a_message_calls_for_a_task_once"),
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RemoveField(model_name="inject", name="expected"),
        migrations.AddField(
            model_name="inject",
            name="expected",
            field=models.ManyToManyField(
                blank=True, related_name="injects", through="exercises.ExpectedAction", to="plans.task"
            ),
        ),
    ]
