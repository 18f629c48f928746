"""Plans for the tests: random ones, and the textbook's."""

import random

from hypothesis import strategies as st

from parvis.engines.drill import Channel, Message, Plan, Role, Task

# Hillier and Lieberman, Introduction to Operations Research, chapter on project management: the Reliable Construction
# Company. Three-point estimates in weeks, predecessors; published: 44 weeks along A-B-C-E-F-J-L-N.
RELIABLE = {
    "A": ((1, 2, 3), ""),
    "B": ((2, 3.5, 8), "A"),
    "C": ((6, 9, 18), "B"),
    "D": ((4, 5.5, 10), "C"),
    "E": ((1, 4.5, 5), "C"),
    "F": ((4, 4, 10), "E"),
    "G": ((5, 6.5, 11), "D"),
    "H": ((5, 8, 17), "EG"),
    "I": ((3, 7.5, 9), "C"),
    "J": ((3, 9, 9), "FI"),
    "K": ((4, 4, 4), "J"),
    "L": ((1, 5.5, 7), "J"),
    "M": ((1, 2, 3), "H"),
    "N": ((5, 5.5, 9), "KL"),
}
PROJECT = Plan(tuple(Task(code, duration, tuple(before)) for code, (duration, before) in RELIABLE.items()))


@st.composite
def small_plans(draw: st.DrawFn) -> Plan:
    """Up to seven tasks of two roles, in any order; whole seconds."""
    tasks = []
    for n in range(draw(st.integers(1, 7))):
        least, more, most = (draw(st.integers(0, 9)) for _ in range(3))
        before = draw(st.sets(st.integers(0, n - 1))) if n else set()
        owner = draw(st.sampled_from(["a", "b"]))
        duration = (least, least + more, least + more + most)
        tasks.append(Task(f"t{n}", duration, tuple(f"t{b}" for b in sorted(before)), responsible=(owner,)))
    return Plan(tuple(draw(st.permutations(tasks))), (Role("a", holders=("p",)), Role("b", holders=("q",))))


def certain_plan(seed: int, size: int = 14) -> Plan:
    """A random plan in which nothing varies and nobody is short of room: and- and or-joins, calls, time-outs, channels.

    Times are quarters of seconds, which floats add without an error, so that ties are ties.
    """
    rng = random.Random(seed)
    tasks, messages = [], []
    for n in range(rng.randrange(1, size + 1)):
        code, earlier = f"t{n}", [f"t{b}" for b in range(n)]
        chosen = rng.sample(earlier, min(n, rng.choice([0, 1, 1, 2, 3])))
        split = rng.randrange(len(chosen) + 1) if rng.random() < 0.5 else len(chosen)
        length = rng.randrange(0, 200) / 4
        owner = rng.choice("abc")
        tasks.append(
            Task(code, (length,) * 3, tuple(chosen[:split]), responsible=(owner,), one_of=tuple(chosen[split:]))
        )
        messages += [_certain_message(rng, sender, code) for sender in chosen if rng.random() < 0.5]
    channels = (Channel("radio", (1.0, 1.0, 1.0)), Channel("phone", (2.5, 2.5, 2.5)))
    roles = tuple(Role(code, 99, (f"holder {code}",)) for code in "abc")
    rng.shuffle(tasks)
    return Plan(tuple(tasks), roles, tuple(messages), channels)


def _certain_message(rng: random.Random, sender: str, receiver: str) -> Message:
    call, after = (rng.randrange(0, 80) / 4 for _ in range(2))
    return Message(
        sender,
        receiver,
        channels=tuple(rng.sample(["radio", "phone"], rng.randrange(3))),
        way=rng.choice(["push", "pull"]),
        call=(call,) * 3,
        timeout_s=rng.choice([None, rng.randrange(0, 400) / 4]),
        fallback=(after,) * 3,
    )
