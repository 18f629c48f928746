"""Histories of two phones and a server: how many end with everybody the same, nothing lost and nothing applied twice.

script/bench visits [--histories 10000]
"""

import argparse
import time

from tests.assessment.histories import faults, play


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=10_000)
    wanted = parser.parse_args().histories
    began, entries, found = time.perf_counter(), 0, []
    for seed in range(wanted):
        same = seed % 2 == 0
        history = play(seed, same_assessor=same)
        entries += len(history.said)
        found += faults(history, same_assessor=same)
    print(f"{wanted} histories, {entries} entries, {len(found)} faults, {time.perf_counter() - began:.0f} s")
    for fault in found[:20]:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
