import type { DocumentLine } from '../dossier/document-line.ts';
import type { LineGroup } from './group-lines.ts';

/** A heading, or a document with its place in its group, from 1. */
export type FlatRow =
  | { readonly kind: 'group'; readonly key: string; readonly group: LineGroup }
  | {
      readonly kind: 'document';
      readonly key: string;
      readonly line: DocumentLine;
      readonly position: number;
      readonly of: number;
    };

/** Groups one below the other, for a list that shows a part of them. */
export const flatRows = (groups: readonly LineGroup[]): FlatRow[] =>
  groups.flatMap((group): FlatRow[] => [
    { kind: 'group', key: `group ${group.key}`, group },
    ...group.lines.map((line, at) => ({
      kind: 'document' as const,
      key: line.documentId,
      line,
      position: at + 1,
      of: group.lines.length,
    })),
  ]);
