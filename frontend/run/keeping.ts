// The page as it was last seen, kept in the phone so that it opens anew without network. The worker serves it.
import { release } from "./queue";

const CACHE = "parvis-run"; // known to visit/worker.ts and to parvis/forget.js

export async function register(worker: string | undefined): Promise<void> {
  if (!worker || !("serviceWorker" in navigator)) return; // without https a browser has none
  await navigator.serviceWorker.register(worker).catch(() => undefined);
}

/** Nothing that another account has seen stays, nor what is not to be kept any more. */
export async function clear(account: string, keeps: boolean): Promise<void> {
  if (!("caches" in window)) return;
  const cache = await caches.open(CACHE);
  for (const key of await cache.keys()) {
    const other = (await cache.match(key))?.headers.get("X-Account") !== account;
    if (other || (!keeps && new URL(key.url).pathname === location.pathname)) await cache.delete(key);
  }
}

/** `policy`: the content security policy that the server sends with its answers: it holds for the kept page too. */
export async function keep(account: string, policy: string): Promise<void> {
  if (!("caches" in window)) return;
  const page = document.documentElement.cloneNode(true) as HTMLElement;
  page.querySelector<HTMLElement>("[data-run]")!.dataset.kept = "yes";
  for (const element of page.querySelectorAll("[data-htmx-powered]")) element.removeAttribute("data-htmx-powered");
  for (const button of page.querySelectorAll<HTMLButtonElement>("[data-held]")) release(button);
  for (const clock of page.querySelectorAll<HTMLElement>("time[data-running]")) {
    clock.dataset.seconds = String((clock.textContent ?? "").split(":").reduce((sum, part) => sum * 60 + Number(part), 0));
  }
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy, "X-Account": account, "X-Kept": String(Date.now()) };
  await (await caches.open(CACHE)).put(location.pathname, new Response(`<!doctype html>${page.outerHTML}`, { headers }));
}

/** The clock of a kept page stood since it was kept. */
export async function setClocks(): Promise<void> {
  const kept = Number((await caches.match(location.pathname, { cacheName: CACHE }))?.headers.get("X-Kept"));
  if (!kept) return;
  for (const clock of document.querySelectorAll<HTMLElement>("time[data-running]")) {
    clock.dataset.seconds = String(Number(clock.dataset.seconds) + (Date.now() - kept) / 1000);
  }
}
