"""Triggers that refuse to change or delete an entry of the journal, on both databases."""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER journal_no_{verb} BEFORE {VERB} ON journal_entry BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
]
POSTGRES_FUNCTION = """
CREATE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$
"""
POSTGRES = "CREATE TRIGGER journal_no_{verb} BEFORE {VERB} ON journal_entry EXECUTE FUNCTION journal_append_only()"


def forbid(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRES_FUNCTION)
        for verb in ("update", "delete", "truncate"):
            editor.execute(POSTGRES.format(verb=verb, VERB=verb.upper()))
    else:
        for verb in ("update", "delete"):
            editor.execute(SQLITE[0].format(verb=verb, VERB=verb.upper()))


def allow(apps, editor):
    on = " ON journal_entry" if editor.connection.vendor == "postgresql" else ""
    for verb in ("update", "delete", "truncate")[: 3 if on else 2]:
        editor.execute(f"DROP TRIGGER journal_no_{verb}{on}")
    if on:
        editor.execute("DROP FUNCTION journal_append_only()")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
