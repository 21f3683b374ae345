import type { InsC } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import { insCOfDatamatrix, parseDatamatrixIns } from '#domain/identity/datamatrix-ins.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';

/** Whom a code names. Nothing in it is signed: it saves typing, and proves neither identity nor presence. */
export type ScannedPerson = { readonly traits: HolderTraits; readonly insC: InsC };

/** No error carries what was read. */
export async function scannedPerson(text: string): Promise<Result<ScannedPerson, 'notReadable'>> {
  const [read, insC] = [parseDatamatrixIns(text), await insCOfDatamatrix(text)];
  return read.ok && insC.ok ? ok({ traits: read.value.traits, insC: insC.value }) : err('notReadable');
}

/** The words that a search for a holder would have been typed with; undefined where the text is no code. */
export function searchWordsOf(text: string): string | undefined {
  const read = parseDatamatrixIns(text);
  if (!read.ok) return undefined;
  const { traits, firstNames } = read.value;
  return [traits.familyName, firstNames[0], traits.birthDate].join(' ');
}
