/** Where a document stands in the list that is shown: ids of those around it, and its place, counted from one. */
export type Neighbours = {
  readonly previous: string | undefined;
  readonly next: string | undefined;
  readonly position: number;
  readonly total: number;
};

/** Undefined where the list, as it is filtered now, does not have it, or has nothing else. */
export function neighboursOf(ids: readonly string[], current: string | undefined): Neighbours | undefined {
  const at = ids.findIndex((id) => id === current);
  if (at < 0 || ids.length < 2) return undefined;
  return { previous: ids[at - 1], next: ids[at + 1], position: at + 1, total: ids.length };
}
