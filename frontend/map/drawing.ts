// Drawing one shape: the result is GeoJSON in a field of the form, where it can also be typed.
import type { Map } from "maplibre-gl";
import type { Geometry } from "geojson";
import {
  TerraDraw, TerraDrawLineStringMode, TerraDrawPointMode, TerraDrawPolygonMode, TerraDrawSelectMode, type GeoJSONStoreFeatures,
} from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { palette } from "./palette";
import { text, type Drawn, type Settings, type Shape } from "./settings";
import { around } from "./sources";

const MODES: Record<Shape, string> = { polygon: "polygon", line: "linestring", point: "point" };
const SHAPES: Record<Drawn, Shape[]> = { polygon: ["polygon"], line: ["line"], point: ["point"], any: ["point", "line", "polygon"] };
const DRAWN_AS: Record<string, string> = { Polygon: "polygon", LineString: "linestring", Point: "point" };
const DIGITS = 7; // about a centimetre

export class Drawing {
  private readonly draw: TerraDraw;
  private readonly field: HTMLTextAreaElement | HTMLInputElement | null;
  private readonly shapes: Shape[];
  private mode: string;
  private readonly hint = document.createElement("p");

  constructor(
    private readonly map: Map,
    private readonly element: HTMLElement,
    wish: Settings,
  ) {
    this.shapes = SHAPES[wish.draw ?? "polygon"];
    this.mode = MODES[this.shapes[0] ?? "polygon"];
    this.field = document.querySelector(wish.drawTarget);
    const colour = palette().accent as `#${string}`;
    const movable = { feature: { draggable: true, coordinates: { midpoints: true, draggable: true, deletable: true } } };
    this.draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: DIGITS }),
      modes: [
        new TerraDrawPolygonMode({ styles: { fillColor: colour, outlineColor: colour, fillOpacity: 0.2, outlineWidth: 3 } }),
        new TerraDrawLineStringMode({ styles: { lineStringColor: colour, lineStringWidth: 4 } }),
        new TerraDrawPointMode({ styles: { pointColor: colour, pointWidth: 7 } }),
        new TerraDrawSelectMode({ flags: { polygon: movable, linestring: movable, point: { feature: { draggable: true } } } }),
      ],
    });
  }

  open(): void {
    this.toolbar();
    this.draw.start();
    this.draw.setMode(this.mode);
    this.read();
    this.draw.on("finish", (id) => this.keepOnly(id));
    this.draw.on("change", () => this.write());
    this.field?.addEventListener("change", () => this.read());
  }

  private toolbar(): void {
    const bar = document.createElement("div");
    bar.className = "map-tools";
    const button = (name: string, act: () => void): void => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "btn ghost small";
      made.textContent = text(this.element, name);
      made.addEventListener("click", act);
      bar.append(made);
    };
    for (const shape of this.shapes) {
      button(this.shapes.length > 1 ? `shape-${shape}` : "draw", () => this.begin(shape));
    }
    button("edit", () => this.draw.setMode("select"));
    button("clear", () => {
      this.draw.clear();
      this.draw.setMode(this.mode);
    });
    this.hint.textContent = text(this.element, `hint-${this.shapes[0] ?? "polygon"}`);
    this.hint.className = "soft";
    bar.append(this.hint);
    this.element.before(bar);
    this.foldField();
  }

  private begin(shape: Shape): void {
    this.mode = MODES[shape];
    this.hint.textContent = text(this.element, `hint-${shape}`);
    this.draw.setMode(this.mode);
  }

  /** The field stays within reach of a keyboard, folded away beneath the map. */
  private foldField(): void {
    const holder = this.field?.closest(".field");
    if (!holder || this.field?.type === "hidden") return;
    const fold = document.createElement("details");
    fold.className = "details";
    fold.open = holder.querySelector(".errorlist") !== null;
    const title = document.createElement("summary");
    title.textContent = text(this.element, "typed");
    holder.before(fold);
    fold.append(title, holder);
  }

  private keepOnly(id: string | number): void {
    const older = this.finished().map((feature) => feature.id).filter((other) => other !== undefined && other !== id);
    this.draw.removeFeatures(older as (string | number)[]);
    this.write();
  }

  private finished(): GeoJSONStoreFeatures[] {
    const drawn = this.draw.getSnapshot().filter((feature) => this.shapes.some((shape) => feature.properties["mode"] === MODES[shape]));
    return drawn.filter((feature) => feature.properties["currentlyDrawing"] !== true);
  }

  private write(): void {
    if (!this.field) return;
    const shape = this.finished().at(-1);
    this.field.value = shape ? JSON.stringify(shape.geometry) : "";
  }

  private modeOf(geometry: Geometry): string {
    const found = DRAWN_AS[geometry.type];
    return found && this.shapes.some((shape) => MODES[shape] === found) ? found : this.mode;
  }

  /** What was typed stays as it was typed, also a shape that cannot be drawn here, such as a point where lines are drawn. */
  private read(): void {
    const typed = this.field?.value ?? "";
    const geometry = parse(typed);
    if (!geometry) return;
    this.draw.clear();
    const feature = { type: "Feature", properties: { mode: this.modeOf(geometry) }, geometry: rounded(geometry) } as GeoJSONStoreFeatures;
    const [outcome] = this.draw.addFeatures([feature]);
    if (this.field) this.field.value = typed;
    if (outcome && !outcome.valid) return;
    const bounds = around([{ type: "Feature", properties: {}, geometry }]);
    if (bounds) this.map.fitBounds(bounds, { padding: 60, maxZoom: 18, animate: false });
  }
}

function parse(value: string): Geometry | null {
  try {
    const read = JSON.parse(value) as Geometry | { geometry?: Geometry };
    if ("geometry" in read) return read.geometry ?? null;
    return "coordinates" in read ? read : null;
  } catch {
    return null;
  }
}

function rounded(geometry: Geometry): Geometry {
  const round = (_key: string, value: unknown) => (typeof value === "number" ? Number(value.toFixed(DIGITS)) : value);
  return JSON.parse(JSON.stringify(geometry, round)) as Geometry;
}
