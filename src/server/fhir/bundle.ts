/** Any FHIR R4 resource: its parts are of the module that makes it. */
export type FhirResource = { readonly resourceType: string };

/** `fullUrl`: `urn:uuid:…`, by which other entries refer to it. */
export type BundleEntry = { readonly fullUrl: string; readonly resource: FhirResource };

export const urnOf = (uuid: string): string => `urn:uuid:${uuid}`;
export const oidUri = (oid: string): string => `urn:oid:${oid}`;

/** FHIR `instant` (R4, datatypes): with seconds and zone. @param at ms */
export const instantOf = (at: number): string => new Date(at).toISOString();

/**
 * FHIR `dateTime` (R4, datatypes): what has a time of day needs seconds and a zone, so a time written without a zone is
 * left out. @param text ISO 8601 as documents write it
 */
export function dateTimeOf(text: string): string {
  const parts = /^([0-9-]{4,10})(?:T(\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?/.exec(text);
  const [, day = text.slice(0, 10), minutes, seconds = ':00', zone = ''] = parts ?? [];
  if (minutes === undefined) return day;
  return `${day}T${minutes}${seconds}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`;
}

/**
 * JSON text of a Bundle of type `collection` (FHIR R4 §Bundle), an entry at a time, so that a large one never stands whole
 * in memory. @param at when it was assembled, ms
 */
export async function* bundleText(
  at: number,
  entries: AsyncIterable<BundleEntry> | Iterable<BundleEntry>,
): AsyncGenerator<string> {
  const head = { resourceType: 'Bundle', type: 'collection', timestamp: instantOf(at) };
  yield JSON.stringify(head).slice(0, -1);
  let separator = ',"entry":[\n';
  for await (const entry of entries) {
    yield separator + JSON.stringify(entry);
    separator = ',\n';
  }
  // an array without an element is no FHIR JSON: it is left out
  yield separator === ',\n' ? '\n]}\n' : '}\n';
}
