// One visit in memory: what was said, what stands, what is not yet sent. Every change is on the disk before it is here.
import { isAsked, standing, values } from "./fold";
import * as store from "./store";
import type { Entry, Held, Kept, Kind, Pack, Question } from "./types";

export class Visit {
  private constructor(
    readonly held: Held,
    public entries: Kept[],
    private readonly device: string,
  ) {}

  static async open(id: string): Promise<Visit | null> {
    const held = await store.visit(id);
    return held ? new Visit(held, await store.entriesOf(id), await store.device()) : null;
  }

  /** Take a pack along for the first time. */
  static async take(pack: Pack): Promise<Visit> {
    const taken = new Visit({ id: pack.id, pack, skew: 0 }, await store.entriesOf(pack.id), await store.device());
    await taken.renew(pack);
    return taken;
  }

  /** Take the pack afresh. The same object stays: what is said or confirmed in the meantime is not lost from its memory. */
  async renew(pack: Pack): Promise<void> {
    await this.note({ pack, skew: Date.parse(pack.now) - Date.now(), closed: undefined });
    await this.learn(pack.entries);
  }

  get pack(): Pack {
    return this.held.pack;
  }

  /** Now, by the server's clock as it was when the pack was taken. */
  get now(): Date {
    return new Date(Date.now() + this.held.skew);
  }

  get expires(): Date {
    return new Date(this.pack.expires);
  }

  get over(): boolean {
    return this.now >= this.expires;
  }

  get takesAnswers(): boolean {
    return !this.over && !this.held.closed;
  }

  get unsent(): Kept[] {
    return this.entries.filter((entry) => !entry.sent).sort((one, other) => one.seq - other.seq);
  }

  get questions(): Question[] {
    const all = this.pack.sections.flatMap((section) => section.questions);
    return all.filter((question) => isAsked(this.entries, question));
  }

  values(question: string, zone: string | null): string[] {
    return values(this.entries, question, zone);
  }

  standing(question: string, zone: string | null, kind: Kind): Kept[] {
    return standing(this.entries, question, zone, kind);
  }

  /** Say something. When this returns, it is on the phone's disk. */
  async say(kind: Kind, question: string, zone: string | null, said: { value?: string; note?: string; bytes?: ArrayBuffer }): Promise<void> {
    const replaced = kind === "photo" ? [] : this.standing(question, zone, kind).map((entry) => entry.id);
    const made: Kept = {
      id: crypto.randomUUID(),
      device: this.device,
      seq: Math.max(0, ...this.entries.map((entry) => entry.seq)) + 1,
      kind,
      question,
      zone,
      value: said.value ?? "",
      note: said.note ?? "",
      replaces: replaced,
      said_at: this.now.toISOString(),
      visit: this.held.id,
      sent: false,
    };
    await store.keep(made, said.bytes);
    this.entries.push(made);
  }

  /** Throw away a photo that nobody has received. */
  async discard(entry: Kept): Promise<void> {
    if (entry.sent) return;
    await store.drop(entry.id);
    this.entries = this.entries.filter((other) => other.id !== entry.id);
  }

  /** The server has these: by this phone, or by a file that was brought in. */
  async confirm(ids: readonly string[]): Promise<void> {
    const found = this.entries.filter((one) => ids.includes(one.id) && !one.sent);
    for (const entry of found) {
      await store.keep({ ...entry, sent: true });
      entry.sent = true;
      delete entry.refused;
    }
    if (found.length) await this.note({ sentAt: this.now.toISOString() });
  }

  async refuse(id: string, sentence: string): Promise<void> {
    const entry = this.entries.find((one) => one.id === id && !one.sent);
    if (!entry) return;
    await store.keep({ ...entry, refused: sentence });
    entry.refused = sentence;
  }

  /** What the same person said on other devices. */
  async learn(entries: readonly Entry[]): Promise<void> {
    const known = new Set(this.entries.map((entry) => entry.id));
    await this.confirm(entries.map((entry) => entry.id));
    for (const entry of entries.filter((one) => !known.has(one.id))) {
      const { id, device, seq, kind, question, zone, value, note, replaces, said_at } = entry;
      const kept: Kept = { id, device, seq, kind, question, zone, value, note, replaces, said_at, visit: this.held.id, sent: true };
      await store.keep(kept);
      this.entries.push(kept);
    }
  }

  /** When the visit is over and nothing waits, the phone keeps nothing of the place: no questions, no map. */
  async clear(): Promise<void> {
    if (this.takesAnswers || this.unsent.length) return;
    await this.note({ pack: { ...this.pack, sections: [], measures: [], map: null } });
  }

  async note(change: Partial<Held>): Promise<void> {
    Object.assign(this.held, change);
    await store.keepVisit(this.held);
  }
}
