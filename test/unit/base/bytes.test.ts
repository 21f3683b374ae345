import {
  concat,
  equalBytes,
  fromBase64,
  fromBase64Url,
  hex,
  sha256,
  toBase64,
  toBase64Url,
  toHex,
  utf8,
} from '#base/bytes.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => new Uint8Array(array));

describe('bytes', () => {
  it('survive hex, base64 and base64url both ways', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(hex(toHex(value))).toEqual(value);
        expect(fromBase64(toBase64(value))).toEqual(value);
        expect(fromBase64Url(toBase64Url(value))).toEqual(value);
      }),
    );
  });

  it('are read from base64 with line breaks and without padding, every value of a byte', () => {
    const all = new Uint8Array(70_000).map((_, at) => at);
    const text = toBase64(all);
    expect(fromBase64(text.replace(/.{76}/g, '$&\r\n').replace(/=+$/, ''))).toEqual(all);
  });

  it('are not read from text that is not base64', () => {
    for (const text of ['a', 'ab-_', 'é', 'AAAA*']) expect(fromBase64(text)).toBeUndefined();
    expect(fromBase64('')).toEqual(new Uint8Array());
  });

  it('are not read from text that is not base64url', () => {
    for (const text of ['a', 'ab=', 'a+b/', 'é', 'ab cd']) expect(fromBase64Url(text)).toBeUndefined();
  });

  it('are refused as hex with an odd digit or another letter', () => {
    for (const text of ['0', '0g', 'xyz']) expect(() => hex(text)).toThrow('not hexadecimal');
  });

  it('are equal only when every one is', () => {
    expect(equalBytes(utf8('abc'), utf8('abc'))).toBe(true);
    expect(equalBytes(utf8('abc'), utf8('abd'))).toBe(false);
    expect(equalBytes(utf8('abc'), utf8('ab'))).toBe(false);
  });

  it('hash as FIPS 180-4 says, in one part or several', async () => {
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(toHex(await sha256(utf8('abc')))).toBe(expected);
    expect(toHex(await sha256(utf8('a'), utf8('bc')))).toBe(expected);
    expect(concat(utf8('a'), utf8('bc'))).toEqual(utf8('abc'));
  });
});
