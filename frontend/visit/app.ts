// Which visit, which screen, and when to send. What is on the screen follows from the address and the disk.
import { h, press } from "./dom";
import { ending, home, listing, sendPage } from "./pages";
import { drawnOf, questionScreen, recaption } from "./question";
import { fetchPack, Refusal, send, type Outcome } from "./sending";
import * as store from "./store";
import type { Words } from "./types";
import { Visit } from "./visit";
import { clock, speak, t } from "./words";

/** How long the page waits before it tries again by itself: longer each time, never longer than a minute. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

export class App {
  visit: Visit | null = null;
  outcome: Outcome | "" = "";
  persistent = true;
  /** The zone that each question is looked at in; the place as a whole where none is chosen. */
  readonly zones = new Map<string, string | null>();
  /** What has to be kept before the screen changes: a note that is being written. */
  leaving: () => Promise<void> = async () => {};
  private writing: Promise<void> = Promise.resolve();
  private sending = false;
  /** Somebody asked to send while a batch was under way: what that batch did not hold goes with the next. */
  private askedAgain = false;
  private wait = FIRST_WAIT;
  private timer: number | undefined;
  private said = "";
  private readonly bar: HTMLElement;
  private readonly main: HTMLElement;

  constructor(readonly root: HTMLElement) {
    this.bar = root.querySelector("header") ?? root;
    this.main = root.querySelector("main") ?? root;
    speak(JSON.parse(root.dataset["words"] ?? "{}") as Words, document.documentElement.lang);
  }

  async start(): Promise<void> {
    if (!("serviceWorker" in navigator) || !("indexedDB" in window)) return this.show(ending(t("unusable")));
    this.show(ending(t("loading")));
    void this.register();
    const id = /([0-9a-f-]{36})\/?$/.exec(location.pathname)?.[1];
    if (!id) return this.show(home(await store.visits(), this.root.dataset["home"] ?? "/visit/"));
    this.visit = await Visit.open(id);
    if (this.visit) this.speakOf(this.visit);
    if (this.visit) this.render();
    window.addEventListener("hashchange", () => this.render());
    window.addEventListener("online", () => void this.contact(id));
    document.addEventListener("visibilitychange", () => void (document.visibilityState === "visible" ? this.contact(id) : this.leaving()));
    await this.contact(id);
    this.root.dataset["started"] = "";
  }

  /** Ask for a page that opens without network, and for a memory that the browser does not clear by itself. */
  private async register(): Promise<void> {
    const worker = this.root.dataset["worker"] ?? "";
    try {
      await navigator.serviceWorker.register(worker);
      await navigator.serviceWorker.ready;
      this.root.dataset["ready"] = "";
    } catch {
      // Without network the worker that is there already serves the page.
      if (navigator.serviceWorker.controller) this.root.dataset["ready"] = "";
    }
    this.persistent = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
    if (this.visit) this.drawBar();
  }

  private speakOf(visit: Visit): void {
    speak(visit.pack.words, visit.pack.language);
  }

  /** Take the pack, afresh if it is here already: that is how the phone learns of an end, or of more time. Then send. */
  async contact(id: string): Promise<void> {
    this.wait = FIRST_WAIT;
    const answer = await fetchPack(this.root.dataset["home"] ?? "/visit/", id);
    if (!(answer instanceof Refusal)) {
      if (this.visit) await this.visit.renew(answer);
      else this.visit = await Visit.take(answer);
      this.speakOf(this.visit);
      this.outcome = "";
    } else if (!this.visit) {
      return this.show(ending(answer.problem.sentence || t(answer.outcome === "offline" ? "offline" : "server_trouble"), this.signIn(answer.outcome)));
    } else {
      this.outcome = answer.outcome;
      if (answer.outcome === "closed") await this.visit.note({ closed: answer.problem });
    }
    await this.visit.clear();
    this.refresh();
    if (answer instanceof Refusal) this.tryLater();
    else if (this.visit.unsent.length) await this.sendNow();
  }

  async sendNow(): Promise<void> {
    this.askedAgain = true;
    if (!this.visit || this.sending) return;
    this.sending = true;
    this.drawBar();
    try {
      while (this.askedAgain) {
        this.askedAgain = false;
        this.outcome = await send(this.visit, () => this.drawBar());
      }
    } finally {
      this.sending = false;
    }
    this.refresh();
    this.tryLater();
  }

  /** A phone hears that it is online before its network carries anything: so whatever failed is tried again soon. */
  private tryLater(): void {
    clearTimeout(this.timer);
    const visit = this.visit;
    if (!visit?.unsent.length) return;
    const soon = this.outcome === "offline" || this.outcome === "trouble";
    const again = (): void => void (soon ? this.sendNow() : this.contact(visit.held.id));
    this.timer = window.setTimeout(again, soon ? this.wait : LONGEST_WAIT);
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
  }

  signIn(outcome: Outcome | ""): HTMLElement | null {
    if (outcome !== "sign_in") return null;
    const next = encodeURIComponent(location.pathname);
    return h("p", {}, h("a", { class: "btn", href: `${this.root.dataset["login"] ?? ""}?next=${next}` }, t("sign_in_link")));
  }

  /** Write first, show afterwards, one after the other; a full memory is said, and the screen stays. */
  write(work: () => Promise<void>, then?: () => void): Promise<void> {
    this.writing = this.writing.then(async () => {
      try {
        await work();
      } catch (error) {
        console.warn(error);
        return this.tell(t("full"));
      }
      this.drawBar();
      then?.();
      void this.sendNow();
    });
    return this.writing;
  }

  tell(sentence: string): void {
    this.said = sentence;
    this.render();
  }

  go(address: string): void {
    void this.leaving().then(() => {
      if (location.hash === address) this.render();
      else location.hash = address;
    });
  }

  status(): string {
    const visit = this.visit;
    if (!visit) return "";
    if (visit.unsent.length) return t(this.outcome === "sign_in" ? "sign_in" : "unsent", { n: visit.unsent.length });
    return visit.held.sentAt ? t("all_sent", { time: clock(new Date(visit.held.sentAt)) }) : t("nothing_yet");
  }

  private drawBar(): void {
    if (!this.visit) return;
    const unsent = this.visit.unsent.length;
    const text = this.sending && unsent ? `${t("sending")} ${this.status()}` : this.status();
    const label = h("span", { role: "status" }, text);
    const button = h("button", { type: "button", class: "status", "data-unsent": unsent ? "yes" : "no", click: () => this.go("#send") }, label);
    this.bar.replaceChildren(h("p", { class: "place" }, this.visit.pack.place), button);
  }

  /** After something arrived or was sent: nothing is drawn anew under the fingers unless it says something else now. */
  private refresh(): void {
    const visit = this.visit;
    const question = visit?.questions.find((one) => `q=${one.id}` === this.main.dataset["screen"]);
    const same = visit && question && this.main.dataset["drawn"] === drawnOf(visit, question, this.zones.get(question.id) ?? null);
    if (!same || !visit.takesAnswers) return this.render();
    this.drawBar();
    recaption(this, visit, this.main);
  }

  render(): void {
    const visit = this.visit;
    if (!visit) return;
    this.drawBar();
    const name = decodeURIComponent(location.hash.replace(/^#/, ""));
    this.leaving = async () => {};
    const question = visit.questions.find((one) => `q=${one.id}` === name);
    const screen =
      name === "send" || !visit.takesAnswers ? sendPage(this, visit)
      : name === "list" ? listing(this, visit)
      : question ? questionScreen(this, visit, question)
      : this.first(visit);
    if (this.said) screen.prepend(h("p", { class: "notice", role: "alert" }, this.said));
    this.show(screen);
  }

  /** The first question that is open; the list when all are answered. */
  private first(visit: Visit): HTMLElement {
    const open = visit.questions.find((question) => !visit.entries.some((entry) => entry.question === question.id));
    return open ? questionScreen(this, visit, open) : listing(this, visit);
  }

  private show(screen: HTMLElement): void {
    const before = this.main.dataset["screen"];
    const kept = { above: window.scrollY, focus: document.activeElement?.id ?? "" };
    this.main.dataset["screen"] = screen.dataset["screen"] ?? "";
    this.main.dataset["drawn"] = screen.dataset["drawn"] ?? "";
    this.main.replaceChildren(...screen.childNodes);
    this.main.classList.add("stack");
    if (before === this.main.dataset["screen"]) {
      window.scrollTo(0, kept.above);
      if (kept.focus) document.getElementById(kept.focus)?.focus({ preventScroll: true });
      return;
    }
    this.said = "";
    window.scrollTo(0, 0);
    if (before !== undefined) this.main.focus({ preventScroll: true });
  }

  /** Nothing of this visit is left on the phone. */
  end(sentence: string, address: string): void {
    this.visit = null;
    this.bar.replaceChildren();
    this.show(ending(sentence, h("p", {}, h("a", { class: "btn", href: address }, t("to_scores")))));
  }

  button(label: string, address: string, kind = "btn ghost"): HTMLElement {
    return press(label, () => this.go(address), { class: kind });
  }
}
