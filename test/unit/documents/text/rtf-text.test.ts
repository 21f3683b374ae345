import { describe, expect, it } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { isRtf, RTF_LIMITS, rtfText } from '#documents/text/rtf-text.ts';

/** Text of an RTF file whose body this is. */
const read = (body: string): string => {
  const done = rtfText(latin(`{\\rtf1\\ansi\\ansicpg1252\\deff0${body}}`));
  if (!done.ok) throw new Error(done.error.type);
  return done.value.text;
};
const latin = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

describe('the text of an RTF file', () => {
  it('comes without its formatting, fonts, colours, styles and properties', () => {
    const text = read(
      '{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}}{\\colortbl;\\red255\\green0\\blue0;}' +
        '{\\stylesheet{\\s1 Titre 1;}}{\\info{\\title Secret}{\\author Moi}}' +
        '\\pard\\b\\fs24 Compte rendu\\b0\\par Aucune {\\i allergie} connue.\\par',
    );
    expect(text).toBe('Compte rendu\nAucune allergie connue.');
  });

  it('reads bytes by the code page of the file and of the font', () => {
    expect(
      read("{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset161 Arial Greek;}}\\f0 \\'e9t\\'e9 {\\f1 \\'e2} \\'80"),
    ).toBe('été β €');
    expect(rtfText(latin("{\\rtf1\\pc p\\'82n}"))).toMatchObject({ value: { text: 'pén' } });
    expect(rtfText(latin("{\\rtf1\\mac\\'8e}"))).toMatchObject({ value: { text: 'é' } });
    expect(rtfText(latin("{\\rtf1\\ansi\\ansicpg932\\'93\\'fa\\'96\\'7b}"))).toMatchObject({
      value: { text: '日本' },
    });
  });

  it('reads Unicode, leaving out as many stand-ins as the file says', () => {
    expect(read("\\u339?uvre, \\u8364\\'80, {\\uc2\\u-10179\\'3f\\'3f\\u-8704\\'3f\\'3f}!")).toBe(
      'œuvre, €, 😀!',
    );
    expect(read('{\\uc0\\u233}t\\u233?')).toBe('été');
  });

  it('never keeps half of a surrogate pair', () => {
    expect(read('a\\u-10179?b')).toBe('a\ufffdb');
  });

  it('keeps cells, lines, quotes and the characters of the syntax', () => {
    expect(read('a\\cell b\\cell\\row c\\line d\\~e \\{f\\} g\\\\h l\\rquote i \\endash')).toBe(
      'a\tb\nc\nd\u00a0e {f} g\\h l’i –',
    );
  });

  it('leaves out pictures, objects, binary data, field instructions and what only a later version knows', () => {
    const text = read(
      'a{\\pict\\pngblip 89504e470d0a}b{\\object{\\*\\objdata 0105}{\\result c}}d{\\bin5 {{{{{}e' +
        '{\\field{\\*\\fldinst HYPERLINK "javascript:x"}{\\fldrslt lien}}{\\*\\inconnu x{y}z}f',
    );
    expect(text).toBe('abdelienf');
  });

  it('leaves out what is hidden, deleted, or HTML in disguise', () => {
    expect(read('a{\\v b}c\\v d\\v0 e{\\deleted f}{\\*\\htmltag <script>}\\htmlrtf g\\htmlrtf0 h')).toBe(
      'aceh',
    );
  });

  it('is what stands before the place where a file breaks off', () => {
    expect(rtfText(utf8('{\\rtf1 un {\\b deux')).ok && read('un')).toBe('un');
    expect(rtfText(utf8('{\\rtf1 un {\\b deux'))).toMatchObject({ value: { text: 'un deux' } });
    expect(rtfText(utf8("{\\rtf1 un\\'"))).toMatchObject({ value: { text: 'un' } });
  });

  it('is refused where a file is not RTF, too large or nested too deep', () => {
    expect(rtfText(utf8('bonjour'))).toEqual({ ok: false, error: { type: 'NotRtf' } });
    expect(isRtf(utf8('{\\rtf1}'))).toBe(true);
    expect(rtfText(utf8('{\\rtf1}'), { ...RTF_LIMITS, bytes: 3 })).toMatchObject({
      error: { type: 'TooLarge' },
    });
    expect(rtfText(utf8(`{\\rtf1 ${'{'.repeat(100_000)}`))).toMatchObject({ error: { type: 'TooDeep' } });
  });

  it('is cut where it grows too long', () => {
    const long = rtfText(utf8(`{\\rtf1 ${'a'.repeat(1000)}}`), { ...RTF_LIMITS, length: 100 });
    expect(long).toEqual({ ok: true, value: { text: 'a'.repeat(100), cut: true } });
  });
});
