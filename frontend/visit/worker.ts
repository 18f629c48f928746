// The service worker: keeps the page, its script and its styles, so that they open without network. It never keeps data.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

interface Scope {
  VISIT_KEPT: { url: string; revision: string }[];
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(name: "install" | "activate", act: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
}
const scope = self as unknown as Scope;

precacheAndRoute(scope.VISIT_KEPT, { ignoreURLParametersMatching: [/.*/] });
cleanupOutdatedCaches();
const page = scope.VISIT_KEPT.map((kept) => kept.url).find((url) => url.endsWith("/visit/")) ?? "/visit/";
registerRoute(new NavigationRoute(createHandlerBoundToURL(page), { allowlist: [/\/visit\/([0-9a-f-]{36}\/)?(\?.*)?$/] }));
scope.addEventListener("install", (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));
