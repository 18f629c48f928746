"""Apart from the copying: PostgreSQL alters no table that has rows waiting for their checks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("solutions", "0005_weights_and_conditions")]

    operations = [migrations.RemoveField(model_name="decision", name="dissent")]
