// The states of a thread as small drawings, the same shapes as on the ribbon; a plain place is a disc, a candidate a dashed ring.
import type { Map } from "maplibre-gl";
import type { Palette } from "./palette";

const SIZE = 22;
const SCALE = 2;

const COLOURS: Record<string, (colour: Palette) => string> = {
  "mark-done": (colour) => colour.done,
  "mark-stale": (colour) => colour.stale,
  "mark-contradicted": (colour) => colour.clash,
  "mark-missing": (colour) => colour.none,
  "mark-place": (colour) => colour.accent,
  "mark-candidate": (colour) => colour.accent,
};
const FILLED = ["mark-done", "mark-contradicted", "mark-place"];
const DASHED = ["mark-missing", "mark-candidate"];

/** Draws the image that the style asks for; an unknown state is drawn as one that is missing. */
export function addMark(map: Map, id: string, colour: Palette): void {
  if (!id.startsWith("mark-") || map.hasImage(id)) return;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE * SCALE;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.scale(SCALE, SCALE);
  pen.lineWidth = 2.4;
  pen.lineCap = pen.lineJoin = "round";
  const tint = (COLOURS[id] ?? COLOURS["mark-missing"])?.(colour) ?? colour.none;
  draw(pen, id, tint, colour.sheet);
  map.addImage(id, pen.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: SCALE });
}

function draw(pen: CanvasRenderingContext2D, id: string, tint: string, sheet: string): void {
  const centre = SIZE / 2;
  const outline = new Path2D();
  if (id === "mark-contradicted") outline.addPath(new Path2D("M11 2 L20.5 19 H1.5 Z"));
  else outline.arc(centre, centre, centre - 3, 0, 2 * Math.PI);
  const filled = FILLED.includes(id);
  pen.fillStyle = filled ? tint : sheet;
  pen.strokeStyle = tint;
  if (DASHED.includes(id)) pen.setLineDash([3.5, 3]);
  pen.fill(outline);
  pen.stroke(outline);
  pen.setLineDash([]);
  pen.strokeStyle = filled ? sheet : tint;
  if (id === "mark-done") pen.stroke(new Path2D("M6.8 11.4 L9.8 14.2 L15.2 8"));
  if (id === "mark-stale") pen.stroke(new Path2D("M11 6.6 V11.4 L14.2 13.2"));
  if (id === "mark-candidate") pen.stroke(new Path2D("M11 7.5 V14.5 M7.5 11 H14.5"));
  if (id === "mark-contradicted") pen.stroke(new Path2D("M11 8.5 V12.6 M11 15.8 V16"));
}
