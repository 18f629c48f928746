// One question a screen: answers for a thumb, then a note, a photo, a pin; and the way on and back.
import type { App } from "./app";
import { fold, h, press } from "./dom";
import { isAnswered } from "./fold";
import { pinned } from "./pin";
import { digest, shrink } from "./photos";
import * as store from "./store";
import type { Kept, Question } from "./types";
import type { Visit } from "./visit";
import { t } from "./words";

/** What of a question shows on its screen beside its photos: when this changes, the screen is drawn anew. */
export function drawnOf(visit: Visit, question: Question, zone: string | null): string {
  return JSON.stringify([visit.values(question.id, zone), visit.standing(question.id, zone, "photo").length, visit.questions.length]);
}

export function questionScreen(app: App, visit: Visit, question: Question): HTMLElement {
  const zone = app.zones.get(question.id) ?? null;
  const all = visit.questions;
  const place = all.findIndex((one) => one.id === question.id);
  const done = all.filter((one) => isAnswered(visit.entries, one)).length;
  const screen = h("div", { "data-screen": `q=${question.id}`, "data-drawn": drawnOf(visit, question, zone) });
  screen.append(
    h("p", { class: "count" }, t("question_of", { n: place + 1, total: all.length })),
    h("progress", { max: String(all.length), value: String(done), "aria-label": t("progress", { n: done, total: all.length }) }),
    h("h1", {}, question.text),
    fold(t("why"), h("p", {}, question.why)),
    where(app, question, zone) ?? "",
    torn(visit, question, zone) ?? "",
    answers(app, visit, question, zone),
    note(app, visit, question, zone),
    photos(app, visit, question, zone),
    steer(app, all, place),
  );
  return screen;
}

function where(app: App, question: Question, zone: string | null): HTMLElement | null {
  if (!question.zones.length) return null;
  const choose = (event: Event): void => {
    app.zones.set(question.id, (event.target as HTMLSelectElement).value || null);
    app.render();
  };
  const options = [{ id: "", name: t("whole_place") }, ...question.zones];
  const select = h("select", { id: "where", change: choose }, ...options.map((one) => h("option", { value: one.id, selected: one.id === (zone ?? "") }, one.name)));
  return h("label", { class: "noted" }, t("where"), select);
}

function torn(visit: Visit, question: Question, zone: string | null): HTMLElement | null {
  const found = visit.values(question.id, zone);
  if (found.length < 2) return null;
  const labels = found.map((value) => question.answers.find((choice) => choice.value === value)?.label ?? value);
  return h("p", { class: "notice" }, t("torn", { values: labels.join(" / ") }));
}

function answers(app: App, visit: Visit, question: Question, zone: string | null): HTMLElement {
  const given = visit.values(question.id, zone);
  const buttons = question.answers.map((choice) => {
    const pressed = given.length === 1 && given[0] === choice.value;
    const say = (): void => {
      const after = (): void => next(app, visit, question);
      if (pressed) return after();
      void app.write(() => visit.say("answer", question.id, zone, { value: choice.value }), after);
    };
    const inner = [choice.label, choice.anchor ? h("small", {}, choice.anchor) : null];
    return h("button", { type: "button", class: "answer", "data-value": choice.value, "aria-pressed": String(pressed), click: say }, ...inner);
  });
  return h("div", { class: "picks", role: "group", "aria-label": question.text }, ...buttons);
}

/** On to the next question; the list after the last one. */
function next(app: App, visit: Visit, question: Question): void {
  const all = visit.questions;
  const after = all[all.findIndex((one) => one.id === question.id) + 1];
  app.go(after ? `#q=${after.id}` : "#list");
}

