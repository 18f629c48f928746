from django.db import migrations


class Migration(migrations.Migration):
    """The journal says when a seal was broken, and why, each time: fields that the next time overwrites are not needed."""

    dependencies = [("solutions", "0009_demonstrations")]

    operations = [
        migrations.RemoveField("call", "seal_broken"),
        migrations.RemoveField("call", "seal_reason"),
    ]
