import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import { recogniseCard } from '#cards/atr.ts';
import { parseResponse } from '#cards/apdu/response.ts';
import { certificateKey } from '#cards/cps/certificate-key.ts';
import { parseCacheEntry } from '#cards/cps/cache-entry.ts';
import { parseEfDir } from '#cards/cps/ef-dir.ts';
import { parseAodf } from '#cards/cps/pkcs15/aodf.ts';
import { parseCdf } from '#cards/cps/pkcs15/cdf.ts';
import { parseDodf } from '#cards/cps/pkcs15/dodf.ts';
import { parseOdf } from '#cards/cps/pkcs15/odf.ts';
import { parsePrkdf } from '#cards/cps/pkcs15/prkdf.ts';
import { parseSerialNumber } from '#cards/cps/serial.ts';
import { parseSituation } from '#cards/cps/situations.ts';
import type { CardError } from '#cards/errors.ts';
import { parseVitale } from '#cards/vitale/records.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';
import { amid, damaged, randomBytes, tlvLike } from './arbitraries.ts';
import { expectOutcome } from './outcome.ts';
import { SAMPLES } from './samples.ts';

const runs = { numRuns: FUZZ_CASES };

/** Each file with the parser that it is for. */
const PARSERS: Readonly<Record<string, readonly [string, (bytes: Bytes) => Result<unknown, CardError>]>> = {
  'an answer': ['serial', (bytes) => parseResponse(bytes, 'x')],
  'EF(AODF)': ['aodf', parseAodf],
  'EF(PrKDF)': ['prkdf', parsePrkdf],
  'EF(CDF)': ['cdf', parseCdf],
  'EF(ODF)': ['odf', parseOdf],
  'EF(DODF)': ['dodf', parseDodf],
  'a practice situation': ['situation', (bytes) => ok(parseSituation(bytes))],
  'the key of a certificate': ['certificate', certificateKey],
  'EF.DIR': ['dir', parseEfDir],
  'EF(SN.ICC)': ['serial', parseSerialNumber],
  'the records of a carte Vitale': ['vitale', (bytes) => parseVitale(bytes, bytes)],
};
const others = fc.oneof(randomBytes, tlvLike, fc.constantFrom(...Object.values(SAMPLES)).chain(damaged));

describe('whatever bytes a file holds, a parser gives a value or Malformed, and looks at nothing else', () => {
  it.each(Object.entries(PARSERS))('%s', (_, [sample, parse]) => {
    const own = damaged(SAMPLES[sample] ?? new Uint8Array());
    const file = fc.oneof({ weight: 2, arbitrary: own }, { weight: 1, arbitrary: others });
    fc.assert(
      fc.property(file, fc.nat({ max: 255 }), (plain, filling) => {
        const bytes = amid(plain, filling);
        const result = parse(bytes);
        expectOutcome(result);
        expect(result.ok || result.error.type).toBe(result.ok || 'Malformed');
        expect(parse(plain)).toEqual(result);
        expect(bytes).toEqual(plain);
      }),
      runs,
    );
  });

  it('an answer to reset', () => {
    fc.assert(
      fc.property(randomBytes, (bytes) => {
        expect(recogniseCard(amid(bytes, 0x3b))).toBe(recogniseCard(bytes));
      }),
      runs,
    );
  });
});

describe('no JSON value makes the parser of kept entries throw', () => {
  const entry = {
    version: 1,
    kind: 'cps3',
    changeMark: 'ec00',
    aid: 'e828bd080f80250000',
    path: '3f000001',
    keyReference: 130,
    pin: { reference: 1, minLength: 4, maxLength: 4, padding: { storedLength: 8, padChar: 255 } },
    certificate: 'MAA=',
    dataDirectories: [{ path: '3f0000017004', index: 0, length: 9 }],
    situations: [{ name: 'A', structureId: '1', sector: 'SA07' }],
  };
  const fields = fc.record(
    Object.fromEntries(
      Object.entries(entry).map(([name, value]) => [
        name,
        fc.oneof({ weight: 5, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.jsonValue() }),
      ]),
    ),
    { requiredKeys: [] },
  );

  it('and what it takes is taken again, the same', () => {
    fc.assert(
      fc.property(fc.oneof(fields, fc.jsonValue()), (value) => {
        const parsed = parseCacheEntry(value);
        if (parsed) expect(parseCacheEntry(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
      }),
      runs,
    );
  });
});
