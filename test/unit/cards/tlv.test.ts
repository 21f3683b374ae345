import { describe, expect, it } from 'vitest';
import { concat, hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { hasBit, unsigned } from '#cards/tlv/der.ts';
import { declaredLength, readTlvs, readTlvTree } from '#cards/tlv/reader.ts';
import { tlv } from '#cards/tlv/writer.ts';

const tags = (bytes: string): number[] => unwrap(readTlvs(hex(bytes), 'x')).map(({ tag }) => tag);

describe('the TLV reader (ISO/IEC 7816-4 §5.2.2)', () => {
  it('reads tags of one, two and three bytes', () => {
    expect(tags('6500 7F2100 BF810100')).toEqual([0x65, 0x7f21, 0xbf8101]);
  });

  it.each([0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x10000])('reads back a value of %i bytes', (length) => {
    const value = new Uint8Array(length).fill(0x5a);
    const [object] = unwrap(readTlvs(tlv(0x7f21, value), 'x'));
    expect(object?.value).toEqual(value);
    expect(object?.constructed).toBe(true);
  });

  it('skips 00 between objects, and 00 and FF after the last', () => {
    expect(tags('00 8000 0000 8100 0000')).toEqual([0x80, 0x81]);
    expect(tags('8000 FFFFFF')).toEqual([0x80]);
    expect(tags('8000 00FF00FF')).toEqual([0x80]);
    expect(tags('')).toEqual([]);
  });

  it.each([
    ['a value cut short', '8003 0102'],
    ['a length cut short', '8082 01'],
    ['an indefinite length', '6580 800100 0000'],
    ['a length of four bytes', '8084 00000001 00'],
    ['a tag without end', '7F81 8181 8181'],
    ['a tag cut short', '7F'],
  ])('refuses %s', (_, bytes) => {
    expect(readTlvs(hex(bytes), 'x')).toEqual({ ok: false, error: { type: 'Malformed', what: 'x: TLV' } });
  });

  it('reads a tree, and refuses one that is too deep', () => {
    const nested = (depth: number): Uint8Array =>
      depth === 0 ? new Uint8Array() : tlv(0x65, nested(depth - 1));
    const [person] = unwrap(readTlvTree(hex('6504 8002 4142'), 'x'));
    expect(person?.children[0]).toMatchObject({ tag: 0x80, value: hex('4142') });
    expect(readTlvTree(nested(16), 'x').ok).toBe(true);
    expect(readTlvTree(nested(18), 'x')).toMatchObject({ error: { type: 'Malformed' } });
  });

  it('tells from its first bytes how long an object is', () => {
    expect(declaredLength(hex('308203BC'))).toBe(0x3bc + 4);
    expect(declaredLength(hex('3082'))).toBeUndefined();
  });

  it('writes the shortest lengths', () => {
    expect(toHex(tlv(0x80, new Uint8Array(127))).slice(0, 4)).toBe('807f');
    expect(toHex(tlv(0x80, new Uint8Array(128))).slice(0, 6)).toBe('808180');
    expect(toHex(tlv(0x80, new Uint8Array(256))).slice(0, 8)).toBe('80820100');
  });
});

describe('small DER values', () => {
  const one = (bytes: string) => unwrap(readTlvs(hex(bytes), 'x'))[0];

  it('read a key reference whether or not it was written with its sign byte', () => {
    expect([unsigned(one('02020082')), unsigned(one('020182'))]).toEqual([0x82, 0x82]);
  });

  it('know no number without bytes or of more than four', () => {
    expect([unsigned(undefined), unsigned(one('0200')), unsigned(one('02050102030405'))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('read named bits, and bits beyond the end as clear', () => {
    const usage = one('0303060040');
    expect([9, 8, 2, 40].map((bit) => hasBit(usage, bit))).toEqual([true, false, false, false]);
    expect(hasBit(undefined, 0)).toBe(false);
  });

  it('are views of the bytes that were read', () => {
    const bytes = concat(tlv(0x80, hex('01')));
    expect(unwrap(readTlvs(bytes, 'x'))[0]?.value.buffer).toBe(bytes.buffer);
  });
});
