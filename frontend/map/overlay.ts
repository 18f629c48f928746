// What the city adds: places, zones, entrances, measures. A state is a shape as well as a colour.
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";
import { FACE } from "./base-style";
import type { Palette } from "./palette";

export const OVERLAY = "overlay";
export const CLICKABLE = ["place-marks", "measures", "entrances", "entrance-points", "zones", "areas", "routes"];

const kind = (...names: string[]): ExpressionSpecification => ["in", ["to-string", ["get", "kind"]], ["literal", names]];
const geometry = (name: string): ExpressionSpecification => ["==", ["geometry-type"], name];
const all = (...parts: ExpressionSpecification[]): FilterSpecification => ["all", ...parts] as FilterSpecification;
const label: ExpressionSpecification = ["to-string", ["coalesce", ["get", "label"], ["get", "name"], ""]];
const marked = kind("place", "candidate");
const other: ExpressionSpecification = ["!", kind("place", "candidate", "entrance", "measure")];

function areas(colour: Palette): LayerSpecification[] {
  return [
    {
      id: "areas", type: "fill", source: OVERLAY, filter: all(geometry("Polygon"), ["!", kind("zone")]),
      paint: { "fill-color": colour.accent, "fill-opacity": 0.14 },
    },
    {
      id: "area-edges", type: "line", source: OVERLAY, filter: all(geometry("Polygon"), ["!", kind("zone")]),
      paint: { "line-color": colour.accent, "line-width": ["interpolate", ["linear"], ["zoom"], 13, 0.5, 16, 2.5] },
    },
    {
      id: "zones", type: "fill", source: OVERLAY, filter: all(geometry("Polygon"), kind("zone")),
      paint: { "fill-color": colour.accent, "fill-opacity": 0.07 },
    },
    {
      id: "zone-edges", type: "line", source: OVERLAY, filter: all(geometry("Polygon"), kind("zone")),
      paint: { "line-color": colour.accent, "line-width": 2, "line-dasharray": [3, 2] },
    },
    {
      id: "routes", type: "line", source: OVERLAY, filter: all(geometry("LineString"), ["!", kind("entrance")]),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colour.accent, "line-width": 3 },
    },
    {
      id: "entrances", type: "line", source: OVERLAY, filter: all(geometry("LineString"), kind("entrance")),
      layout: { "line-cap": "round" },
      paint: { "line-color": colour.accent, "line-width": 6 },
    },
  ];
}

function points(colour: Palette): LayerSpecification[] {
  const needed: ExpressionSpecification = ["in", ["to-string", ["get", "state"]], ["literal", ["needed", "failing", "missing"]]];
  return [
    {
      id: "entrance-points", type: "circle", source: OVERLAY, filter: all(geometry("Point"), kind("entrance")),
      paint: { "circle-radius": 5, "circle-color": colour.sheet, "circle-stroke-color": colour.accent, "circle-stroke-width": 3 },
    },
    {
      id: "measures", type: "circle", source: OVERLAY, filter: all(geometry("Point"), kind("measure")),
      paint: {
        "circle-radius": ["case", needed, 7, 6],
        "circle-color": ["case", needed, "rgba(0,0,0,0)", colour.done],
        "circle-stroke-color": ["case", needed, colour.clash, colour.sheet],
        "circle-stroke-width": ["case", needed, 3, 1.5],
      },
    },
    {
      id: "other-points", type: "circle", source: OVERLAY, filter: all(geometry("Point"), other),
      paint: { "circle-radius": 6, "circle-color": colour.accent, "circle-stroke-color": colour.sheet, "circle-stroke-width": 2 },
    },
    {
      id: "place-marks", type: "symbol", source: OVERLAY, filter: all(geometry("Point"), marked),
      layout: {
        "icon-image": ["concat", "mark-", ["coalesce", ["get", "state"], ["get", "kind"]]],
        // Seen from afar, hundreds of candidates are small: the streets stay to be seen between them.
        "icon-size": ["interpolate", ["linear"], ["zoom"], 12.5, ["case", kind("candidate"), 0.4, 0.8], 15.5, 1],
        "icon-allow-overlap": true, "text-field": label, "text-font": FACE, "text-size": 13, "text-optional": true,
        "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 1.1, "text-justify": "auto",
      },
      paint: { "text-color": colour.ink, "text-halo-color": colour.halo, "text-halo-width": 2 },
    },
  ];
}

export function overlayLayers(colour: Palette): LayerSpecification[] {
  return [
    ...areas(colour),
    ...points(colour),
    {
      id: "overlay-names", type: "symbol", source: OVERLAY,
      filter: all(["!", kind("place", "candidate", "outline")], ["!=", label, ""]),
      layout: {
        "text-field": label, "text-font": FACE, "text-size": 13, "text-max-width": 9,
        "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 0.8, "text-optional": true,
      },
      paint: { "text-color": colour.accent, "text-halo-color": colour.halo, "text-halo-width": 2 },
    },
  ];
}
