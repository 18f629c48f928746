// The other screens: visits on this phone, all questions, and sending with its file to hand over.
import type { App } from "./app";
import { h, press } from "./dom";
import { isAnswered } from "./fold";
import { hex } from "./photos";
import { bringBack } from "./sending";
import * as store from "./store";
import type { Held, Question } from "./types";
import type { Visit } from "./visit";
import { clock, t } from "./words";

const MINUTE = 60_000;
const WRONG_CLOCK = 5;

export function ending(sentence: string, more: HTMLElement | null = null): HTMLElement {
  return h("div", { "data-screen": "end" }, h("h1", {}, document.title.split(" · ")[0] ?? ""), h("p", { class: "notice" }, sentence), more, h("p", {}, h("a", { href: "/" }, "Parvis")));
}

export function home(visits: Held[], address: string): HTMLElement {
  if (!visits.length) return ending(t("no_packs"));
  const rows = visits.map((held) =>
    h("li", {}, h("a", { href: `${address}${held.id}/` }, held.pack.place), h("small", { class: "under" }, t("until", { time: clock(new Date(held.pack.expires)) }))),
  );
  return h("div", { "data-screen": "home" }, h("h1", {}, t("packs")), h("ul", { class: "rows" }, ...rows));
}

export function listing(app: App, visit: Visit): HTMLElement {
  const all = visit.questions;
  const done = all.filter((question) => isAnswered(visit.entries, question)).length;
  const sections = visit.pack.sections.flatMap((section) => {
    const mine = section.questions.filter((question) => all.includes(question));
    return mine.length ? [h("h2", {}, section.label), section.intro ? h("p", {}, section.intro) : null, h("ul", { class: "rows" }, ...mine.map((question) => row(app, visit, question)))] : [];
  });
  const exists = visit.pack.measures.map((measure) => h("li", {}, h("span", {}, measure.name), h("small", {}, measure.state)));
  return h(
    "div",
    { "data-screen": "list" },
    h("h1", {}, done === all.length ? t("done") : t("progress", { n: done, total: all.length })),
    h("p", { class: "count" }, `${visit.pack.title} · ${t("until", { time: clock(visit.expires) })}`),
    ...sections,
    exists.length ? h("h2", {}, t("measures")) : null,
    exists.length ? h("ul", { class: "rows" }, ...exists) : null,
    h("nav", { class: "steer", "aria-label": t("send_page") }, app.button(t("send_page"), "#send", "btn")),
  );
}

function row(app: App, visit: Visit, question: Question): HTMLElement {
  const labels = [null, ...question.zones.map((zone) => zone.id)]
    .flatMap((zone) => visit.values(question.id, zone))
    .map((value) => question.answers.find((choice) => choice.value === value)?.label ?? value);
  const state = labels.length ? t("answered", { value: [...new Set(labels)].join(" / ") }) : t("open");
  return h("li", {}, h("button", { type: "button", click: () => app.go(`#q=${question.id}`) }, question.text, h("small", {}, state)));
}

export function sendPage(app: App, visit: Visit): HTMLElement {
  const unsent = visit.unsent;
  const refused = unsent.filter((entry) => entry.refused);
  return h(
    "div",
    { "data-screen": "send" },
    h("h1", {}, app.status()),
    ...reasons(app, visit).map((reason) => h("p", { class: "notice" }, reason)),
    app.signIn(app.outcome),
    refused.length ? h("ul", { class: "rows" }, ...refused.map((entry) => h("li", {}, t("refused", { sentence: entry.refused ?? "" })))) : null,
    unsent.length ? press(t("send"), () => void app.contact(visit.held.id)) : null,
    unsent.length ? press(t("hand_over"), () => void handOver(visit), { class: "btn ghost" }) : null,
    unsent.length ? h("p", { class: "count" }, t("hand_over_hint")) : press(t("finish"), () => void finish(app, visit)),
    h("p", { class: "count" }, unsent.length ? "" : t("finish_hint")),
    h("p", { class: "count" }, app.root.dataset["ready"] === undefined ? t("not_ready") : t("ready")),
    app.persistent ? null : h("p", { class: "count" }, t("not_persistent")),
    visit.takesAnswers ? h("p", { class: "count" }, t("until", { time: clock(visit.expires) })) : null,
    h("p", {}, h("a", { href: visit.pack.urls.assessment }, t("to_assessment"))),
    visit.takesAnswers ? h("nav", { class: "steer", "aria-label": t("sections") }, app.button(t("sections"), "#list")) : null,
  );
}

/** What the reader must know: why nothing more is taken, why nothing is sent, and whether the clock is wrong. */
function reasons(app: App, visit: Visit): string[] {
  const found: string[] = [];
  if (visit.held.closed) found.push(visit.held.closed.sentence);
  else if (visit.over) found.push(t("expired", { time: clock(visit.expires) }));
  if (app.outcome === "offline") found.push(t("offline"));
  if (app.outcome === "trouble") found.push(t("server_trouble"));
  const wrong = Math.round(Math.abs(visit.held.skew) / MINUTE);
  if (wrong >= WRONG_CLOCK) found.push(t("clock", { n: wrong }));
  return found;
}

/** Everything that is not sent, with its photos, as one file. */
async function handOver(visit: Visit): Promise<void> {
  const entries = await Promise.all(
    visit.unsent.map(async (entry) => {
      const bytes = entry.kind === "photo" ? await store.photo(entry.id) : undefined;
      return bytes ? { ...entry, jpeg: base64(bytes) } : entry;
    }),
  );
  const { id, title, place } = visit.pack;
  const seal = await sealOf(JSON.stringify(entries), visit.pack.seal ?? "");
  const text = JSON.stringify({ format: "parvis-visit-1", visit: id, title, place, entries, seal }, null, 1);
  const link = h("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: `visit-${id}.json` });
  link.click();
}

/** By the seal the server tells a file that came whole from one that did not. An old pack has no key: then it refuses. */
async function sealOf(text: string, key: string): Promise<string> {
  if (!key) return "";
  const bytes = new TextEncoder();
  const kind = { name: "HMAC", hash: "SHA-256" };
  const made = await crypto.subtle.importKey("raw", bytes.encode(key), kind, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", made, bytes.encode(text)));
}

function base64(bytes: ArrayBuffer): string {
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
}

async function finish(app: App, visit: Visit): Promise<void> {
  app.outcome = await bringBack(visit);
  if (app.outcome === "closed" || app.outcome === "sent") {
    const address = visit.pack.urls.scores;
    await store.forget(visit.held.id);
    app.end(t("finished"), address);
    return;
  }
  app.render();
}
