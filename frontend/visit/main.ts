// The page of the visit on the phone: opens without network, asks one question a screen, sends when it can.
import { App } from "./app";

const root = document.getElementById("visit");
if (root) {
  new App(root).start().catch((error: unknown) => {
    console.error(error);
    root.dataset["failed"] = "";
  });
}
