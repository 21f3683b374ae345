import { attribute, childrenOf, descend, elementsOf, type XmlElement } from '#documents/xml/element.ts';
import { templateIdsOf } from '../parts.ts';
import type { SectionPlace } from './section.ts';
import type { Texts } from './texts.ts';

/** Where a clinical statement stands, and what it inherits from what is around it. */
export type Place = {
  readonly section: SectionPlace;
  readonly texts: Texts;
  /** When the document was written, ISO 8601: what is current is so at that time. */
  readonly writtenAt: string;
  /** Panel, device or problem that it belongs to; the title of the section otherwise. */
  readonly group?: string;
  /** Germ of the culture that it belongs to. */
  readonly isolate?: string;
  /** Time of the organizer around it, for statements that have none of their own. */
  readonly time?: string;
  /** Whom it is about, where that is not the holder: «Mère». */
  readonly relative?: string;
  /** Something around it says that these are laboratory results. */
  readonly laboratory?: true;
  /** The `act` of a concern around it (IHE PCC 1.3.6.1.4.1.19376.1.5.3.1.4.5.1). */
  readonly concern?: XmlElement;
};

/** A statement inside another one, and how it is tied to it: SUBJ, REFR, MFST, CAUS, RSON, COMP, … */
export type Nested = { readonly tie: string; readonly statement: XmlElement };

/** The clinical statements of CDA R2 (POCD_RM000040 clinicalStatement) that facts are read from. */
const STATEMENTS = new Set([
  'act',
  'encounter',
  'observation',
  'organizer',
  'procedure',
  'substanceAdministration',
  'supply',
]);

export const statementsIn = (parent: XmlElement): XmlElement[] =>
  elementsOf(parent).filter(({ local, uri }) => STATEMENTS.has(local) && uri === parent.uri);

const TIES = new Set(['entryRelationship', 'component']);

export const nestedIn = (statement: XmlElement): Nested[] =>
  elementsOf(statement)
    .filter(({ local }) => TIES.has(local))
    .flatMap((tie) =>
      statementsIn(tie).map((one) => ({ tie: attribute(tie, 'typeCode') ?? '', statement: one })),
    );

export const codeAt = (statement: XmlElement): string => attribute(descend(statement, 'code'), 'code') ?? '';

export const hasTemplate = (statement: XmlElement, templates: ReadonlySet<string>): boolean =>
  templateIdsOf(statement).some((id) => templates.has(id));

export const isNegated = (statement: XmlElement): boolean => attribute(statement, 'negationInd') === 'true';

/** INT, PRP, RQO, ARQ, PRMS, GOL: meant, proposed or asked for; EVN is what was. */
export const isPlanned = (statement: XmlElement): boolean =>
  !['', 'EVN', 'DEF'].includes(attribute(statement, 'moodCode') ?? '');

export const statusOf = (statement: XmlElement | undefined): string =>
  attribute(descend(statement, 'statusCode'), 'code') ?? '';

/** Cancelled, nullified or aborted before it began: it never was. */
export const neverWas = (statement: XmlElement): boolean =>
  ['cancelled', 'nullified'].includes(statusOf(statement));

/** Kinship of the person that a statement names as its subject (`subject/relatedSubject/code`). */
export function relativeOf(statement: XmlElement): string | undefined {
  const related = descend(statement, 'subject', 'relatedSubject');
  if (!related) return undefined;
  const code = descend(related, 'code');
  return attribute(code, 'displayName') || attribute(code, 'code') || '?';
}

/** Child elements of a name in any namespace: medicines are described in that of IHE Pharmacy (urn:ihe:pharm). */
export const anyChildren = (element: XmlElement | undefined, local: string): XmlElement[] =>
  elementsOf(element).filter((child) => child.local === local);

export const participantsOf = (statement: XmlElement, typeCode: string): XmlElement[] =>
  childrenOf(statement, 'participant').filter((one) => attribute(one, 'typeCode') === typeCode);
