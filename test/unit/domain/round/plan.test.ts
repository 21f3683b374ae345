import { describe, expect, test } from 'vitest';
import type { DossierId } from '#base/brand.ts';
import { bytesShort, LARGE_BYTES, planRound, type RoundDossier } from '#domain/round/plan.ts';
import { documentNo, dossierNo } from '#test/support/sync/sample.ts';

type Entry = NonNullable<RoundDossier['entries']>[number];
const entry = (n: number, more: Partial<Entry> = {}): Entry => ({
  documentId: documentNo(n),
  typeCode: '11506-3',
  size: 1000,
  submittedAt: n,
  status: 'current',
  ...more,
});
const held = (dossierId: DossierId, entries: readonly Entry[], ...kept: number[]): RoundDossier => ({
  dossierId,
  entries,
  kept: new Set(kept.map(documentNo)),
});
const order = (...round: RoundDossier[]) => planRound(round).contents.map(({ documentId }) => documentId);
const ids = (...ns: number[]) => ns.map((n) => documentNo(n));

describe('planRound', () => {
  test('names dossiers that are not on the device first, in the order of the visits', () => {
    const plan = planRound([
      { dossierId: dossierNo(2), kept: new Set() },
      held(dossierNo(1), [entry(1)]),
      { dossierId: dossierNo(3), kept: new Set() },
    ]);
    expect(plan.dossiers).toEqual([dossierNo(2), dossierNo(3)]);
    expect(plan.bytes).toBe(1000);
  });

  test('fetches emergency summaries of all dossiers, then other summaries, then the newest', () => {
    const one = held(dossierNo(1), [entry(1), entry(2, { typeCode: '34133-9' }), entry(9)]);
    const two = held(dossierNo(2), [entry(3, { typeCode: '60591-5' }), entry(8)]);
    expect(order(one, two)).toEqual(ids(3, 2, 9, 8, 1));
  });

  test('leaves large files to the end, the smaller before the larger, summaries too', () => {
    const large = [
      entry(1, { size: LARGE_BYTES + 2, typeCode: '60591-5' }),
      entry(2, { size: LARGE_BYTES + 1 }),
      entry(3, { size: LARGE_BYTES }),
    ];
    expect(order(held(dossierNo(1), large))).toEqual(ids(3, 2, 1));
  });

  test('fetches nothing that is on the device, nor what was deleted', () => {
    const plan = planRound([
      held(dossierNo(1), [entry(1), entry(2), entry(3, { status: 'deleted' })], 1),
      held(dossierNo(2), []),
    ]);
    expect(plan).toMatchObject({ dossiers: [], bytes: 1000 });
    expect(plan.contents.map(({ documentId }) => documentId)).toEqual(ids(2));
  });
});

describe('bytesShort', () => {
  const MIB = 1024 * 1024;
  test('leaves room for what is written at the bedside', () => {
    expect(bytesShort({ bytes: 10 * MIB }, 62 * MIB)).toBe(0);
    expect(bytesShort({ bytes: 10 * MIB }, 60 * MIB)).toBe(1 * MIB);
  });

  test('refuses nothing where there is nothing to fetch, or no word from the browser', () => {
    expect(bytesShort({ bytes: 0 }, 0)).toBe(0);
    expect(bytesShort({ bytes: 10 * MIB }, undefined)).toBe(0);
  });
});
