import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex, type Bytes } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import { recogniseCard } from '#cards/atr.ts';
import { parseResponse } from '#cards/apdu/response.ts';
import { parseEfDir } from '#cards/cps/ef-dir.ts';
import { parseAodf } from '#cards/cps/pkcs15/aodf.ts';
import { parseCdf } from '#cards/cps/pkcs15/cdf.ts';
import { parseOdf } from '#cards/cps/pkcs15/odf.ts';
import { parsePrkdf } from '#cards/cps/pkcs15/prkdf.ts';
import { parseSerialNumber } from '#cards/cps/serial.ts';
import type { CardError } from '#cards/errors.ts';
import { declaredLength, readTlvs, readTlvTree } from '#cards/tlv/reader.ts';
import { tlv } from '#cards/tlv/writer.ts';
import { parseVitale } from '#cards/vitale/records.ts';
import { certificateObject, objectDirectory, passwordObject, privateKeyObject } from '#demo/cards/pkcs15.ts';
import { damaged, randomBytes, tlvLike } from './arbitraries.ts';

const path = hex('3F0000017001');
const samples: Readonly<Record<string, Bytes>> = {
  aodf: passwordObject('PIN', hex('01'), {
    reference: 1,
    length: 4,
    padding: { storedLength: 8, padChar: 255 },
  }),
  prkdf: privateKeyObject({
    label: 'K',
    id: hex('0102'),
    authId: hex('01'),
    reference: 0x82,
    usage: 'sign',
    path,
    modulusLength: 2048,
  }),
  cdf: certificateObject('C', hex('0102'), path),
  odf: objectDirectory([
    [0, path],
    [4, path],
    [8, path],
  ]),
  dir: tlv(0x61, tlv(0x4f, hex('E828BD080F8025000001FF0010'))),
  serial: hex('5A0A8025000001290099506F'),
  vitale: tlv(0x65, tlv(0x80, hex('41')), tlv(0x81, hex('42')), tlv(0x82, hex('3139373930333238'))),
};

const parsers: Readonly<Record<string, (bytes: Bytes) => Result<unknown, CardError>>> = {
  'TLV level': (bytes) => readTlvs(bytes, 'x'),
  'TLV tree': (bytes) => readTlvTree(bytes, 'x'),
  response: (bytes) => parseResponse(bytes, 'x'),
  AODF: parseAodf,
  PrKDF: parsePrkdf,
  CDF: parseCdf,
  ODF: parseOdf,
  'EF.DIR': parseEfDir,
  'SN.ICC': parseSerialNumber,
  'Vitale records': (bytes) => parseVitale(bytes, bytes),
};

describe('no bytes make a card parser throw', () => {
  const anything = fc.oneof(randomBytes, tlvLike, ...Object.values(samples).map(damaged));

  it.each(Object.entries(parsers))('%s', (_, parse) => {
    fc.assert(
      fc.property(anything, (bytes) => {
        const before = bytes.slice();
        const result = parse(bytes);
        if (!result.ok) expect(result.error.type).toBe('Malformed');
        expect(bytes).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it('recognising a card', () => {
    fc.assert(
      fc.property(randomBytes, (bytes) => {
        expect(typeof recogniseCard(bytes)).toBe('string');
      }),
    );
  });
});

describe('TLV', () => {
  const tag = fc.constantFrom(0x80, 0x65, 0x7f21, 0x5f37, 0xbf8101);

  it('reads back what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(tag, fc.uint8Array({ maxLength: 700 })), { maxLength: 5 }), (objects) => {
        const bytes = Uint8Array.from(objects.flatMap(([t, value]) => [...tlv(t, value)]));
        const read = readTlvs(bytes, 'x');
        expect(read.ok && read.value.map(({ tag: t, value }) => [t, [...value]])).toEqual(
          objects.map(([t, value]) => [t, [...value]]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('never gives a value that reaches beyond the bytes', () => {
    fc.assert(
      fc.property(fc.oneof(randomBytes, tlvLike), (bytes) => {
        const read = readTlvs(bytes, 'x');
        if (!read.ok) return;
        for (const { value } of read.value) {
          expect(value.byteOffset + value.length).toBeLessThanOrEqual(bytes.byteOffset + bytes.length);
        }
      }),
    );
  });

  it('refuses every object cut short', () => {
    fc.assert(
      fc.property(tag, fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), (t, value, cut) => {
        const whole = tlv(t, value);
        const short = whole.subarray(0, 1 + (cut % (whole.length - 1)));
        expect(readTlvs(short, 'x').ok).toBe(false);
        expect(declaredLength(short) ?? whole.length).toBe(whole.length);
      }),
    );
  });
});