/** A note is kept when its field is left, when the page is hidden, and by its button. */
function note(app: App, visit: Visit, question: Question, zone: string | null): HTMLElement {
  const standing = visit.standing(question.id, zone, "note").filter((entry) => entry.note || entry.value);
  const before = { note: standing.map((entry) => entry.note).join("\n\n"), value: standing[0]?.value ?? "" };
  const area = h("textarea", { rows: "2", maxlength: "4000", id: "note" }, before.note) as HTMLTextAreaElement;
  let pin = before.value;
  const keep = async (): Promise<void> => {
    const kept = { note: area.value.trim(), value: pin };
    if (kept.note === before.note && kept.value === before.value) return;
    Object.assign(before, kept);
    await app.write(() => visit.say("note", question.id, zone, kept));
  };
  area.addEventListener("change", () => void keep());
  app.leaving = keep;
  const chosen = (found: string): void => void (pin = found);
  const map = visit.pack.map ? fold(t("pin"), pinned(visit.pack.map, pin, chosen)) : null;
  const button = press(t("save_note"), () => void keep().then(() => app.tell(t("note_kept"))), { class: "btn ghost" });
  const box = fold(t("note"), h("label", { class: "noted", for: "note" }, t("note")), area, map, button);
  box.id = "note-box";
  box.toggleAttribute("open", standing.length > 0);
  return box;
}

function photos(app: App, visit: Visit, question: Question, zone: string | null): HTMLElement {
  const taken = visit.standing(question.id, zone, "photo");
  const take = async (event: Event): Promise<void> => {
    for (const file of (event.target as HTMLInputElement).files ?? []) {
      let bytes: ArrayBuffer;
      try {
        bytes = await shrink(file);
      } catch {
        return app.tell(t("photo_failed"));
      }
      const value = await digest(bytes);
      await app.write(() => visit.say("photo", question.id, zone, { value, bytes }), () => app.render());
    }
  };
  const input = h("input", { type: "file", id: "photo", accept: "image/*", capture: "environment", change: (event) => void take(event) });
  const label = h("label", { class: "take", for: "photo" }, t("photo"), input);
  return h("div", {}, label, h("p", { class: "count" }, t("faces")), ...taken.map((entry, n) => shown(app, visit, entry, n + 1)));
}

function shown(app: App, visit: Visit, entry: Kept, n: number): HTMLElement {
  const name = t("photo_of", { n });
  const image = h("img", { alt: name, "data-photo": entry.id }) as HTMLImageElement;
  void store.photo(entry.id).then((bytes) => {
    if (bytes) image.src = dataUrl(bytes);
    else image.replaceWith(name);
  });
  return h("figure", {}, image, caption(app, visit, entry, n));
}

function caption(app: App, visit: Visit, entry: Kept, n: number): HTMLElement {
  const discard = (): void => void app.write(() => visit.discard(entry), () => app.render());
  const state = entry.refused ? t("refused", { sentence: entry.refused }) : entry.sent ? t("photo_sent") : t("photo_waiting");
  const button = entry.sent ? null : press(t("photo_remove"), discard, { class: "btn ghost small" });
  return h("figcaption", { "data-entry": entry.id }, `${t("photo_of", { n })}: ${state} `, button);
}

/** Say anew of every photo on the screen whether it is sent. */
export function recaption(app: App, visit: Visit, root: HTMLElement): void {
  root.querySelectorAll<HTMLElement>("figcaption[data-entry]").forEach((old, n) => {
    const entry = visit.entries.find((one) => one.id === old.dataset["entry"]);
    if (entry) old.replaceWith(caption(app, visit, entry, n + 1));
  });
}

/** The policy of the page allows no blob: addresses for pictures. */
function dataUrl(bytes: ArrayBuffer): string {
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return `data:image/jpeg;base64,${btoa(text)}`;
}

function steer(app: App, all: Question[], place: number): HTMLElement {
  const before = all[place - 1];
  const after = all[place + 1];
  return h(
    "nav",
    { class: "steer", "aria-label": t("sections") },
    before ? app.button(t("back"), `#q=${before.id}`) : h("span"),
    app.button(t("sections"), "#list"),
    app.button(t("next"), after ? `#q=${after.id}` : "#list"),
  );
}
