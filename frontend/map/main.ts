// Finds every map on the page and draws it. All words come from data attributes: this code speaks no language.
import { setWorkerUrl } from "maplibre-gl";
import { CityMap } from "./city-map";

function start(element: HTMLElement): void {
  const worker = element.dataset["worker"];
  if (worker) setWorkerUrl(new URL(worker, document.baseURI).href);
  CityMap.open(element).catch((error: unknown) => {
    console.error(error);
    CityMap.giveUp(element);
  });
}

for (const element of document.querySelectorAll<HTMLElement>("[data-map]:not([data-started])")) {
  element.dataset["started"] = "";
  start(element);
}
