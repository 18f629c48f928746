// The colours of the map in the light and the dark scheme; the overlay takes the city's own tokens from the style sheet.
export interface Palette {
  ground: string;
  green: string;
  water: string;
  building: string;
  square: string;
  road: string;
  path: string;
  rail: string;
  text: string;
  halo: string;
  accent: string;
  ink: string;
  sheet: string;
  done: string;
  stale: string;
  clash: string;
  none: string;
}

const LIGHT = {
  ground: "#f1efe9",
  green: "#d8e5d3",
  water: "#c3dbe4",
  building: "#dfdad0",
  square: "#f9f6ec",
  road: "#ffffff",
  path: "#e4ddcf",
  rail: "#b9b4aa",
  text: "#5b6166",
  halo: "#f8f6f1",
};

const DARK = {
  ground: "#1a2024",
  green: "#1f2f28",
  water: "#183440",
  building: "#2a3237",
  square: "#242b2d",
  road: "#3c464c",
  path: "#2f383d",
  rail: "#4a545a",
  text: "#a9b3b7",
  halo: "#1a2024",
};

export const darkScheme = matchMedia("(prefers-color-scheme: dark)");

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const own = ["accent", "ink", "sheet", "done", "stale", "clash", "none"] as const;
  const tokens = Object.fromEntries(own.map((name) => [name, token(name) || "#336677"]));
  return { ...(darkScheme.matches ? DARK : LIGHT), ...(tokens as Pick<Palette, (typeof own)[number]>) };
}
