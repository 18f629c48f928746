from django.db import migrations, models


def as_the_need_says(apps, schema_editor):
    """What was asked as desirable was a need that should or could hold: the need still says which."""
    asked = apps.get_model("solutions", "CallRequirement").objects
    asked.filter(must=False).update(priority="should")
    asked.filter(must=False, requirement__priority="could").update(priority="could")


class Migration(migrations.Migration):
    dependencies = [("solutions", "0010_seal_in_the_journal")]

    operations = [
        migrations.AddField(
            "callrequirement",
            "priority",
            models.CharField(
                "priority",
                max_length=6,
                choices=[("must", "must"), ("should", "should"), ("could", "could")],
                default="must",
            ),
        ),
        migrations.RunPython(as_the_need_says, migrations.RunPython.noop),
        migrations.RemoveField("callrequirement", "must"),
    ]
