"""Background tasks: each repeats safely, and only calls what the command line calls too."""

from django_tasks import task

from parvis.places.actions.reading import carry_out, extract_path
from parvis.places.models import ImportRun


@task()
def read_extract(run_id: str) -> str:
    """Read an uploaded extract, then throw it away."""
    run = ImportRun.objects.get(pk=run_id)
    path = extract_path(run.pk, run.file_name)
    state = carry_out(run_id, path).state
    path.unlink(missing_ok=True)
    return state
