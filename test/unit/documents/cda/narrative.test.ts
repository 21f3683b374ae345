import { describe, expect, test } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import type { CdaSection } from '#documents/cda/document.ts';
import { narrativeText, readNarrative } from '#documents/cda/narrative.ts';
import type { Narrative } from '#documents/cda/narrative/tree.ts';
import { readCda } from '#documents/cda/read-cda.ts';
import { readXml } from '#documents/xml/read-xml.ts';
import { cdaOf, entry, sectionOf } from '#test/support/documents/cda-entries.ts';

const narrativeOf = (inside: string): Narrative =>
  readNarrative(unwrap(readXml(`<text xmlns="urn:hl7-org:v3">${inside}</text>`)));
const blocksOf = (inside: string) => narrativeOf(inside).blocks;
const words = (text: string) => ({ type: 'text', text });
const paragraph = (...content: readonly object[]) => ({ type: 'paragraph', content });

describe('the narrative of a section', () => {
  test('is made of paragraphs, with what stands between them as paragraphs too', () => {
    expect(blocksOf(' Avant <paragraph>un\n   deux</paragraph>après<br/>fin <br/>')).toEqual([
      paragraph(words(' Avant ')),
      paragraph(words('un deux')),
      paragraph(words('après'), { type: 'break' }, words('fin ')),
    ]);
  });

  test.each([
    ['<content styleCode="Bold">x</content>', ['strong']],
    ['<content styleCode="bold Italics">x</content>', ['strong', 'emphasis']],
    ['<content styleCode="BoldItalics">x</content>', ['strong', 'emphasis']],
    ['<content styleCode="Underline">x</content>', ['underline']],
    ['<content styleCode="xallergy Rrule">x</content>', []],
    ['<sub>x</sub>', ['sub']],
    ['<content revised="delete">x</content>', ['deleted']],
    ['<b>x</b>', ['strong']],
  ])('%s is emphasised so', (xml, emphases) => {
    const expected = emphases.reduceRight<object>((inner, type) => ({ type, content: [inner] }), words('x'));
    expect(blocksOf(xml)).toEqual([paragraph(expected)]);
  });

  test('has lists, their captions and lists inside', () => {
    const xml =
      '<list listType="ordered"><caption>Suite</caption><item>un</item><item>deux<list><item>a</item></list></item></list>';
    expect(blocksOf(xml)).toEqual([
      {
        type: 'list',
        ordered: true,
        caption: [words('Suite')],
        items: [
          [paragraph(words('un'))],
          [
            paragraph(words('deux')),
            { type: 'list', ordered: false, caption: [], items: [[paragraph(words('a'))]] },
          ],
        ],
      },
    ]);
  });

  test('has tables with head, body and foot, and cells that span', () => {
    const xml =
      '<table border="1"><caption>T</caption><thead><tr><th colspan="2">h</th></tr></thead><tbody><tr><td rowspan="3" styleCode="Bold">b</td><td/></tr></tbody><tfoot><tr><td>f</td></tr></tfoot></table>';
    const cell = (text: string, rest: object = {}) => ({
      header: false,
      columns: 1,
      rows: 1,
      blocks: [paragraph(words(text))],
      ...rest,
    });
    expect(blocksOf(xml)).toEqual([
      {
        type: 'table',
        caption: [words('T')],
        head: [[cell('h', { header: true, columns: 2 })]],
        body: [
          [
            cell('b', { rows: 3, blocks: [paragraph({ type: 'strong', content: [words('b')] })] }),
            { header: false, columns: 1, rows: 1, blocks: [] },
          ],
        ],
        foot: [[cell('f')]],
      },
    ]);
  });

  test.each([
    ['99999', 100],
    ['0', 1],
    ['-3', 1],
    ['NaN', 1],
    ['1e9', 1],
  ])('bounds a cell that would span %s to %i', (span, columns) => {
    expect(blocksOf(`<table><tr><td colspan="${span}">x</td></tr></table>`)).toMatchObject([
      { body: [[{ columns }]] },
    ]);
  });

  test.each([
    ['https://www.orpha.net/a?b=1', 'https://www.orpha.net/a?b=1'],
    ['mailto:dr@exemple.invalid', 'mailto:dr@exemple.invalid'],
    ['HTTP://exemple.invalid', 'http://exemple.invalid/'],
  ])('names the target of a link to %s', (href, target) => {
    expect(blocksOf(`<linkHtml href="${href}">lien</linkHtml>`)).toEqual([
      paragraph({ type: 'link', target, content: [words('lien')] }),
    ]);
  });

  test.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java&#10;script:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//ailleurs.invalid/',
    'Documents/DCI.pdf',
  ])('keeps a link to %s as words', (href) => {
    const text = narrativeText(narrativeOf(`<linkHtml href="${href}">lien</linkHtml>`));
    expect(text).toMatch(/^lien \(/);
    expect(JSON.stringify(blocksOf(`<a href="${href}">lien</a>`))).not.toContain('"link"');
  });

  test('numbers its footnotes, wherever they are referred to', () => {
    const { blocks, footnotes } = narrativeOf(
      'a<footnoteRef IDREF="n"/> b<footnote ID="m">première</footnote> c<footnote ID="n">seconde</footnote>',
    );
    expect(footnotes).toEqual([[words('première')], [words('seconde')]]);
    expect(blocks).toMatchObject([
      {
        content: [
          words('a'),
          { type: 'footnoteRef', number: 2 },
          words(' b'),
          { type: 'footnoteRef', number: 1 },
          words(' c'),
          { type: 'footnoteRef', number: 2 },
        ],
      },
    ]);
  });

  test('refers to pictures and files inside the document, and to none elsewhere', () => {
    expect(
      blocksOf('<renderMultiMedia referencedObject="a b"><caption>Courbe</caption></renderMultiMedia>'),
    ).toEqual([
      paragraph(
        { type: 'media', id: 'a', caption: [words('Courbe')] },
        { type: 'media', id: 'b', caption: [] },
      ),
    ]);
    expect(blocksOf('<img src="https://ailleurs.invalid/p.png" alt="cœur"/>')).toEqual([
      paragraph(words('cœur')),
    ]);
  });

  test('keeps the words of what it does not know, and nothing of what these would do', () => {
    const xml =
      '<script>alert(1)</script><style>p{}</style><x:y xmlns:x="u" onclick="a()">inconnu</x:y><form><input value="v"/>dedans</form><svg onload="a()"><text>dessin</text></svg>';
    expect(blocksOf(xml)).toEqual([
      paragraph(words('alert(1)'), words('p{}'), words('inconnu'), words('dedans'), words('dessin')),
    ]);
  });

  test('lets blocks out of the words that wrap them', () => {
    expect(blocksOf('<content styleCode="Bold">a<table><tr><td>b</td></tr></table></content>')).toMatchObject(
      [paragraph({ type: 'strong', content: [words('a')] }), { type: 'table' }],
    );
  });

  test('keeps rows, cells and items that stand where they should not', () => {
    expect(narrativeText(narrativeOf('<tr><td>a</td></tr><item>b</item><table>c<td>d</td></table>'))).toBe(
      'a\nb\nd',
    );
  });

  test('gives its words to the search line by line', () => {
    const xml =
      '<paragraph>CRP<sup>1</sup></paragraph><table><thead><tr><th>Date</th><th>Valeur</th></tr></thead><tbody><tr><td>hier</td><td>5<br/>mg</td></tr></tbody></table><list><item>un</item></list><footnote>bas</footnote>';
    expect(narrativeText(narrativeOf(xml))).toBe('CRP1\nDate\tValeur\nhier\t5\nmg\nun\nbas');
  });

  test('is empty where there is none', () => {
    expect(readNarrative(undefined)).toEqual({ blocks: [], footnotes: [] });
    expect(blocksOf('  <paragraph/> <table/> <list/>')).toMatchObject([{ type: 'table', body: [] }]);
  });
});

