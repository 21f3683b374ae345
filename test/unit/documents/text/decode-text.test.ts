import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { decodeText } from '#documents/text/decode-text.ts';

describe('the text of a document', () => {
  it('is read as UTF-8, else as windows-1252', () => {
    expect(decodeText(utf8('plaie à l’œil\r\nnu'))).toEqual({ text: 'plaie à l’œil\nnu', clean: true });
    expect(decodeText(Uint8Array.of(0x70, 0x6c, 0xe9))).toEqual({ text: 'plé', clean: true });
  });

  it('has the letters and signs of windows-1252 that Latin-1 lacks', () => {
    const bytes = Uint8Array.of(0x6c, 0x92, 0x9c, 0x75, 0x66, 0x20, 0x80);
    expect(decodeText(bytes)).toEqual({ text: 'l’œuf €', clean: true });
  });

  it('is always shown, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(typeof decodeText(bytes).text).toBe('string');
      }),
      { numRuns: 100 },
    );
  });
});
