// The observer's page keeps every tap on the phone before it is shown, and sends it until the server has named it.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";

interface Kept {
  id: string;
  exercise: string;
  account: string;
  task: string;
  code: string;
  kind: string;
  label: string;
  at: number; // the server's time of the tap, as this phone knows it
  device: number; // what the phone's own clock said
  refused?: string;
}
interface Tables extends DBSchema {
  stamps: { key: string; value: Kept };
}
interface Answer {
  safe: string[];
  refused: { id: string; sentence: string }[];
  now: number;
}

const AGAIN_MS = 3_000;
const PATIENCE_MS = 10_000;
const page = document.querySelector<HTMLElement>("#observing[data-send]");

/** Also where a page without https has no crypto.randomUUID: a laptop in a room. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

class Queue {
  private offset: number;
  private best = Infinity;
  private busy = false;
  constructor(private readonly page: HTMLElement, private readonly db: IDBPDatabase<Tables>) {
    this.offset = Number(page.dataset.now) - Date.now();
  }

  private get words(): DOMStringMap {
    return this.page.dataset;
  }

  async rows(): Promise<Kept[]> {
    const all = await this.db.getAll("stamps");
    return all.filter((row) => row.exercise === this.words.exercise && row.account === this.words.account).sort((a, b) => a.at - b.at);
  }

  async keep(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
    const device = Date.now();
    const row: Kept = {
      id: newId(), exercise: this.words.exercise!, account: this.words.account!, task: form.dataset.task!, code: form.dataset.code!,
      kind: button.value, label: button.firstChild?.textContent?.trim() ?? button.value, at: device + this.offset, device,
    };
    button.disabled = true; // a second tap of the same thumb is no second moment
    const step = this.db.transaction("stamps", "readwrite", { durability: "strict" });
    await Promise.all([step.store.put(row), step.done]);
    await this.show();
    void this.send();
  }

  async send(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const waiting = (await this.rows()).filter((row) => !row.refused);
      if (waiting.length) await this.hand(waiting);
    } catch {
      // No network, or a server that is being restarted: everything stays here, and the next try takes it along.
    } finally {
      this.busy = false;
      await this.show();
    }
  }

  private async hand(waiting: Kept[]): Promise<void> {
    const token = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
    const stamps = waiting.map(({ id, task, kind, at, device }) => ({ id, task, kind, at, device }));
    const begun = Date.now();
    const response = await fetch(this.words.send!, {
      method: "POST", body: JSON.stringify({ stamps }), credentials: "same-origin", cache: "no-store",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token }, signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) return;
    const answer = (await response.json()) as Answer;
    this.measure(begun, Date.now(), answer.now);
    for (const id of answer.safe) await this.db.delete("stamps", id);
    for (const { id, sentence } of answer.refused) {
      const row = await this.db.get("stamps", id);
      if (row) await this.db.put("stamps", { ...row, refused: sentence });
    }
  }

  /** How far the phone's clock is from the server's: believed most where the answer came fastest. */
  private measure(begun: number, ended: number, now: number): void {
    if (ended - begun > this.best) return;
    this.best = ended - begun;
    this.offset = now - (begun + ended) / 2;
  }

  async show(): Promise<void> {
    const rows = await this.rows();
    const list = this.page.querySelector<HTMLElement>("#unsent")!;
    list.replaceChildren(...rows.map((row) => this.line(row)));
    this.page.querySelector<HTMLElement>("#unsent-card")!.hidden = rows.length === 0;
    const count = document.querySelector<HTMLElement>("#unsent-count")!; // in the head that stays in sight
    count.hidden = rows.length === 0;
    count.textContent = `${rows.length} · ${this.words.textWaiting}`;
  }

  private line(row: Kept): HTMLLIElement {
    const line = document.createElement("li");
    const words = document.createElement("span");
    const time = new Date(row.device).toLocaleTimeString(document.documentElement.lang);
    words.textContent = `${row.code} ${row.label} ${time} · ${row.refused ?? this.words.textWaiting}`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn ghost small";
    button.textContent = `${this.words.textDrop} ${row.code}`;
    button.addEventListener("click", () => void this.db.delete("stamps", row.id).then(() => this.show()));
    line.append(words, button);
    return line;
  }
}

async function start(home: HTMLElement): Promise<void> {
  const db = await openDB<Tables>("parvis-run", 1, { upgrade: (made) => void made.createObjectStore("stamps", { keyPath: "id" }) });
  const queue = new Queue(home, db);
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target as HTMLFormElement;
      const button = (event as SubmitEvent).submitter;
      if (!form.matches("form.stamping[data-task]") || !(button instanceof HTMLButtonElement)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void queue.keep(form, button);
    },
    { capture: true },
  );
  addEventListener("online", () => void queue.send());
  setInterval(() => void queue.send(), AGAIN_MS);
  await queue.show();
  await queue.send();
  home.dataset.started = "yes";
}

if (page && "indexedDB" in window) void start(page);
