// A pin on the drawing of the place: by finger, or by the arrow keys. The value is "longitude,latitude".
import { h, press } from "./dom";
import type { Picture } from "./types";
import { t } from "./words";

const STEP = 0.02;
const SVG = "http://www.w3.org/2000/svg";

export function pinned(map: Picture, value: string, chosen: (value: string) => void): HTMLElement {
  const [west, south, east, north] = map.bounds;
  const known = value.split(",").map(Number);
  let spot = known.length === 2 ? { x: (known[0]! - west) / (east - west), y: (north - known[1]!) / (north - south) } : null;

  const image = h("img", { src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(map.svg)}`, alt: "" });
  const over = document.createElementNS(SVG, "svg");
  over.setAttribute("viewBox", `0 0 ${map.width} ${map.height}`);
  over.setAttribute("aria-hidden", "true");
  const dot = document.createElementNS(SVG, "circle");
  dot.setAttribute("class", "pin");
  dot.setAttribute("r", "12");
  over.append(dot);

  const put = (x: number, y: number): void => {
    spot = { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
    draw();
    chosen(`${(west + spot.x * (east - west)).toFixed(6)},${(north - spot.y * (north - south)).toFixed(6)}`);
  };
  const draw = (): void => {
    dot.setAttribute("visibility", spot ? "visible" : "hidden");
    dot.setAttribute("cx", String((spot?.x ?? 0.5) * map.width));
    dot.setAttribute("cy", String((spot?.y ?? 0.5) * map.height));
  };
  const touch = (event: Event): void => {
    const { clientX, clientY, detail } = event as MouseEvent;
    const box = board.getBoundingClientRect();
    if (detail === 0) put(spot?.x ?? 0.5, spot?.y ?? 0.5); // pressed by keyboard
    else put((clientX - box.left) / box.width, (clientY - box.top) / box.height);
  };
  const move = (event: Event): void => {
    const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[(event as KeyboardEvent).key];
    if (!step) return;
    event.preventDefault();
    put((spot?.x ?? 0.5) + step[0]!, (spot?.y ?? 0.5) + step[1]!);
  };
  const remove = (): void => {
    spot = null;
    draw();
    chosen("");
  };
  const board = h("button", { type: "button", class: "board", "aria-label": t("pin"), click: touch, keydown: move }, image, over);
  draw();
  return h("div", {}, h("p", { class: "count" }, t("pin_hint")), board, press(t("pin_gone"), remove, { class: "btn ghost small" }));
}
