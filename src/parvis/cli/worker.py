"""The background worker: reaps what died, then works. Started and watched by `parvis serve`."""

import threading

from parvis.cli.console import set_up

REAP_EVERY_SECONDS = 60


def main() -> None:
    set_up()
    from django.core.management import call_command  # noqa: PLC0415  # after set_up
    from django.db import close_old_connections  # noqa: PLC0415

    from parvis.places.actions import reap_imports  # noqa: PLC0415
    from parvis.plans.actions import reap_checks  # noqa: PLC0415
    from parvis.solutions.actions import reap_combinations  # noqa: PLC0415

    stopped = threading.Event()

    def reap() -> None:
        while not stopped.wait(REAP_EVERY_SECONDS):
            close_old_connections()
            reap_imports()
            reap_combinations()
            reap_checks()
            close_old_connections()

    threading.Thread(target=reap, daemon=True).start()
    call_command("db_worker", interval=1.0, startup_delay=False, verbosity=0)
    stopped.set()


if __name__ == "__main__":
    main()
