/** The proposition that Enter takes: the one that was chosen, as long as it is proposed, else the first. */
export const activeOf = (ids: readonly string[], chosen: string | undefined): string | undefined =>
  chosen !== undefined && ids.includes(chosen) ? chosen : ids[0];

/** Where an arrow leads in a list of propositions, round and round; undefined for any other key. */
export function moveBy(ids: readonly string[], active: string | undefined, key: string): string | undefined {
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || ids.length === 0) return undefined;
  return ids[(ids.indexOf(active ?? '') + step + ids.length) % ids.length];
}
