import { sha256, toHex, utf8 } from '#base/bytes.ts';

/**
 * Digest of what a reader sees of one dossier: SHA-256 (hex) over `header:<version>` and one line `<documentId>:<version>` per
 * entry, sorted by id. Server and device compute it each from its own rows; neither adopts the other's.
 */
export const visibleSetDigest = async (headerVersion: string, entries: Entries): Promise<string> =>
  toHex(await sha256(utf8(visibleSetText(headerVersion, entries))));

type Entries = Iterable<{ documentId: string; version: string }>;

/** What is hashed. */
export function visibleSetText(headerVersion: string, entries: Entries): string {
  const lines = Array.from(entries, ({ documentId, version }) => `${documentId}:${version}`).sort();
  return [`header:${headerVersion}`, ...lines].join('\n');
}
