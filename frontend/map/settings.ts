// What a page asks of a map, read from the data attributes of its element.
export type Shape = "polygon" | "line" | "point";
/** What may be drawn: one kind, or any of the three. */
export type Drawn = Shape | "any";
export type Bounds = [number, number, number, number];

export interface Settings {
  tiles: string;
  overlays: string[];
  bounds: Bounds | null;
  label: string;
  draw: Drawn | null;
  drawTarget: string;
}

export function settings(element: HTMLElement): Settings {
  const data = element.dataset;
  const listed: unknown = data["layers"] ? JSON.parse(data["layers"]) : [];
  const layers = Array.isArray(listed) ? listed.filter((url): url is string => typeof url === "string") : [];
  return {
    tiles: data["tiles"] ?? "",
    overlays: [...(data["features"] ? [data["features"]] : []), ...layers],
    bounds: bounds(data["bounds"] ?? ""),
    label: data["label"] ?? "",
    draw: shape(data["draw"]),
    drawTarget: data["drawTarget"] ?? "",
  };
}

/** A word of the page's language, for example `text(element, "open")` for `data-text-open`. */
export function text(element: HTMLElement, name: string): string {
  return element.getAttribute(`data-text-${name}`) ?? "";
}

function bounds(value: string): Bounds | null {
  const numbers = value.split(",").map(Number);
  if (numbers.length !== 4 || !value.trim() || numbers.some((number) => !Number.isFinite(number))) return null;
  return numbers as Bounds;
}

function shape(value: string | undefined): Drawn | null {
  return value === "any" || value === "polygon" || value === "line" || value === "point" ? value : null;
}
