// The buttons on the map: zoom, and back to everything that it shows.
import { NavigationControl, ScaleControl, type IControl, type LngLatBoundsLike, type Map } from "maplibre-gl";
import { text } from "./settings";

const SVG = "http://www.w3.org/2000/svg";

class FitControl implements IControl {
  private readonly box = document.createElement("div");

  constructor(
    private readonly bounds: () => LngLatBoundsLike | null,
    private readonly label: string,
  ) {}

  onAdd(map: Map): HTMLElement {
    this.box.className = "maplibregl-ctrl maplibregl-ctrl-group";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-fit";
    button.title = this.label;
    button.setAttribute("aria-label", this.label);
    const icon = document.createElementNS(SVG, "svg");
    icon.setAttribute("viewBox", "0 0 24 24");
    icon.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5");
    icon.append(path);
    button.append(icon);
    button.addEventListener("click", () => {
      const all = this.bounds();
      if (all) map.fitBounds(all, { padding: 40, maxZoom: 18 });
    });
    this.box.append(button);
    return this.box;
  }

  onRemove(): void {
    this.box.remove();
  }
}

export function addControls(map: Map, element: HTMLElement, bounds: () => LngLatBoundsLike | null): void {
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new FitControl(bounds, text(element, "fit")), "top-right");
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
}
