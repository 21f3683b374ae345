import { describe, expect, it } from 'vitest';
import { concat, hex, utf8, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { choosePkcs15, parseEfDir } from '#cards/cps/ef-dir.ts';
import { parseAodf, pinFor } from '#cards/cps/pkcs15/aodf.ts';
import { parseCdf } from '#cards/cps/pkcs15/cdf.ts';
import { parsePath } from '#cards/cps/pkcs15/object.ts';
import { parseOdf } from '#cards/cps/pkcs15/odf.ts';
import { parsePrkdf } from '#cards/cps/pkcs15/prkdf.ts';
import { parseDodf } from '#cards/cps/pkcs15/dodf.ts';
import { parseSerialNumber } from '#cards/cps/serial.ts';
import { readTlvs } from '#cards/tlv/reader.ts';
import { tlv } from '#cards/tlv/writer.ts';
import { certificateObject, objectDirectory, passwordObject, privateKeyObject } from '#demo/cards/pkcs15.ts';

const AUTH_ID = hex('01');
const PKCS15_AID = hex('E828BD080F 80250000 01FF0010');
const id = (suffix: string): Bytes => concat(PKCS15_AID, hex(suffix));

/** AODF entry with these PasswordAttributes, written out. */
const password = (...attributes: readonly Bytes[]): Bytes =>
  tlv(
    0x30,
    tlv(0x30, tlv(0x0c, utf8('PIN'))),
    tlv(0x30, tlv(0x04, AUTH_ID)),
    tlv(0xa1, tlv(0x30, ...attributes)),
  );
const lengths = hex('020104 020104 020104');

describe('EF(AODF)', () => {
  it('says reference, lengths and padding of the PIN', () => {
    const file = passwordObject('PIN', AUTH_ID, {
      reference: 0x81,
      length: 4,
      padding: { storedLength: 8, padChar: 0xff },
    });
    expect(unwrap(parseAodf(concat(file, new Uint8Array(20))))).toEqual([
      {
        authId: AUTH_ID,
        reference: 0x81,
        minLength: 4,
        maxLength: 4,
        padding: { storedLength: 8, padChar: 0xff },
      },
    ]);
  });

  it.each([
    ['without a reference', [hex('03020308 0A0101'), lengths]],
    ['that needs padding and does not say with what', [hex('0302020C 0A0101'), lengths, hex('800101')]],
    ['coded otherwise than in ASCII', [hex('03020308 0A0100'), lengths, hex('800101')]],
    ['that only unblocks another', [hex('0302010A 0A0101'), lengths, hex('800101')]],
    ['of the security officer', [hex('03020009 0A0101'), lengths, hex('800101')]],
    ['without flags', [hex('0A0101'), lengths, hex('800101')]],
  ])('leaves out a PIN %s', (_, attributes) => {
    expect(unwrap(parseAodf(password(...attributes)))).toEqual([]);
  });

  it('gives a key the PIN that guards it, and none where that is open', () => {
    const [pin] = unwrap(parseAodf(passwordObject('PIN', AUTH_ID, { reference: 1, length: 4 })));
    if (!pin) throw new Error('no PIN');
    const other = { ...pin, authId: hex('02'), reference: 2 };
    expect(pinFor([pin, other], hex('02'))?.reference).toBe(2);
    expect(pinFor([pin], undefined)?.reference).toBe(1);
    expect(pinFor([pin, other], undefined)).toBeUndefined();
    expect(pinFor([pin, pin], AUTH_ID)).toBeUndefined();
    expect(pinFor([pin], hex('09'))).toBeUndefined();
  });
});

describe('EF(PrKDF)', () => {
  const key = { label: 'K', authId: AUTH_ID, path: hex('3F000001'), modulusLength: 2048 };

  it('tells the key that signs in from the key that signs documents', () => {
    const file = concat(
      privateKeyObject({ ...key, id: id('01'), reference: 0x81, usage: 'nonRepudiation' }),
      privateKeyObject({ ...key, id: id('02'), reference: 0x82, usage: 'sign' }),
    );
    expect(unwrap(parsePrkdf(file))).toEqual([
      { id: id('01'), authId: AUTH_ID, reference: 0x81, usage: 'signature' },
      { id: id('02'), authId: AUTH_ID, reference: 0x82, usage: 'authentication' },
    ]);
  });

  it('ignores keys that are not RSA and refuses objects without their attributes', () => {
    const rsa = privateKeyObject({ ...key, id: id('02'), reference: 0x82, usage: 'sign' });
    expect(unwrap(parsePrkdf(concat(hex('A0'), rsa.subarray(1))))).toEqual([]);
    expect(parsePrkdf(hex('3002 3000'))).toMatchObject({ error: { type: 'Malformed' } });
  });
});

describe('the other directories of a CPS', () => {
  it('EF.DIR names the applications, and the expected one is taken', () => {
    const contactless = hex('E828BD080F 80250000 01FF0020');
    const file = concat(
      tlv(0x61, tlv(0x4f, contactless)),
      tlv(0x61, tlv(0x4f, PKCS15_AID)),
      new Uint8Array(9),
    );
    const applications = unwrap(parseEfDir(file));
    expect(applications).toEqual([{ aid: contactless }, { aid: PKCS15_AID }]);
    expect(choosePkcs15(applications, PKCS15_AID)).toEqual({ aid: PKCS15_AID });
    expect(choosePkcs15([{ aid: contactless }], PKCS15_AID)).toEqual({ aid: contactless });
    expect(choosePkcs15([{ aid: hex('A000000003') }], PKCS15_AID)).toEqual({ aid: PKCS15_AID });
  });

  it('EF.DIR may say where an application lies; a path that is none is left out', () => {
    const entry = (path: string): Bytes => tlv(0x61, tlv(0x4f, PKCS15_AID), tlv(0x51, hex(path)));
    expect(unwrap(parseEfDir(entry('3F000001')))).toEqual([{ aid: PKCS15_AID, path: hex('3F000001') }]);
    for (const path of ['', '3F00', '0001', '3F0000', '3F00'.repeat(7)]) {
      expect(unwrap(parseEfDir(entry(path)))).toEqual([{ aid: PKCS15_AID }]);
    }
  });

  it('EF(ODF) leads to keys, certificates, data objects and PINs', () => {
    const file = objectDirectory([
      [0, hex('3F0000017001')],
      [4, hex('7002')],
      [4, hex('7004')],
      [8, hex('3F0000017003')],
      [7, hex('7005')],
    ]);
    expect(unwrap(parseOdf(file))).toEqual({
      privateKeys: [{ path: hex('3F0000017001') }],
      certificates: [{ path: hex('7002') }, { path: hex('7004') }],
      dataObjects: [{ path: hex('7005') }],
      authentication: [{ path: hex('3F0000017003') }],
    });
  });

  it('EF(CDF) says which file holds the certificate of which key', () => {
    const file = certificateObject('C', id('02'), hex('3F0000017011'));
    expect(unwrap(parseCdf(file))).toEqual([{ id: id('02'), value: { path: hex('3F0000017011') } }]);
  });

  it('EF(DODF) names the data objects, wrapped once or twice', () => {
    const object = (label: string, ...typed: readonly Bytes[]): Bytes =>
      tlv(0x30, tlv(0x30, tlv(0x0c, utf8(label))), tlv(0x30, tlv(0x0c, utf8('CPS'))), tlv(0xa1, ...typed));
    const path = tlv(0x30, hex('0406 3F000001D120'));
    const file = concat(object('A', path), object('B', tlv(0x30, path)), object('C', tlv(0x30)));
    expect(unwrap(parseDodf(concat(file, new Uint8Array(7))))).toEqual([
      { label: 'A', value: { path: hex('3F000001D120') } },
      { label: 'B', value: { path: hex('3F000001D120') } },
    ]);
  });

  it('a path may mean a part of a file', () => {
    const [sequence] = unwrap(readTlvs(hex('300B 0402 7011 020110 80020400'), 'x'));
    if (!sequence) throw new Error('no path');
    expect(unwrap(parsePath(sequence, 'x'))).toEqual({ path: hex('7011'), index: 16, length: 1024 });
  });

  it.each([
    '3002 0400',
    '3003 040170',
    '3005 0403 701100',
    '3013 0411 3F003F003F003F003F003F003F003F0000',
    '3008 0402 7011 02028000',
  ])('a path that is none is refused: %s', (bytes) => {
    const [sequence] = unwrap(readTlvs(hex(bytes), 'x'));
    expect(sequence && parsePath(sequence, 'x')).toMatchObject({ error: { type: 'Malformed' } });
  });

  it('EF(SN.ICC) holds the number after the issuer of the ANS', () => {
    expect(unwrap(parseSerialNumber(hex('5A0A 8025000001 290099506F')))).toBe('290099506');
    expect(parseSerialNumber(hex('5A0A 8025000002 290099506F')).ok).toBe(false);
    expect(parseSerialNumber(new Uint8Array()).ok).toBe(false);
  });
});
