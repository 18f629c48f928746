// Sending: answers and notes in batches, photos one by one. Only what the server names is called sent.
import * as store from "./store";
import type { Entry, Kept, Pack, Problem } from "./types";
import type { Visit } from "./visit";

export type Outcome = "sent" | "offline" | "sign_in" | "closed" | "trouble" | "refused";
const BATCH = 50;
/** A network that swallows everything must not hold the next attempt up for ever. A photo may take its time. */
const PATIENCE = { short: 30_000, photo: 180_000 };
const CLOSING = new Set(["expired", "revoked", "gone", "no_seat", "closed"]);

export class Refusal extends Error {
  constructor(readonly outcome: Outcome, readonly problem: Problem) {
    super(problem.sentence);
  }
}

function token(): string {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

async function ask(url: string, request: RequestInit = {}, patience = PATIENCE.short): Promise<unknown> {
  let answer: Response;
  try {
    const headers = { ...(request.headers as Record<string, string>), "X-CSRFToken": token() };
    const signal = AbortSignal.timeout(patience);
    answer = await fetch(url, { ...request, headers, signal, credentials: "same-origin", cache: "no-store" });
  } catch {
    throw new Refusal("offline", { code: "offline", sentence: "" });
  }
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok && body !== null) return body;
  throw refusal(answer.status, body as Partial<Problem> | null);
}

function refusal(status: number, body: Partial<Problem> | null): Refusal {
  const problem = { code: body?.code ?? "", sentence: body?.sentence ?? "" };
  // A refusal without words is a page of the web server, or of the protection against forgery: signing in again helps.
  if (status === 401 || (status === 403 && !problem.code)) return new Refusal("sign_in", problem);
  if (CLOSING.has(problem.code)) return new Refusal("closed", problem);
  return new Refusal(status >= 500 || !problem.code ? "trouble" : "refused", problem);
}

export async function fetchPack(home: string, id: string): Promise<Pack | Refusal> {
  try {
    return (await ask(`${home}${id}/pack.json`)) as Pack;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Only one page of this phone sends at a time; `changed` is called whenever something was confirmed. */
export async function send(visit: Visit, changed: () => void): Promise<Outcome> {
  const work = async (): Promise<Outcome> => {
    try {
      await sendEntries(visit, changed);
      return await sendPhotos(visit, changed);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.outcome === "closed") await visit.note({ closed: error.problem });
      return error.outcome;
    }
  };
  return "locks" in navigator ? navigator.locks.request("parvis-visit-send", work) : work();
}

function plain(entry: Kept): Entry {
  const { id, device, seq, kind, question, zone, value, note, replaces, said_at } = entry;
  return { id, device, seq, kind, question, zone, value, note, replaces, said_at };
}

async function sendEntries(visit: Visit, changed: () => void): Promise<void> {
  const waiting = visit.unsent.filter((entry) => entry.kind !== "photo");
  for (let from = 0; from < waiting.length; from += BATCH) {
    const body = JSON.stringify({ entries: waiting.slice(from, from + BATCH).map(plain) });
    const headers = { "Content-Type": "application/json" };
    const answer = (await ask(visit.pack.urls.entries, { method: "POST", body, headers })) as {
      safe: string[];
      refused: { id: string; sentence: string }[];
      known: Entry[];
    };
    await visit.confirm(answer.safe);
    for (const { id, sentence } of answer.refused) await visit.refuse(id, sentence);
    await visit.learn(answer.known);
    changed();
  }
}

async function sendPhotos(visit: Visit, changed: () => void): Promise<Outcome> {
  let outcome: Outcome = "sent";
  for (const entry of visit.unsent.filter((one) => one.kind === "photo")) {
    const bytes = await store.photo(entry.id);
    if (!bytes) continue;
    const form = new FormData();
    form.append("entry", JSON.stringify(plain(entry)));
    form.append("photo", new Blob([bytes], { type: "image/jpeg" }), `${entry.id}.jpg`);
    try {
      const answer = (await ask(visit.pack.urls.photos, { method: "POST", body: form }, PATIENCE.photo)) as { id: string; sha256: string };
      if (answer.id === entry.id && answer.sha256 === entry.value) await visit.confirm([entry.id]);
    } catch (error) {
      if (!(error instanceof Refusal) || error.outcome !== "refused") throw error;
      await visit.refuse(entry.id, error.problem.sentence);
      outcome = "refused";
    }
    changed();
  }
  return visit.unsent.length && outcome === "sent" ? "refused" : outcome;
}

export async function bringBack(visit: Visit): Promise<Outcome> {
  try {
    await ask(visit.pack.urls.returned, { method: "POST" });
    return "sent";
  } catch (error) {
    if (error instanceof Refusal) return error.outcome;
    throw error;
  }
}
