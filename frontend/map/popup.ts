// What is known of the feature under the pointer. Texts are set as text: a name from a file can never become markup.
import { Popup, type Map, type MapGeoJSONFeature, type MapMouseEvent } from "maplibre-gl";
import { CLICKABLE } from "./overlay";
import { text } from "./settings";

const REACH = 8; // pixels around the pointer, so that a thumb hits a small mark

export function listen(map: Map, element: HTMLElement): void {
  const under = (event: MapMouseEvent): MapGeoJSONFeature | undefined => {
    const { x, y } = event.point;
    const layers = [...CLICKABLE, "other-points"].filter((id) => map.getLayer(id));
    const found = map.queryRenderedFeatures([[x - REACH, y - REACH], [x + REACH, y + REACH]], { layers });
    return found.find((feature) => feature.geometry.type === "Point") ?? found[0];
  };
  map.on("mousemove", (event) => {
    map.getCanvas().style.cursor = under(event) ? "pointer" : "";
  });
  map.on("click", (event) => {
    const feature = under(event);
    if (!feature) return;
    new Popup({ maxWidth: "280px" }).setLngLat(event.lngLat).setDOMContent(content(feature, element)).addTo(map);
  });
}

function content(feature: MapGeoJSONFeature, element: HTMLElement): HTMLElement {
  const box = document.createElement("div");
  const known: Record<string, unknown> = feature.properties;
  const line = (tag: string, value: unknown): void => {
    if (typeof value !== "string" || value === "") return;
    const node = document.createElement(tag);
    node.textContent = value;
    box.append(node);
  };
  line("strong", known["name"] ?? known["label"]);
  line("p", known["category_label"]);
  line("p", known["detail"]);
  line("p", known["state_label"]);
  const address = ownAddress(known["url"]);
  if (address) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = text(element, "open");
    box.append(link);
  }
  return box;
}

/** Links lead only to pages of this installation. */
function ownAddress(value: unknown): string | null {
  if (typeof value !== "string" || value === "") return null;
  const url = new URL(value, document.baseURI);
  return url.origin === location.origin ? url.href : null;
}
