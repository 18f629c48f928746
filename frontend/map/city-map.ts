// One map on a page: base map, overlay, controls, popups or drawing; says in a sentence what it could not load.
import { AttributionControl, LngLatBounds, Map, type LngLatBoundsLike, type StyleSpecification } from "maplibre-gl";
import type { FeatureCollection } from "geojson";
import { baseLayers } from "./base-style";
import { addControls } from "./controls";
import { Drawing } from "./drawing";
import { addMark } from "./marks";
import { OVERLAY, overlayLayers } from "./overlay";
import { darkScheme, palette } from "./palette";
import { listen } from "./popup";
import { settings, text, type Settings } from "./settings";
import { around, openFeatures, openTiles, withMarks, type Tiles } from "./sources";

const ATTRIBUTION = '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap contributors</a>';
const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };
const EUROPE: LngLatBoundsLike = [-11, 35, 32, 62];

export class CityMap {
  private constructor(
    private readonly element: HTMLElement,
    private readonly wish: Settings,
    private readonly tiles: Tiles | null,
    private readonly features: FeatureCollection,
  ) {}

  static async open(element: HTMLElement): Promise<void> {
    const wish = settings(element);
    const [tiles, features] = await Promise.all([
      openTiles(wish.tiles),
      openFeatures(wish.overlays).catch(() => null),
      document.fonts.load('16px "Noto Sans"').catch(() => []),
    ]);
    if (!tiles) CityMap.say(element, text(element, "tiles"));
    if (!features) CityMap.say(element, text(element, "features"));
    new CityMap(element, wish, tiles, features ?? NOTHING).draw();
  }

  /** A browser that cannot draw the map gets a sentence instead, and the page stays whole. */
  static giveUp(element: HTMLElement): void {
    CityMap.say(element, text(element, "failed"));
    element.dataset["failed"] = "";
    element.dataset["ready"] = "";
  }

  private static say(element: HTMLElement, sentence: string): void {
    const note = document.createElement("p");
    note.className = "map-note";
    note.setAttribute("role", "status");
    note.textContent = sentence;
    element.after(note);
  }

  private draw(): void {
    const words = (name: string) => text(this.element, name);
    const map = new Map({
      container: this.element,
      style: this.style(),
      bounds: this.wish.bounds ?? this.everything() ?? EUROPE,
      fitBoundsOptions: { padding: 30, maxZoom: 18 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      cooperativeGestures: this.wish.draw === null,
      locale: {
        "Map.Title": this.wish.label,
        "NavigationControl.ZoomIn": words("zoom-in"),
        "NavigationControl.ZoomOut": words("zoom-out"),
        "Popup.Close": words("close"),
        "CooperativeGesturesHandler.WindowsHelpText": words("wheel"),
        "CooperativeGesturesHandler.MacHelpText": words("wheel-mac"),
        "CooperativeGesturesHandler.MobileHelpText": words("fingers"),
      },
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(new AttributionControl({ compact: false, customAttribution: ATTRIBUTION }), "bottom-right");
    addControls(map, this.element, () => this.everything() ?? this.wish.bounds);
    map.setMissingStyleImageResolver((id) => addMark(map, id, palette()));
    map.once("idle", () => {
      this.element.dataset["ready"] = "";
    });
    if (this.wish.draw) {
      map.once("load", () => new Drawing(map, this.element, this.wish).open());
    } else {
      listen(map, this.element);
      darkScheme.addEventListener("change", () => map.setStyle(this.style(), { diff: false }));
    }
  }

  private everything(): LngLatBounds | null {
    return around(this.features.features) ?? this.tiles?.bounds ?? null;
  }

  private style(): StyleSpecification {
    const colour = palette();
    const base = this.tiles
      ? baseLayers(colour).filter((layer) => "source-layer" in layer && this.tiles?.layers.has(layer["source-layer"] ?? ""))
      : [];
    return {
      version: 8,
      sources: {
        ...(this.tiles ? { city: { type: "vector", url: this.tiles.url } } : {}),
        [OVERLAY]: { type: "geojson", data: { type: "FeatureCollection", features: withMarks(this.features.features) } },
      },
      layers: [
        { id: "ground", type: "background", paint: { "background-color": colour.ground } },
        ...base,
        ...overlayLayers(colour),
      ],
    };
  }
}
