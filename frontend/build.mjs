// Bundles the map and the visit, copies htmx, and makes fonts and icons from npm packages into the static folder that goes into the wheel.
import { build } from "esbuild";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = join(here, "../src/parvis/web/static/built");
const SUBSETS = ["latin", "latin-ext", "greek"];
const WEIGHTS = [400, 600, 700];

const common = { bundle: true, minify: true, format: "esm", target: "es2022", legalComments: "none", logLevel: "warning" };

async function scripts() {
  await build({ ...common, entryPoints: [join(here, "map/main.ts")], outfile: join(target, "map.js") });
  // The worker is a file of its own, so that the content security policy needs no blob: address.
  await build({ ...common, entryPoints: [join(modules, "maplibre-gl/dist/maplibre-gl-worker.mjs")], outfile: join(target, "map-worker.js") });
  await build({ ...common, entryPoints: [join(here, "map/map.css")], outfile: join(target, "map.css") });
  await build({ ...common, entryPoints: [join(here, "run/main.ts")], outfile: join(target, "run.js") });
  await build({ ...common, entryPoints: [join(here, "visit/main.ts")], outfile: join(target, "visit.js") });
  await build({ ...common, format: "iife", define: { "process.env.NODE_ENV": '"production"' }, entryPoints: [join(here, "visit/worker.ts")], outfile: join(target, "visit-worker.js") });
  await cp(join(modules, "htmx.org/dist/htmx.min.js"), join(target, "htmx.min.js"));
}

async function fonts() {
  const source = join(modules, "@fontsource/noto-sans");
  const ranges = JSON.parse(await readFile(join(source, "unicode.json"), "utf8"));
  await mkdir(join(target, "fonts"), { recursive: true });
  const faces = [];
  for (const weight of WEIGHTS) {
    for (const subset of SUBSETS) {
      const file = `noto-sans-${subset}-${weight}-normal.woff2`;
      await cp(join(source, "files", file), join(target, "fonts", file));
      faces.push(
        `@font-face{font-family:"Noto Sans";font-weight:${weight};font-display:swap;` +
          `src:url(fonts/${file}) format("woff2");unicode-range:${ranges[subset]}}`,
      );
    }
  }
  await writeFile(join(target, "fonts.css"), faces.join("\n") + "\n");
}

async function icons() {
  const names = JSON.parse(await readFile(join(here, "icons.json"), "utf8"));
  const symbols = [];
  for (const name of names) {
    const drawing = await readFile(join(modules, "lucide-static/icons", `${name}.svg`), "utf8");
    const inner = drawing.replace(/^[\s\S]*?<svg[\s\S]*?>/, "").replace(/<\/svg>\s*$/, "");
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s+/g, " ").trim()}</symbol>`);
  }
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
  await writeFile(join(target, "icons.svg"), sprite);
}

// Everything that is bundled is passed on with its licence text.
async function licences() {
  const shipped = Object.entries(JSON.parse(await readFile(join(here, "package-lock.json"), "utf8")).packages);
  const texts = [];
  for (const [path, entry] of shipped) {
    if (!path || entry.dev || entry.optional) continue;
    const folder = join(here, path);
    const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
    const text = file ? await readFile(join(folder, file), "utf8") : "";
    texts.push(`${path.replace("node_modules/", "")} ${entry.version} (${entry.license ?? "see its text"})\n\n${text.trim()}\n`);
  }
  await writeFile(join(target, "LICENCES.txt"), texts.join("\n" + "-".repeat(80) + "\n\n"));
}

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await Promise.all([scripts(), fonts(), icons()]);
await licences();
