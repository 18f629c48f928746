from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("solutions", "0011_asked_as_must_should_could")]

    operations = [
        migrations.AddField(
            "decision",
            "before_the_end",
            models.CharField("why it was not waited for", blank=True, default="", max_length=400),
            preserve_default=False,
        ),
    ]