describe('a section', () => {
  const sectionIn = (cda: string): CdaSection | undefined => {
    const { body } = unwrap(readCda(cda));
    return body.level === 'N3' ? body.sections[0] : undefined;
  };

  test('has the files of its entries, each with its ID and title', () => {
    const attached = `<organizer><component><observation><code code="69764-9"/><value code="1" displayName="Attestation"/></observation></component><component><observationMedia ID="doc-1"><value mediaType="application/PDF" representation="B64">SGVs
      bG8=</value></observationMedia></component></organizer>`;
    const broken = '<observationMedia ID="doc-2"><value representation="B64">%%%</value></observationMedia>';
    const media = sectionIn(cdaOf(sectionOf('55107-7', entry(attached) + entry(broken))))?.media ?? [];
    expect(media.map(({ id, mediaType, title }) => ({ id, mediaType, title }))).toEqual([
      { id: 'doc-1', mediaType: 'application/pdf', title: 'Attestation' },
      { id: 'doc-2', mediaType: '', title: undefined },
    ]);
    expect(media.map(({ bytes }) => bytes())).toEqual([utf8('Hello'), undefined]);
  });

  test('keeps to itself what belongs to those inside it', () => {
    const inner = sectionOf(
      '1-1',
      entry('<observationMedia ID="x"><value representation="B64">AA==</value></observationMedia>'),
      'dedans',
    );
    const section = sectionIn(cdaOf(sectionOf('2-2', `<component>${inner}</component>`, 'dehors')));
    expect(section?.media).toEqual([]);
    expect(narrativeText(section?.narrative ?? { blocks: [], footnotes: [] })).toBe('dehors');
    expect(section?.sections[0]?.media).toHaveLength(1);
  });
});
