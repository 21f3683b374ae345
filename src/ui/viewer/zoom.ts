/** Multiples of the width of the place. */
const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;
export const FIT = 1;

/** The next larger step; the largest stays. */
export const zoomedIn = (zoom: number): number =>
  STEPS.find((step) => step > zoom) ?? STEPS[STEPS.length - 1] ?? FIT;

/** The next smaller step; the smallest stays. */
export const zoomedOut = (zoom: number): number => STEPS.findLast((step) => step < zoom) ?? STEPS[0];

/** What a key asks for: + and −, 0 for the width of the place. */
export function zoomOfKey(key: string, zoom: number): number | undefined {
  if (key === '+' || key === '=') return zoomedIn(zoom);
  if (key === '-') return zoomedOut(zoom);
  return key === '0' ? FIT : undefined;
}
