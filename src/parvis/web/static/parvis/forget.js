// Nobody is signed in: what the phone kept of the pages of a run goes. Taps that were not sent stay, for their own account.
if ("caches" in window) void caches.delete("parvis-run");
