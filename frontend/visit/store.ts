// The memory of the phone. Nothing is shown as kept before the database has written it.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Held, Kept } from "./types";

interface Tables extends DBSchema {
  visits: { key: string; value: Held };
  entries: { key: string; value: Kept; indexes: { visit: string } };
  photos: { key: string; value: { id: string; bytes: ArrayBuffer } };
  phone: { key: string; value: string };
}

const strict = { durability: "strict" } as const;
let opened: Promise<IDBPDatabase<Tables>> | undefined;

function database(): Promise<IDBPDatabase<Tables>> {
  opened ??= openDB<Tables>("parvis-visit", 1, {
    upgrade(db) {
      db.createObjectStore("visits", { keyPath: "id" });
      db.createObjectStore("entries", { keyPath: "id" }).createIndex("visit", "visit");
      db.createObjectStore("photos", { keyPath: "id" });
      db.createObjectStore("phone");
    },
  });
  return opened;
}

/** The name of this phone: made once. */
export async function device(): Promise<string> {
  const db = await database();
  const known = await db.get("phone", "device");
  if (known) return known;
  const made = crypto.randomUUID();
  await db.put("phone", made, "device");
  return made;
}

export const visits = async (): Promise<Held[]> => (await database()).getAll("visits");
export const visit = async (id: string): Promise<Held | undefined> => (await database()).get("visits", id);
export const entriesOf = async (id: string): Promise<Kept[]> => (await database()).getAllFromIndex("entries", "visit", id);

export async function keepVisit(held: Held): Promise<void> {
  const step = (await database()).transaction("visits", "readwrite", strict);
  await Promise.all([step.store.put(held), step.done]);
}

/** Keep an entry, with the bytes of its photo, in one step: both are there afterwards, or neither is. */
export async function keep(entry: Kept, bytes?: ArrayBuffer): Promise<void> {
  const step = (await database()).transaction(["entries", "photos"], "readwrite", strict);
  const writes: Promise<unknown>[] = [step.objectStore("entries").put(entry), step.done];
  if (bytes) writes.push(step.objectStore("photos").put({ id: entry.id, bytes }));
  await Promise.all(writes);
}

export async function photo(id: string): Promise<ArrayBuffer | undefined> {
  return (await (await database()).get("photos", id))?.bytes;
}

/** Drop an entry that was never sent. */
export async function drop(id: string): Promise<void> {
  const step = (await database()).transaction(["entries", "photos"], "readwrite", strict);
  await Promise.all([step.objectStore("entries").delete(id), step.objectStore("photos").delete(id), step.done]);
}

export async function forget(id: string): Promise<void> {
  const entries = await entriesOf(id);
  const step = (await database()).transaction(["visits", "entries", "photos"], "readwrite", strict);
  const gone = entries.flatMap((entry) => [step.objectStore("entries").delete(entry.id), step.objectStore("photos").delete(entry.id)]);
  await Promise.all([step.objectStore("visits").delete(id), ...gone, step.done]);
}
