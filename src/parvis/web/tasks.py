"""Background tasks: each repeats safely, and only calls what the command line calls too."""

from django_tasks import task

from parvis.places.actions.reading import carry_out, extract_path
from parvis.places.models import ImportRun
from parvis.solutions.actions import carry_out as carry_out_combinations


@task()
def read_extract(run_id: str) -> str:
    """Read an uploaded extract, then throw it away."""
    run = ImportRun.objects.get(pk=run_id)
    path = extract_path(run.pk, run.file_name)
    state = carry_out(run_id, path).state
    path.unlink(missing_ok=True)
    return state


@task()
def combine_options(study_id: str) -> str:
    """Calculate the combinations of a study."""
    return carry_out_combinations(study_id)
