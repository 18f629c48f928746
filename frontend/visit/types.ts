// What travels between the server and this phone, and what the phone keeps of it.
export interface Choice {
  value: string;
  label: string;
  anchor: string;
}

export interface Zone {
  id: string;
  name: string;
}

export interface Question {
  id: string;
  text: string;
  why: string;
  answers: Choice[];
  when: { question: string; answers: string[] }[];
  zones: Zone[];
}

export interface Section {
  code: string;
  label: string;
  intro: string;
  questions: Question[];
}

export interface Picture {
  svg: string;
  bounds: [number, number, number, number];
  width: number;
  height: number;
}

export type Kind = "answer" | "note" | "photo";

export interface Entry {
  id: string;
  device: string;
  seq: number;
  kind: Kind;
  question: string;
  zone: string | null;
  value: string;
  note: string;
  replaces: string[];
  said_at: string | null;
}

/** An entry as the phone keeps it: of which visit, whether the server has it, and what the server said against it. */
export interface Kept extends Entry {
  visit: string;
  sent: boolean;
  refused?: string;
}

export type Words = Record<string, string | Record<string, string>>;

export interface Pack {
  format: number;
  id: string;
  title: string;
  place: string;
  condition: string;
  method: string;
  now: string;
  expires: string;
  language: string;
  sections: Section[];
  measures: { name: string; state: string }[];
  map: Picture | null;
  entries: Entry[];
  words: Words;
  seal?: string;
  urls: { entries: string; photos: string; returned: string; assessment: string; scores: string };
}

/** A refusal of the server: the visit takes nothing until that is solved. */
export interface Problem {
  code: string;
  sentence: string;
}

/** A visit on this phone. `skew` is the server's clock minus this phone's, in milliseconds. */
export interface Held {
  id: string;
  pack: Pack;
  skew: number;
  sentAt?: string;
  closed?: Problem | undefined;
}
