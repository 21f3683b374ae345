import type { DocumentId } from '#base/brand.ts';
import type { DocumentLine } from '../dossier/document-line.ts';

/** One version of a document among the others that this reader may see. */
export type Version = {
  readonly line: DocumentLine;
  /** 1 for the first; undefined where an earlier one is not visible to this reader. */
  readonly number: number | undefined;
  /** What it took the place of; undefined for the first, and where that one is not visible. */
  readonly before: DocumentLine | undefined;
};

/** The versions of each document that has several, or that replaced one: by document, the oldest first. */
export type VersionChains = ReadonlyMap<DocumentId, readonly Version[]>;

/** Follows what replaced what (XDS RPLC). Deleted versions are left out, and counted. */
export function versionChains(lines: readonly DocumentLine[]): VersionChains {
  const byId = new Map(lines.map((line) => [line.documentId, line]));
  const next = new Map<DocumentId, DocumentLine>();
  for (const line of lines) {
    const { replaces } = line.description;
    if (replaces !== undefined) next.set(replaces, line);
  }
  const chains = new Map<DocumentId, readonly Version[]>();
  for (const line of lines) {
    const { replaces } = line.description;
    if (replaces !== undefined && byId.has(replaces)) continue;
    if (replaces === undefined && !next.has(line.documentId)) continue;
    const chain = chainFrom(line, next, byId);
    for (const { line: one } of chain) chains.set(one.documentId, chain);
  }
  return chains;
}

function chainFrom(
  first: DocumentLine,
  next: ReadonlyMap<DocumentId, DocumentLine>,
  byId: ReadonlyMap<DocumentId, DocumentLine>,
): Version[] {
  const chain: Version[] = [];
  const seen = new Set<DocumentId>();
  let number = first.description.replaces === undefined ? 1 : undefined;
  let line: DocumentLine | undefined = first;
  while (line && !seen.has(line.documentId)) {
    seen.add(line.documentId);
    const { replaces }: DocumentLine['description'] = line.description;
    const before: DocumentLine | undefined = replaces === undefined ? undefined : byId.get(replaces);
    if (line.status !== 'deleted')
      chain.push({ line, number, before: before?.status === 'deleted' ? undefined : before });
    if (number !== undefined) number++;
    line = next.get(line.documentId);
  }
  return chain;
}

export const versionOf = (chains: VersionChains, documentId: DocumentId): Version | undefined =>
  chains.get(documentId)?.find(({ line }) => line.documentId === documentId);

export type VersionPair = readonly [Version, Version];

/** A version beside the one before it; the first of all beside the next. */
export function defaultPair(chain: readonly Version[], documentId: DocumentId): VersionPair | undefined {
  const at = chain.findIndex(({ line }) => line.documentId === documentId);
  if (at < 0) return undefined;
  const [one, other] = at === 0 ? chain : chain.slice(at - 1);
  return one && other ? [one, other] : undefined;
}

/** These two, the earlier one first; undefined where they are not two of the chain. */
export function pairOf(
  chain: readonly Version[],
  ids: readonly [DocumentId, DocumentId],
): VersionPair | undefined {
  const [one, other] = chain.filter(({ line }) => ids.includes(line.documentId));
  return one && other ? [one, other] : undefined;
}
