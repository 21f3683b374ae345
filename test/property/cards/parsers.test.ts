import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex, type Bytes } from '#base/bytes.ts';
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
import { declaredLength, readTlvs, readTlvTree } from '#cards/tlv/reader.ts';
import { tlv } from '#cards/tlv/writer.ts';
import { parseVitale } from '#cards/vitale/records.ts';
import {
  certificateObject,
  dataObject,
  objectDirectory,
  passwordObject,
  privateKeyObject,
} from '#demo/cards/pkcs15.ts';
import { CASES, damaged, randomBytes, tlvLike } from './arbitraries.ts';

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
  dodf: dataObject('CPS_ACTIVITY_01_PS', hex('01'), path),
  situation: tlv(0xee, tlv(0x84, hex('43414C')), tlv(0x85, hex('31')), tlv(0x86, hex('53413037'))),
  certificate: tlv(
    0x30,
    tlv(
      0x30,
      ...Array.from({ length: 5 }, () => tlv(0x02, hex('01'))),
      tlv(0x30, tlv(0x30), tlv(0x03, hex('00'), tlv(0x30, tlv(0x02, new Uint8Array(128).fill(0x41))))),
    ),
  ),
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
  DODF: parseDodf,
  situation: (bytes) => ok(parseSituation(bytes)),
  'key of a certificate': certificateKey,
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
      { numRuns: CASES },
    );
  });

  it('recognising a card', () => {
    fc.assert(
      fc.property(randomBytes, (bytes) => {
        expect(typeof recogniseCard(bytes)).toBe('string');
      }),
      { numRuns: CASES },
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
      { numRuns: CASES },
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
      { numRuns: CASES },
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
      { numRuns: CASES },
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
      { numRuns: CASES },
    );
  });
});
