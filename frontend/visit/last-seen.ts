// A page of the run: from the server while it answers, else as it was last seen.
const CACHE = "parvis-run";
const LONGEST_MS = 24 * 3_600_000;
const PATIENCE_MS = 5_000;
const GONE = [401, 403, 404];

/** The page itself, else one of the same exercise: somebody without network is led to what there is. */
async function kept(path: string): Promise<{ key: Request; page: Response } | undefined> {
  if (!(await caches.has(CACHE))) return undefined;
  const cache = await caches.open(CACHE);
  const found: { key: Request; page: Response }[] = [];
  for (const key of await cache.keys()) {
    const page = await cache.match(key);
    if (page && Date.now() - Number(page.headers.get("X-Kept")) < LONGEST_MS) found.push({ key, page });
    else await cache.delete(key);
  }
  const [exercise] = /[0-9a-f-]{36}/.exec(path) ?? [""];
  return found.find(({ key }) => new URL(key.url).pathname === path) ?? found.find(({ key }) => key.url.includes(exercise!));
}

export async function lastSeen(request: Request, path: string): Promise<Response> {
  const known = await kept(path);
  if (!known) return fetch(request);
  const late = new Promise<undefined>((done) => setTimeout(() => done(undefined), PATIENCE_MS));
  const answer = await Promise.race([fetch(request).catch(() => undefined), late]);
  const own = new URL(known.key.url).pathname;
  if (!answer || answer.status >= 500) return own === path ? known.page : Response.redirect(own);
  // Sent elsewhere (to sign in), or not for this account any more: then it is not kept either.
  if (own === path && (answer.type === "opaqueredirect" || GONE.includes(answer.status))) await (await caches.open(CACHE)).delete(known.key);
  return answer;
}
