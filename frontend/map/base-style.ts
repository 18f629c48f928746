// The base map: layers roads, buildings, water, green, rail and squares of the city's own tiles, in calm colours.
import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { Palette } from "./palette";

export const FACE = ["Noto Sans"]; // drawn by the browser itself: no server of glyphs is asked
const SOURCE = "city";
const MAIN = ["motorway", "trunk", "primary", "secondary", "tertiary"];
const PATHS = ["path", "footway", "cycleway", "steps", "bridleway", "track", "corridor"];

const roadClass: ExpressionSpecification = ["to-string", ["get", "class"]];
const isPath: ExpressionSpecification = ["in", roadClass, ["literal", PATHS]];

function width(main: number, street: number, path: number): ExpressionSpecification {
  const kind = (at: number): ExpressionSpecification => [
    "match", roadClass, MAIN, main * at, PATHS, path * at, street * at,
  ];
  return ["interpolate", ["exponential", 1.6], ["zoom"], 11, kind(0.12), 14, kind(0.45), 17, kind(2), 19, kind(6)];
}

export function baseLayers(colour: Palette): LayerSpecification[] {
  const area = (id: string, fill: string): LayerSpecification => ({
    id, type: "fill", source: SOURCE, "source-layer": id, paint: { "fill-color": fill },
  });
  return [
    area("green", colour.green),
    area("water", colour.water),
    area("squares", colour.square),
    {
      id: "rail", type: "line", source: SOURCE, "source-layer": "rail",
      paint: { "line-color": colour.rail, "line-width": 1.2, "line-dasharray": [4, 2] },
    },
    {
      id: "paths", type: "line", source: SOURCE, "source-layer": "roads", minzoom: 14, filter: isPath,
      paint: { "line-color": colour.path, "line-width": width(1, 1, 0.9) },
    },
    {
      id: "streets", type: "line", source: SOURCE, "source-layer": "roads", filter: ["!", isPath],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colour.road, "line-width": width(6, 3.4, 1) },
    },
    area("buildings", colour.building),
    {
      id: "street-names", type: "symbol", source: SOURCE, "source-layer": "roads", minzoom: 14.5,
      filter: ["all", ["has", "name"], ["!", isPath]],
      layout: {
        "symbol-placement": "line", "text-field": ["get", "name"], "text-font": FACE, "text-size": 12, "symbol-spacing": 320,
      },
      paint: { "text-color": colour.text, "text-halo-color": colour.halo, "text-halo-width": 1.5 },
    },
    {
      id: "square-names", type: "symbol", source: SOURCE, "source-layer": "squares", minzoom: 14,
      filter: ["has", "name"],
      layout: { "text-field": ["get", "name"], "text-font": FACE, "text-size": 12, "text-max-width": 8 },
      paint: { "text-color": colour.text, "text-halo-color": colour.halo, "text-halo-width": 1.5 },
    },
  ];
}
