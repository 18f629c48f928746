// The rules of the visit, as on the server (parvis/assessment/rules/visit.py): what stands is what nothing else replaces.
import type { Entry, Kind, Question } from "./types";

export function standing<E extends Entry>(entries: readonly E[], question: string, zone: string | null, kind: Kind): E[] {
  const here = entries.filter((entry) => entry.question === question && entry.zone === zone && entry.kind === kind);
  const replaced = new Set(here.flatMap((entry) => entry.replaces.filter((old) => old !== entry.id)));
  const left = here.filter((entry) => !replaced.has(entry.id));
  return left.length ? left : here;
}

/** The different answers that stand: more than one when two phones of one person answered apart. */
export function values(entries: readonly Entry[], question: string, zone: string | null): string[] {
  return [...new Set(standing(entries, question, zone, "answer").map((entry) => entry.value))].filter(Boolean).sort();
}

export function isAnswered(entries: readonly Entry[], question: Question): boolean {
  return [null, ...question.zones.map((zone) => zone.id)].some((zone) => values(entries, question.id, zone).length > 0);
}

/** Whether its conditions hold, by the answers in the same zone, else anywhere. */
export function isAsked(entries: readonly Entry[], question: Question, zone: string | null = null): boolean {
  return question.when.every((condition) => {
    const here = values(entries, condition.question, zone);
    const zones = new Set(entries.filter((entry) => entry.question === condition.question).map((entry) => entry.zone));
    const found = here.length ? here : [...zones].flatMap((other) => values(entries, condition.question, other));
    return found.some((value) => condition.answers.includes(value));
  });
}
