// The words come from the server; this only puts numbers and names into them.
import type { Words } from "./types";

let known: Words = {};
let language = "en";

export function speak(words: Words, tongue: string): void {
  known = words;
  language = tongue;
  document.documentElement.lang = tongue;
}

export function t(name: string, values: Record<string, string | number> = {}): string {
  const found = known[name] ?? "";
  const count = typeof values["n"] === "number" ? values["n"] : 0;
  const text = typeof found === "string" ? found : (found[new Intl.PluralRules(language).select(count)] ?? found["other"] ?? "");
  return text.replace(/%\((\w+)\)[sd]/g, (_whole, key: string) => String(values[key] ?? ""));
}

export function clock(when: Date): string {
  const today = when.toDateString() === new Date().toDateString();
  const habit = language === "en" ? "en-GB" : language; // day before month, twenty-four hours, as on the server's pages
  return new Intl.DateTimeFormat(habit, today ? { timeStyle: "short" } : { dateStyle: "short", timeStyle: "short" }).format(when);
}
