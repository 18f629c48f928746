"""What stands in rows of its own now leaves its old columns: one way of saying a thing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0003_moved"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="plan",
            name="channel_names",
        ),
        migrations.RemoveField(
            model_name="planrole",
            name="deputy",
        ),
        migrations.RemoveField(
            model_name="planrole",
            name="holder",
        ),
        migrations.RemoveField(
            model_name="task",
            name="channels",
        ),
        migrations.RemoveField(
            model_name="task",
            name="fallback",
        ),
        migrations.RemoveField(
            model_name="task",
            name="timeout_s",
        ),
        migrations.RemoveField(
            model_name="task",
            name="waits_for_call",
        ),
    ]
