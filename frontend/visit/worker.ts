// The service worker of the visit and of the run: keeps scripts, styles and the empty page of the visit, so that they open
// without network. Data is kept by the pages themselves: what somebody saw of a run is in a cache that run/keeping.ts fills.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { lastSeen } from "./last-seen";

interface Scope {
  FILES_KEPT: { url: string; revision: string }[];
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(name: "install" | "activate", act: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
}
const scope = self as unknown as Scope;

precacheAndRoute(scope.FILES_KEPT, { ignoreURLParametersMatching: [/.*/] });
cleanupOutdatedCaches();
const page = scope.FILES_KEPT.map((kept) => kept.url).find((url) => url.endsWith("/visit/"));
if (page) registerRoute(new NavigationRoute(createHandlerBoundToURL(page), { allowlist: [/\/visit\/([0-9a-f-]{36}\/)?(\?.*)?$/] }));
else registerRoute(({ request }) => request.mode === "navigate", ({ request, url }) => lastSeen(request, url.pathname));
scope.addEventListener("install", (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));
