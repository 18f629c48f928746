from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("solutions", "0012_decision_before_an_evaluation_ends")]

    operations = [
        migrations.AddField(
            "call",
            "learned",
            models.TextField("what everybody may learn from it", blank=True, default=""),
            preserve_default=False,
        ),
    ]
