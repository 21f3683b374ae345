import fc from 'fast-check';
import { cdaOf, sectionOf } from './cda-entries.ts';

/** Elements that narratives may hold, and those that try to do something once they are on a screen. */
const NARRATIVE_TAGS = [
  'paragraph',
  'content styleCode="Bold Italics xallergy"',
  'content revised="delete"',
  'table',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'td colspan="99999999" rowspan="-1"',
  'th colspan="NaN"',
  'list listType="ordered"',
  'item',
  'caption',
  'footnote ID="n"',
  'footnoteRef IDREF="n"',
  'sub',
  'sup',
  'pre',
  'linkHtml href="javascript:alert(1)"',
  'linkHtml href="https://exemple.invalid/"',
  'linkHtml href="java&#9;script:alert(1)"',
  'a href=" data:text/html,&lt;script&gt;"',
  'renderMultiMedia referencedObject="x y"',
  'img src="https://ailleurs.invalid/p.png" onerror="alert(1)"',
  'script',
  'style',
  'iframe src="https://ailleurs.invalid/"',
  'form action="https://ailleurs.invalid/"',
  'object data="javascript:alert(1)"',
  'h:script xmlns:h="http://www.w3.org/1999/xhtml"',
  's:svg xmlns:s="http://www.w3.org/2000/svg" onload="alert(1)"',
  '__proto__ constructor="x"',
] as const;

/** Parts of entries, of every kind and in any place. */
const ENTRY_TAGS = [
  'observation classCode="OBS" moodCode="EVN"',
  'observation moodCode="INT" negationInd="true"',
  'act moodCode="EVN"',
  'organizer',
  'procedure moodCode="EVN"',
  'supply moodCode="RQO"',
  'substanceAdministration moodCode="EVN"',
  'entryRelationship typeCode="SUBJ"',
  'entryRelationship typeCode="MFST"',
  'component',
  'code code="11449-6" displayName="x"',
  'code code="ASSERTION"',
  'code code="882-1"',
  'code code="48767-8"',
  'translation code="t"',
  'originalText',
  'reference value="#x"',
  'reference value="#"',
  'text ID="x"',
  'value xsi:type="PQ" value="1e309" unit="g"',
  'value xsi:type="PQ" value="5" unit="mmol/L"',
  'value xsi:type="CD" code="77386006"',
  'value xsi:type="IVL_PQ"',
  'value xsi:type="ED" representation="B64" mediaType="application/pdf"',
  'value xsi:type=":::" value="true"',
  'low value="20269999"',
  'high value="20200101" unit="g"',
  'effectiveTime value="2026"',
  'effectiveTime xsi:type="PIVL_TS"',
  'period value="0" unit="h"',
  'templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.5.1"',
  'templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.6"',
  'templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.12"',
  'templateId root="1.2.250.1.213.1.1.3.55"',
  'statusCode code="completed"',
  'consumable',
  'manufacturedProduct',
  'manufacturedMaterial',
  'pharm:ingredient',
  'participant typeCode="CSM"',
  'participant typeCode="DEV"',
  'participantRole',
  'playingEntity',
  'playingDevice',
  'subject',
  'relatedSubject',
  'doseQuantity value="1" unit="{tablet}"',
  'section',
  'observationMedia ID="x"',
] as const;

const TEXTS = [
  '',
  ' ',
  'Angor',
  'aucune allergie',
  'non',
  '&lt;script&gt;',
  'JVBERi0=',
  '\u202e',
  'x'.repeat(3000),
];

/** Trees of such elements, well-formed however odd, as deep as thirty. */
function treesOf(tags: readonly string[]): fc.Arbitrary<string> {
  const { tree } = fc.letrec<{ tree: string; node: string }>((tie) => ({
    tree: fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'tree' }).map((nodes) => nodes.join('')),
    node: fc.oneof(
      { depthSize: 'medium', maxDepth: 30, depthIdentifier: 'tree' },
      fc.constantFrom(...TEXTS),
      fc
        .tuple(fc.constantFrom(...tags), tie('tree'))
        .map(([tag, inside]) => `<${tag}>${inside}</${tag.split(' ')[0] ?? ''}>`),
    ),
  }));
  return tree;
}

/** As many elements inside each other as one likes: what trees seldom are. */
const towersOf = (tags: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.array(fc.constantFrom(...tags), { maxLength: 190 }), fc.constantFrom(...TEXTS)).map(
    ([all, text]) =>
      all.map((tag) => `<${tag}>`).join('') +
      text +
      all
        .toReversed()
        .map((tag) => `</${tag.split(' ')[0] ?? ''}>`)
        .join(''),
  );

const partsOf = (tags: readonly string[]): fc.Arbitrary<string> => fc.oneof(treesOf(tags), towersOf(tags));

const SECTIONS = [
  '48765-2',
  '10160-0',
  '11450-4',
  '11369-6',
  '46264-8',
  '10162-6',
  '42348-3',
  '18719-5',
  '1-1',
];

/** Documents whose header is in order and whose body is not. */
export const hostileBodies: fc.Arbitrary<string> = fc
  .array(
    fc
      .tuple(fc.constantFrom(...SECTIONS), partsOf(NARRATIVE_TAGS), partsOf(ENTRY_TAGS))
      .map(([code, text, entries]) => sectionOf(code, `<entry>${entries}</entry>`, text)),
    { minLength: 1, maxLength: 3 },
  )
  .map((sections) => cdaOf(...sections));

const REFERRING =
  '<entry><observation><code/><value><originalText><reference value="#a"/></originalText></value></observation></entry>';

/** Bytes that are no clinical document, or one that was made to choke on. */
export const bombs: fc.Arbitrary<string> = fc
  .tuple(fc.nat(40_000), fc.constantFrom('a', 'b c="d"', 'x:y', '&e;', '&#x41;', '<![CDATA['))
  .chain(([count, piece]) =>
    fc.constantFrom(
      `<!DOCTYPE a [<!ENTITY e "${piece.repeat(10)}">]><a>${'&e;'.repeat(count)}</a>`,
      `<${piece}>`.repeat(count),
      `<a ${Array.from({ length: Math.min(count, 5000) }, (_, i) => `n${i}="${piece.length}"`).join(' ')}/>`,
      cdaOf(sectionOf('1-1', '', piece.startsWith('a') ? 'mot '.repeat(count) : piece.repeat(count))),
      cdaOf(sectionOf('1-1', '', `<list>${'<item>x</item>'.repeat(count)}</list>`)),
      // thousands of entries, and one long text that each of them refers to
      cdaOf(
        sectionOf(
          '48765-2',
          REFERRING.repeat(count / 10),
          `<content ID="a">${'mot '.repeat(count)}</content>`,
        ),
      ),
    ),
  );
