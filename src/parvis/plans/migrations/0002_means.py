"""Duty periods, functions, channels, messages, resources and triggers as rows of their own."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("places", "0001_initial"),
        ("plans", "0001_initial"),
    ]

    operations = [
        # `channels` is what leads from a plan to the rows that replace it.
        migrations.RenameField(model_name="plan", old_name="channels", new_name="channel_names"),
        migrations.CreateModel(
            name="Carrier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60, verbose_name="channel")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("radio", "radio"),
                            ("telephone", "telephone"),
                            ("mobile", "mobile telephone"),
                            ("mail", "e-mail"),
                            ("platform", "shared log or platform"),
                            ("alarm", "alarm or loudspeakers"),
                            ("runner", "runner"),
                            ("other", "other"),
                        ],
                        default="other",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("usual", models.BooleanField(default=False, verbose_name="usual")),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                ("delay_min_s", models.PositiveIntegerField(default=0)),
                ("delay_mode_s", models.PositiveIntegerField(default=0)),
                ("delay_max_s", models.PositiveIntegerField(default=0)),
                (
                    "availability",
                    models.PositiveSmallIntegerField(default=100, verbose_name="works, in per cent of events"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["position", "name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["rank", "id"],
            },
        ),
        migrations.CreateModel(
            name="Function",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=160, verbose_name="function")),
                ("site", models.CharField(blank=True, max_length=120, verbose_name="site")),
                ("system", models.CharField(blank=True, max_length=120, verbose_name="telephone system")),
                (
                    "unreachable",
                    models.PositiveSmallIntegerField(default=0, verbose_name="not reached, in per cent of calls"),
                ),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="last verified on")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "way",
                    models.CharField(
                        choices=[("push", "goes out by itself"), ("pull", "the receiver waits to be called")],
                        default="push",
                        max_length=4,
                        verbose_name="how it goes",
                    ),
                ),
                ("call_s", models.PositiveIntegerField(blank=True, null=True, verbose_name="the call takes")),
                ("timeout_s", models.PositiveIntegerField(blank=True, null=True, verbose_name="acts without it after")),
                ("fallback", models.CharField(blank=True, max_length=620, verbose_name="what happens instead")),
                ("fallback_s", models.PositiveIntegerField(blank=True, null=True, verbose_name="which takes")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["sender__code", "receiver__code", "role__name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                "ordering": ["resource__name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80, verbose_name="duty period")),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="turn")),
                ("hours", models.PositiveSmallIntegerField(default=12, verbose_name="hours")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["position", "name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Resource",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120, verbose_name="resource")),
                ("quantity", models.PositiveSmallIntegerField(default=1, verbose_name="how many")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Trigger",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("description", models.CharField(max_length=200, verbose_name="what sets it off")),
                ("threat", models.CharField(blank=True, max_length=40, verbose_name="threat")),
                ("phase", models.CharField(blank=True, max_length=40, verbose_name="phase")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["description", "id"],
            },
        ),
        migrations.AddField(
            model_name="planrole",
            name="incompatible",
            field=models.ManyToManyField(blank=True, to="plans.planrole"),
        ),
        migrations.AddField(
            model_name="planrole",
            name="level",
            field=models.CharField(
                blank=True,
                choices=[
                    ("site", "Site"),
                    ("municipal", "Municipality"),
                    ("intermunicipal", "Inter-municipal body"),
                    ("departmental", "Department or province"),
                    ("regional", "Region"),
                    ("national", "State"),
                    ("european", "European Union"),
                    ("private", "Private operator"),
                    ("research", "Research"),
                ],
                max_length=20,
                verbose_name="level of governance",
            ),
        ),
        migrations.AddField(
            model_name="planrole",
            name="registered",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="consulted",
            field=models.ManyToManyField(blank=True, related_name="asked_for", to="plans.planrole"),
        ),
        migrations.AddField(
            model_name="task",
            name="milestone",
            field=models.BooleanField(default=False, verbose_name="milestone"),
        ),
        migrations.AddField(
            model_name="task",
            name="one_of",
            field=models.ManyToManyField(blank=True, related_name="alternatives", to="plans.task"),
        ),
        migrations.AddField(
            model_name="task",
            name="people",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="people needed"),
        ),
        migrations.AlterField(
            model_name="planrole",
            name="organisation",
            field=models.CharField(blank=True, max_length=200, verbose_name="organisation"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="somebody_does_a_task"),
        ),
        migrations.AddField(
            model_name="channel",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="channels", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="carrier",
            name="channel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="carries", to="plans.channel"
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="role",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="duties", to="plans.planrole"
            ),
        ),
        migrations.AddField(
            model_name="function",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="functions", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="function",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="duties", to="plans.function"
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="receiver",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="receives",
                to="plans.task",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="role",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="receives",
                to="plans.planrole",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="sender",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sends",
                to="plans.task",
            ),
        ),
        migrations.AddField(
            model_name="carrier",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="carriers", to="plans.message"
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="task",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="needs", to="plans.task"),
        ),
        migrations.AddField(
            model_name="period",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="periods", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="period",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="duties",
                to="plans.period",
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="resources", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="resource",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="needs", to="plans.resource"
            ),
        ),
        migrations.AddField(
            model_name="trigger",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="triggers", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="trigger",
            name="tasks",
            field=models.ManyToManyField(blank=True, related_name="triggers", to="plans.task"),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.UniqueConstraint(fields=("plan", "name"), name="a_channel_has_a_name_of_its_own"),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delay_min_s__lte", models.F("delay_mode_s")), ("delay_mode_s__lte", models.F("delay_max_s"))
                ),
                name="delays_rise",
            ),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.CheckConstraint(
                condition=models.Q(("availability__lte", 100)), name="availability_is_a_percentage"
            ),
        ),
        migrations.AddConstraint(
            model_name="function",
            constraint=models.UniqueConstraint(fields=("plan", "name"), name="a_function_has_a_name_of_its_own"),
        ),
        migrations.AddConstraint(
            model_name="function",
            constraint=models.CheckConstraint(
                condition=models.Q(("unreachable__lte", 100)), name="unreachable_is_a_percentage"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("receiver", None), ("role__isnull", False)),
                    models.Q(("receiver__isnull", False), ("role", None)),
                    _connector="OR",
                ),
                name="a_message_goes_to_a_task_or_to_a_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("sender", "receiver"), name="one_word_between_two_tasks"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("sender", "role"), name="one_word_from_a_task_to_a_role"),
        ),
        migrations.AddConstraint(
            model_name="carrier",
            constraint=models.UniqueConstraint(fields=("message", "channel"), name="a_message_names_a_channel_once"),
        ),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.UniqueConstraint(fields=("plan", "name"), name="a_period_has_a_name_of_its_own"),
        ),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__gte", 1), ("hours__lte", 168)), name="a_period_lasts_up_to_a_week"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(fields=("role", "period", "rank"), name="one_function_for_each_rank"),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.UniqueConstraint(fields=("plan", "name"), name="a_resource_has_a_name_of_its_own"),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gte", 1)), name="there_is_some_of_a_resource"
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.UniqueConstraint(fields=("task", "resource"), name="a_task_names_a_resource_once"),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="a_task_needs_some_of_it"),
        ),
        migrations.AddConstraint(
            model_name="trigger",
            constraint=models.UniqueConstraint(
                fields=("plan", "description"), name="a_trigger_has_a_description_of_its_own"
            ),
        ),
    ]
