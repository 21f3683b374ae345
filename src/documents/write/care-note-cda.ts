import type { CareNote, CareTemplate } from '#domain/care-notes/template.ts';
import { writeCdaSections, type CdaHeaderToWrite } from './cda.ts';
import { careEntries } from './care-note-entries.ts';
import { careWords, cellId } from './care-note-parts.ts';
import { codeXml, element, empty } from './xml-parts.ts';

const LOINC = '2.16.840.1.113883.6.1';

/** Section by kind: IHE PCC and CI-SIS «signes vitaux» for these; a section code alone for the others. */
const SECTIONS: Readonly<
  Record<CareTemplate['kind'], { readonly templates: readonly string[]; readonly code?: string }>
> = {
  vitalSigns: {
    templates: [
      '2.16.840.1.113883.10.20.1.16',
      '1.3.6.1.4.1.19376.1.5.3.1.3.25',
      '1.3.6.1.4.1.19376.1.5.3.1.1.5.3.2',
      '1.2.250.1.213.1.1.2.75',
    ],
    code: '8716-3',
  },
  wound: { templates: [] },
  // medication administered
  injection: { templates: [], code: '18610-6' },
  // relevant diagnostic tests
  glucose: { templates: [], code: '30954-2' },
};

/**
 * A CDA R2 of level 3 with what a note of care says, as a table for people and as entries for programs: reading it gives
 * the same values back. Empty fields are left out of both.
 */
export function writeCareNote(header: CdaHeaderToWrite, note: CareNote): string {
  const { title, kind } = note.template;
  const { templates, code } = SECTIONS[kind];
  const parts = [
    templates.map((root) => empty('templateId', { root })).join(''),
    code ? codeXml('code', { code, system: LOINC, displayName: title }) : '',
    element('title', title),
    `<text>${narrative(note)}</text>`,
    careEntries(note, header.id.root),
  ];
  const service = { start: note.at, stop: note.at };
  return writeCdaSections({ ...header, service }, [`<section>${parts.join('')}</section>`]);
}

function narrative({ template, values }: CareNote): string {
  const rows = template.fields.flatMap(({ name, label }) => {
    const value = values.get(name);
    return value ? [row(label, element('td', careWords(value), { ID: cellId(name) }))] : [];
  });
  return `<table><tbody>${rows.join('')}</tbody></table>`;
}

const row = (label: string, cell: string): string => `<tr>${element('th', label)}${cell}</tr>`;
