import { unwrap } from '#base/result.ts';
import { readFacts } from '#documents/cda/facts/read-facts.ts';
import { readClinicalDocument } from '#documents/cda/read-cda.ts';
import type { ClinicalFact } from '#domain/clinical/fact.ts';
import { sampleCdaN3 } from './samples.ts';

/** A document of 20 November 2026 with these sections, in its own words or with coded entries. */
export const cdaOf = (...sections: readonly string[]): string =>
  sampleCdaN3().replace(
    /<structuredBody>.*<\/structuredBody>/s,
    () =>
      `<structuredBody xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:pharm="urn:ihe:pharm">${sections
        .map((one) => `<component>${one}</component>`)
        .join('')}</structuredBody>`,
  );

/** Entries may be followed by components with sections inside. */
export const sectionOf = (code: string, entries: string, text = '', title = 'Titre'): string =>
  `<section><code code="${code}" codeSystem="2.16.840.1.113883.6.1"/><title>${title}</title><text>${text}</text>${entries}</section>`;

export const entry = (statement: string): string => `<entry>${statement}</entry>`;

export const template = (...roots: readonly string[]): string =>
  roots.map((root) => `<templateId root="${root}"/>`).join('');

export const tied = (tie: string, statement: string): string =>
  `<entryRelationship typeCode="${tie}">${statement}</entryRelationship>`;

export const comment = (words: string): string =>
  tied('SUBJ', `<act classCode="ACT" moodCode="EVN"><code code="48767-8"/><text>${words}</text></act>`);

/** An observation with its code, and whatever else is given. */
export const observation = (code: string, rest: string, named = ''): string =>
  `<observation classCode="OBS" moodCode="EVN"${named}><code ${code}/>${rest}</observation>`;

/** What a document says of health: the people of its header left out. */
export const factsIn = (...sections: readonly string[]): ClinicalFact[] =>
  allFactsIn(cdaOf(...sections)).filter(({ kind }) => kind !== 'contact');

export const allFactsIn = (cda: string): ClinicalFact[] => readFacts(unwrap(readClinicalDocument(cda)).root);
