import type { ClinicalCode } from '#domain/clinical/code.ts';
import type { CareValue } from '#domain/care-notes/template.ts';
import { attributes, codeXml, element } from './xml-parts.ts';

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** ID of the cell that holds the words of a field: entries refer to it. */
export const cellId = (name: string): string => `value-${name}`;

/** A value in French words: «36,7 °C». */
export function careWords(value: CareValue): string {
  switch (value.type) {
    case 'number':
      return `${String(value.value).replace('.', ',')} ${value.unit.shown}`;
    case 'choice':
      return value.option.label;
    case 'text':
      return value.text;
  }
}

/** A code, or the words alone where no nomenclature has it. */
export function named(name: string, code: ClinicalCode | undefined, words: string): string {
  if (!code) return `<${name} nullFlavor="NA">${element('originalText', words)}</${name}>`;
  return codeXml(name, { code: code.code, system: code.system, displayName: code.display ?? words });
}

/** A comment on the statement around it (IHE PCC 1.3.6.1.4.1.19376.1.5.3.1.4.2). */
export const commentXml = (words: string): string =>
  `<entryRelationship${attributes({ typeCode: 'SUBJ', inversionInd: 'true' })}>` +
  '<act classCode="ACT" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.1.40"/>' +
  '<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.2"/>' +
  codeXml('code', { code: '48767-8', system: '2.16.840.1.113883.6.1', displayName: 'Commentaire' }) +
  `${element('text', words)}<statusCode code="completed"/></act></entryRelationship>`;
