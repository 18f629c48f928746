// Where the data come from: the city's tiles and the features of the page, both from this installation only.
import { addProtocol, LngLatBounds } from "maplibre-gl";
import type { Feature, FeatureCollection, Position } from "geojson";
import { PMTiles, Protocol } from "pmtiles";

const MARKED: unknown[] = ["place", "candidate"];
const protocol = new Protocol();
addProtocol("pmtiles", protocol.tile);

export interface Tiles {
  url: string;
  layers: Set<string>;
  bounds: LngLatBounds;
}

/** The tiles at an address with the layers that they hold, or nothing if there are none: a map without streets is still a map. */
export async function openTiles(address: string): Promise<Tiles | null> {
  if (!address) return null;
  const url = new URL(address, document.baseURI).href;
  try {
    const archive = new PMTiles(url);
    const header = await archive.getHeader();
    const about = (await archive.getMetadata()) as { vector_layers?: { id: string }[] };
    protocol.add(archive);
    return {
      url: `pmtiles://${url}`,
      layers: new Set((about.vector_layers ?? []).map((layer) => layer.id)),
      bounds: new LngLatBounds([header.minLon, header.minLat, header.maxLon, header.maxLat]),
    };
  } catch {
    return null;
  }
}

/** All features of all addresses in one collection; fails if one of them does not answer. */
export async function openFeatures(addresses: string[]): Promise<FeatureCollection> {
  const answers = await Promise.all(
    addresses.map(async (address) => {
      const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/geo+json, application/json" } });
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return (await answer.json()) as FeatureCollection;
    }),
  );
  return { type: "FeatureCollection", features: answers.flatMap((collection) => collection.features) };
}

/** Places drawn as shapes also get a mark in their middle: at the scale of a city the shape is too small to see. */
export function withMarks(features: Feature[]): Feature[] {
  const marks = features.flatMap((feature): Feature[] => {
    const kind: unknown = feature.properties?.["kind"];
    const centre = around([feature])?.getCenter();
    if (!centre || !MARKED.includes(kind) || feature.geometry.type === "Point") return [];
    return [{ ...feature, geometry: { type: "Point", coordinates: [centre.lng, centre.lat] } }];
  });
  return [...features, ...marks];
}

/** The rectangle around features, or nothing if there are none. */
export function around(features: Feature[]): LngLatBounds | null {
  const bounds = new LngLatBounds();
  const visit = (part: Position | Position[] | Position[][] | Position[][][]): void => {
    if (typeof part[0] === "number") bounds.extend(part as [number, number]);
    else for (const inner of part as Position[]) visit(inner);
  };
  for (const { geometry } of features) {
    if (geometry && geometry.type !== "GeometryCollection") visit(geometry.coordinates);
  }
  return bounds.isEmpty() ? null : bounds;
}
