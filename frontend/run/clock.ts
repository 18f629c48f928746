// The server's time as this phone knows it, and when the two were last in contact. Remembered for a page opened without network.
const OFFSET = "parvis-run-offset";
const CONTACT = "parvis-run-contact";

export class Clock {
  private offset: number;
  private best = Infinity;
  /** When there is no contact: since when, by the clock of the phone. */
  lost: number | null = null;

  /** `told`: the server's time when it wrote the page; a page out of the phone's memory (`kept`) tells an old one. */
  constructor(told: number, kept: boolean) {
    const loaded = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
    this.offset = kept ? Number(localStorage.getItem(OFFSET)) : told - (Date.now() - (performance.now() - (loaded?.responseStart ?? 0)));
    if (kept) this.lose();
    else this.contact();
    localStorage.setItem(OFFSET, String(this.offset));
  }

  /** A moment of the phone's clock as the server would call it. */
  of(device: number): number {
    return device + this.offset;
  }

  /** How far the phone's clock is from the server's: believed most where the answer came fastest. */
  measure(begun: number, ended: number, now: number): void {
    if (ended - begun > this.best) return;
    this.best = ended - begun;
    this.offset = now - (begun + ended) / 2;
    localStorage.setItem(OFFSET, String(this.offset));
  }

  contact(): void {
    this.lost = null;
    localStorage.setItem(CONTACT, String(Date.now()));
  }

  lose(): void {
    this.lost ??= Number(localStorage.getItem(CONTACT)) || Date.now();
  }
}
