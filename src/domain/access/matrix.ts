/**
 * Which types of document a profession may read. Data of the operator, versioned: the official grid (annex of the order
 * of 26 October 2023) can be loaded in place of the one shipped here (access/default-matrix.ts).
 */
export type EntitlementMatrix = {
  /** Stands in each trace. */
  readonly version: string;
  /** TRE_G15 profession → types of JDV_J66 that it does not read. A profession that is missing reads none. */
  readonly closed: ReadonlyMap<string, ReadonlySet<string>>;
};

/** Reading alone is limited: nothing found limits feeding (shared facts, «write»). */
export function mayReadType(
  { closed }: Pick<EntitlementMatrix, 'closed'>,
  profession: string,
  typeCode: string,
): boolean {
  const types = closed.get(profession);
  return types !== undefined && !types.has(typeCode);
}
