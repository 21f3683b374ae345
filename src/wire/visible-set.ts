import { sha256, toHex, utf8 } from '#base/bytes.ts';

/**
 * Digest of what a reader sees of one dossier: SHA-256 (hex) over `header:<version>` and one line `<documentId>:<version>` per
 * entry, sorted by id. Server and device compute it each from its own rows; neither adopts the other's.
 */
export async function visibleSetDigest(
  headerVersion: string,
  entries: Iterable<{ documentId: string; version: string }>,
): Promise<string> {
  const lines = Array.from(entries, ({ documentId, version }) => `${documentId}:${version}`).sort();
  return toHex(await sha256(utf8([`header:${headerVersion}`, ...lines].join('\n'))));
}
