"""How far the numbers of a reckoning can be trusted."""

from dataclasses import dataclass

from parvis.engines.drill.plan import Plan
from parvis.engines.drill.wording import state
from parvis.engines.statement import Statement


@dataclass(frozen=True)
class Trust:
    """`guessed` and `observed`: how many durations rest on a guess, and how many on times seen; `sample`: how many times.

    `thin`: tasks with a duration seen fewer than five times. `runs`: how many were drawn.
    """

    guessed: int
    observed: int
    sample: int
    thin: tuple[str, ...]
    runs: int

    def statements(self) -> tuple[Statement, ...]:
        """What to say beside every number."""
        kind = "trust_durations" if self.observed else "trust_all_guessed"
        said = [state(kind, guessed=self.guessed, all=self.guessed + self.observed, sample=self.sample)]
        said.append(state("trust_runs", runs=self.runs))
        said.append(state("trust_guess" if self.guessed else "trust_seen"))
        return tuple(said)


#: Times seen below which an observed duration says little.
FEW = 5


def trust(plan: Plan, runs: int) -> Trust:
    """Count what the durations of a plan rest on. A milestone that takes no time counts for nothing."""
    timed = [task for task in plan.tasks if task.duration[2] > 0]
    seen = [task for task in timed if task.observed]
    thin = tuple(task.code for task in seen if task.observed < FEW)
    return Trust(len(timed) - len(seen), len(seen), sum(task.observed for task in seen), thin, runs)
