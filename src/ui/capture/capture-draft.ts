import { PICTURE_MODES } from '#documents/picture/develop.ts';
import type { Corners } from '#documents/picture/picture.ts';
import { MAX_PAGES, type CapturedPage } from './captured-pages.ts';

/** What is kept of photographed pages beside the pictures, which are kept one by one: `<draft>/<page>`. */
export type CaptureDraft = readonly Omit<CapturedPage, 'source'>[];

export const captureDraftOf = (pages: readonly CapturedPage[]): { pages: CaptureDraft } | undefined =>
  pages.length === 0
    ? undefined
    : { pages: pages.map(({ id, corners, mode, turns }) => ({ id, corners, mode, turns })) };

/** The pages that were kept, with their pictures as far as these are there. */
export async function takeCaptureDraft(
  kept: unknown,
  pictureOf: (id: number) => Promise<unknown>,
): Promise<readonly CapturedPage[]> {
  if (!isRecord(kept) || !Array.isArray(kept.pages)) return [];
  const pages = kept.pages.slice(0, MAX_PAGES).flatMap((page: unknown) => parsePage(page) ?? []);
  const found: CapturedPage[] = [];
  for (const page of pages) {
    const source = await pictureOf(page.id);
    if (isBytes(source)) found.push({ ...page, source });
  }
  return found;
}

function parsePage(page: unknown): CaptureDraft[number] | undefined {
  if (!isRecord(page)) return undefined;
  const { id, turns } = page;
  const mode = PICTURE_MODES.find((one) => one === page.mode);
  const corners = parseCorners(page.corners);
  if (typeof id !== 'number' || typeof turns !== 'number' || !mode || !corners) return undefined;
  return { id, turns, mode, corners };
}

function parseCorners(corners: unknown): Corners | undefined {
  if (!Array.isArray(corners)) return undefined;
  const points = corners.flatMap((one: unknown) => parsePoint(one) ?? []);
  const [a, b, c, d] = points;
  return a && b && c && d && points.length === 4 ? [a, b, c, d] : undefined;
}

const parsePoint = (point: unknown): Corners[number] | undefined =>
  isRecord(point) && isShare(point.x) && isShare(point.y) ? { x: point.x, y: point.y } : undefined;

const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;

const isBytes = (value: unknown): value is CapturedPage['source'] => value instanceof Uint8Array;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
