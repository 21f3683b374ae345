import { quickAccept, quickly } from '#wire/quick-accept.ts';
import { documentEntry } from '#wire/dossier.ts';
import { sampleDocuments } from '#test/bench/sync/sample-documents.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

const fact = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('coded'), code: z.string().check(z.regex(/^[0-9]+-[0-9]$/)) }),
  z.object({ kind: z.literal('quantity'), value: z.number(), unit: z.exactOptional(z.enum(['mm', 'kg'])) }),
]);
const schema = z.object({
  id: z.custom<string>((value) => typeof value === 'string' && value.startsWith('id')),
  title: z.string().check(z.minLength(1), z.maxLength(5)),
  size: z.int().check(z.positive(), z.maximum(9)),
  at: z.int().check(z.nonnegative()),
  hidden: z.boolean(),
  until: z.nullable(z.int()),
  note: z.exactOptional(z.string().check(z.refine((text) => text !== 'no'))),
  facts: z.array(fact).check(z.maxLength(2)),
});
const accepts = quickAccept(schema);
const good = {
  id: 'id-1',
  title: 'Note',
  size: 9,
  at: 0,
  hidden: false,
  until: null,
  facts: [
    { kind: 'coded', code: '11506-3' },
    { kind: 'quantity', value: 1.5, unit: 'mm' },
  ],
};

describe('the quick test of a schema', () => {
  it('takes what fits, with what may be absent and without', () => {
    expect(accepts(good)).toBe(true);
    expect(accepts({ ...good, until: 7, note: 'yes' })).toBe(true);
  });

  it.each([
    ['an unknown field, which the schema drops', { ...good, more: 1 }],
    ['an unknown field inside', { ...good, facts: [{ kind: 'coded', code: '1-1', more: 1 }] }],
    ['a field that is there and undefined', { ...good, note: undefined }],
    ['a lacking field', { ...good, title: undefined }],
    ['a text that is too long', { ...good, title: 'Titles' }],
    ['a text that is empty', { ...good, title: '' }],
    ['a number beyond its bound', { ...good, size: 10 }],
    ['a number at an excluded bound', { ...good, size: 0 }],
    ['a number that is not whole', { ...good, at: 0.5 }],
    ['a number that is none', { ...good, facts: [{ kind: 'quantity', value: NaN }] }],
    ['what a check refuses', { ...good, note: 'no' }],
    ['what a custom form refuses', { ...good, id: '1' }],
    ['an unknown kind', { ...good, facts: [{ kind: 'other' }] }],
    ['too many of a list', { ...good, facts: [good.facts[0], good.facts[0], good.facts[0]] }],
    ['a list in the place of an object', []],
    ['nothing', null],
  ])('leaves to the schema %s', (_what, value) => {
    expect(accepts(value)).toBe(false);
  });

  it('never takes by a kind of schema that it does not know', () => {
    for (const unknown of [
      z.string().check(z.trim()),
      z.union([z.string(), z.int()]),
      z.email(),
      z._default(z.int(), 1),
    ])
      expect(quickAccept(unknown)('a')).toBe(false);
  });

  it('takes the entries of documents as they come', () => {
    const sample = sampleDocuments(3, 'entries');
    const depositor = { psIdNat: '899700000001', name: 'MESURE', profession: '60' };
    for (const description of sample) {
      const entry = { ...description, version: 'v', status: 'current', depositor, submittedAt: 1 };
      expect(z.safeParse(documentEntry, entry).data).toBe(entry);
      expect(z.safeParse(documentEntry, { ...entry, more: 1 }).data).toEqual(entry);
      expect(z.safeParse(documentEntry, { ...entry, size: -1 }).success).toBe(false);
    }
  });
});

it('takes nothing that the schema refuses or changes', () => {
  const leaf = fc.oneof(fc.constantFrom(...Object.values(good), undefined, 'no', 10, NaN), fc.jsonValue());
  const altered = fc
    .tuple(fc.constantFrom(...Object.keys(good), 'note', 'more'), leaf)
    .map(([name, value]) => ({ ...good, [name]: value }));
  fc.assert(
    fc.property(altered, (value) => {
      const parsed = schema.safeParse(value);
      if (accepts(value)) expect(parsed.data).toStrictEqual(value);
      expect(quickly(schema).safeParse(value).success).toBe(parsed.success);
    }),
    { numRuns: 300 },
  );
});
