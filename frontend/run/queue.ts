// Taps are kept on the phone before they are shown, and sent in their order until the server has named each.
import type { Clock } from "./clock";
import type { Row, Rows } from "./rows";

interface Answer {
  safe: string[];
  refused: { id: string; sentence: string }[];
  now: number;
}
const PATIENCE_MS = 10_000;

/** A second tap of the same thumb is no second moment. */
export function hold(button: HTMLButtonElement): void {
  if (button.disabled) return;
  button.disabled = true;
  button.dataset.held = "yes";
}

export function release(button: HTMLButtonElement): void {
  if (!button.dataset.held) return;
  button.disabled = false;
  delete button.dataset.held;
}

export class Queue {
  private busy = false;
  /** Something was tapped while a batch was under way: it goes with the next. */
  private again = false;
  /** `sent`: what is to happen when the server has taken something. */
  constructor(private readonly page: HTMLElement, private readonly rows: Rows, readonly clock: Clock, private readonly sent: () => void) {}

  get words(): DOMStringMap {
    return this.page.dataset;
  }

  async keep(label: string, body: Record<string, string>): Promise<void> {
    const device = Date.now();
    await this.rows.keep({ label, body, at: this.clock.of(device), device });
    await this.show();
  }

  /** Not sent yet: dropped. Sent without an answer: the server may have it, so that it is taken back is sent after it. */
  private async takeBack(row: Row): Promise<void> {
    if (await this.rows.dropUnsent(row)) this.free(row);
    else await this.keep(`${this.words.textUndo} ${row.label}`, { undo: row.id });
    await this.show();
  }

  async send(): Promise<void> {
    const url = this.words.send;
    if (!url) return;
    if (this.busy) return void (this.again = true);
    this.busy = true;
    try {
      do {
        this.again = false;
        if (!navigator.onLine) throw new Error("no network"); // nothing leaves the phone: what waits may still simply be dropped
        const waiting = (await this.rows.all()).filter((row) => !row.refused);
        if (waiting.length && (await this.hand(url, waiting))) this.sent();
      } while (this.again);
    } catch {
      this.clock.lose(); // no network, or a server that is being restarted: everything stays, the next try takes it along
    } finally {
      this.busy = false;
      await this.show();
    }
  }

  /** Whether something is on record now. */
  private async hand(url: string, known: Row[]): Promise<boolean> {
    const waiting = await this.rows.take(known);
    const token = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
    const begun = Date.now();
    const response = await fetch(url, {
      method: "POST", body: JSON.stringify({ [this.words.list!]: waiting.map(({ id, at, device, body }) => ({ id, at, device, ...body })) }),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token }, credentials: "same-origin", cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status >= 500) throw new Error("the server is being restarted");
    if (!response.ok || response.redirected) return false;
    const answer = (await response.json()) as Answer;
    this.clock.contact();
    this.clock.measure(begun, Date.now(), answer.now);
    const safe = new Set(answer.safe);
    const refused = new Map(answer.refused.map(({ id, sentence }) => [id, sentence]));
    for (const row of waiting) {
      if (safe.has(row.id)) await this.rows.drop(row);
      else if (refused.has(row.id)) await this.rows.refuse(row, refused.get(row.id)!);
    }
    return answer.safe.length > 0;
  }

  async show(): Promise<void> {
    const rows = await this.rows.all();
    this.page.querySelector("#unsent")!.replaceChildren(...rows.map((row) => this.line(row)));
    this.page.querySelector<HTMLElement>("#unsent-card")!.hidden = rows.length === 0;
    const notice = document.querySelector<HTMLElement>("#unsent-count")!; // in the head that stays in sight
    const said = this.status(rows.length);
    notice.hidden = !said;
    if (notice.textContent !== said) notice.textContent = said; // said aloud once, not with every answer
    for (const row of rows) for (const button of this.buttons(row)) hold(button);
  }

  private status(count: number): string {
    if (this.clock.lost === null) return count ? `${count} · ${this.words.textWaiting}` : "";
    return (this.words.textLost ?? "").replace("[time]", this.time(this.clock.lost)).replace("[count]", String(count));
  }

  /** The buttons that said this, on a page that was drawn before the server knew of it. */
  private buttons({ body }: Row): NodeListOf<HTMLButtonElement> {
    const form = body.undo ? `form[data-stamp="${body.undo}"] button`
      : body.inject ? `form[data-inject="${body.inject}"] button`
      : `form[data-task="${body.task}"] button[value="${body.kind}"]`;
    return this.page.querySelectorAll<HTMLButtonElement>(form);
  }

  private free(row: Row): void {
    for (const button of this.buttons(row)) release(button);
  }

  private time(moment: number): string {
    return new Date(moment).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  }

  private line(row: Row): HTMLLIElement {
    const line = document.createElement("li");
    const words = document.createElement("span");
    const time = new Date(row.device).toLocaleTimeString(document.documentElement.lang);
    words.textContent = `${row.label} ${time} · ${row.refused ?? this.words.textWaiting}`;
    line.append(words);
    // What was sent without an answer can be taken back only where the server takes back.
    if (!row.refused && (row.body.undo || (row.tried && !row.body.kind))) return line;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn ghost small";
    button.textContent = this.words.textDrop ?? "";
    button.setAttribute("aria-label", `${this.words.textDrop}: ${row.label}`);
    button.addEventListener("click", () => {
      button.disabled = true;
      void this.takeBack(row).then(() => this.send());
    });
    line.append(button);
    return line;
  }
}
