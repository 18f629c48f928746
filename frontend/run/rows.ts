// What somebody tapped, on the disk of the phone until the server has named it.
import { openDB, type IDBPDatabase, type DBSchema } from "idb";

export interface Row {
  seq: number; // the order of the taps
  id: string;
  exercise: string;
  account: string;
  label: string; // what the list of unsent taps says
  body: Record<string, string>; // what the server is told besides id and time
  at: number; // the server's time of the tap, as this phone knows it
  device: number; // what the phone's own clock said
  tried?: boolean; // sent at least once: the server may have it, though no answer came
  refused?: string;
}
interface Tables extends DBSchema {
  rows: { key: number; value: Row };
}

/** Also where a page without https has no crypto.randomUUID: a laptop in a room. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export class Rows {
  private constructor(private readonly db: IDBPDatabase<Tables>, private readonly exercise: string, private readonly account: string) {}

  static async open(exercise: string, account: string): Promise<Rows> {
    const upgrade = (db: IDBPDatabase<Tables>): void => void db.createObjectStore("rows", { keyPath: "seq", autoIncrement: true });
    return new Rows(await openDB<Tables>("parvis-taps", 1, { upgrade }), exercise, account);
  }

  /** Those of this account in this exercise, in the order in which they were tapped, whatever the phone's clock said. */
  async all(): Promise<Row[]> {
    const rows = await this.db.getAll("rows");
    return rows.filter((row) => row.exercise === this.exercise && row.account === this.account);
  }

  async keep(said: Pick<Row, "label" | "body" | "at" | "device">): Promise<void> {
    const step = this.db.transaction("rows", "readwrite", { durability: "strict" });
    const row = { id: newId(), exercise: this.exercise, account: this.account, ...said } as Row; // `seq` is given by the store
    await Promise.all([step.store.put(row), step.done]);
  }

  /** Those of the rows that are still there, now marked as sent at least once: in one step, so that none that was dropped comes back. */
  async take(rows: Row[]): Promise<Row[]> {
    const step = this.db.transaction("rows", "readwrite", { durability: "strict" });
    const found: Row[] = [];
    for (const { seq } of rows) {
      const row = await step.store.get(seq);
      if (row) await step.store.put({ ...row, tried: true });
      if (row) found.push(row);
    }
    await step.done;
    return found;
  }

  async refuse(row: Row, sentence: string): Promise<void> {
    await this.db.put("rows", { ...row, tried: true, refused: sentence });
  }

  async drop(row: Row): Promise<void> {
    await this.db.delete("rows", row.seq);
  }

  /** Drop it if the server cannot have it: never sent, or refused. */
  async dropUnsent({ seq }: Row): Promise<boolean> {
    const step = this.db.transaction("rows", "readwrite", { durability: "strict" });
    const row = await step.store.get(seq);
    const unsent = !row || !row.tried || row.refused !== undefined;
    if (unsent) await step.store.delete(seq);
    await step.done;
    return unsent;
  }
}
