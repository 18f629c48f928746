// The pages of observers and players: what is tapped outlives the network, and the page opens anew without it.
import { Clock } from "./clock";
import { clear, keep, register, setClocks } from "./keeping";
import { hold, Queue } from "./queue";
import { Rows } from "./rows";

interface Asked extends Event {
  detail: { ctx: { response: { status: number; headers: Headers; raw: Response } } };
}
declare const htmx: { ajax(verb: string, path: string, options: { target: string; swap: string }): Promise<void> };
const AGAIN_MS = 3_000;
const page = document.querySelector<HTMLElement>("[data-run]");

/** What a form says, and what the list calls it; null for a form that goes to the server as it is. */
function said(form: HTMLFormElement, button: HTMLElement | null, words: DOMStringMap): [string, Record<string, string>] | null {
  const { task, code, stamp, label, inject } = form.dataset;
  if (task && button instanceof HTMLButtonElement) {
    return [`${code} ${button.dataset.label ?? button.firstChild?.textContent?.trim() ?? button.value}`, { task, kind: button.value }];
  }
  if (stamp) return [`${words.textUndo} ${label}`, { undo: stamp }];
  if (inject) return [`${words.textAck} ${label}`, { inject }];
  if (!form.closest("#doing")) return null;
  const text = (form.elements.namedItem("text") as HTMLInputElement | null)?.value.trim() ?? "";
  const chosen = form.elements.namedItem("task") as HTMLSelectElement | null;
  if (!text && !chosen?.value) return null;
  const body: Record<string, string> = { text, ...(chosen?.value ? { task: chosen.value } : {}) };
  return [[chosen?.value ? chosen.selectedOptions[0]?.textContent?.trim() : "", text].filter(Boolean).join(" · "), body];
}

function listen(queue: Queue): void {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target as HTMLFormElement;
      const pressed = (event as SubmitEvent).submitter;
      const what = queue.words.send ? said(form, pressed, queue.words) : null;
      if (!what) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (form.closest("#doing")) form.reset();
      else if (pressed instanceof HTMLButtonElement) hold(pressed);
      void queue.keep(...what).then(() => queue.send());
    },
    { capture: true },
  );
}

/** The page asks again and again: that tells whether there is a network, and when there is something new to keep. */
function follow(home: HTMLElement, queue: Queue): void {
  const { account, worker } = home.dataset;
  const keeps = worker !== undefined;
  let policy = "";
  const store = (): void => void (keeps && account && policy ? keep(account, policy) : undefined);
  document.addEventListener("htmx:before:response", (event) => {
    if (!(event as Asked).detail.ctx.response.raw.redirected) return;
    event.preventDefault(); // signed out: the page for signing in is no part of this one
    location.reload();
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { status, headers } = (event as Asked).detail.ctx.response;
    if (status >= 500) return queue.clock.lose();
    const first = !policy || queue.clock.lost !== null;
    policy = headers.get("Content-Security-Policy") ?? "";
    queue.clock.contact();
    delete home.dataset.kept;
    if (first) store();
    void queue.show();
  });
  document.addEventListener("htmx:error", () => {
    queue.clock.lose();
    void queue.show();
  });
  document.addEventListener("htmx:after:swap", () => {
    store();
    void queue.show();
  });
}

async function start(home: HTMLElement): Promise<void> {
  const { exercise, account, worker, now, kept, board } = home.dataset;
  if (kept) await setClocks();
  else await clear(account!, worker !== undefined);
  const refresh = (): void => void (board && htmx.ajax("GET", board, { target: "#play", swap: "outerHTML" }));
  const queue = new Queue(home, await Rows.open(exercise!, account!), new Clock(Number(now), kept !== undefined), refresh);
  listen(queue);
  follow(home, queue);
  addEventListener("online", () => void queue.send());
  addEventListener("offline", () => {
    queue.clock.lose();
    void queue.show();
  });
  setInterval(() => void queue.send(), AGAIN_MS);
  await queue.show();
  await queue.send();
  await register(worker);
  home.dataset.started = "yes";
}

if (page && "indexedDB" in window) void start(page);
