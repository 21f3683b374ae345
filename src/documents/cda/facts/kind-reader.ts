import type { ClinicalFact } from '#domain/clinical/fact.ts';
import type { XmlElement } from '#documents/xml/element.ts';
import type { Place } from './statement.ts';

/** Reads one kind of fact out of a clinical statement. */
export type KindReader = {
  /** By template, by code, or by the section and the shape of the statement. */
  readonly applies: (statement: XmlElement, place: Place) => boolean;
  readonly read: (statement: XmlElement, place: Place) => ReadStatement;
};

export type ReadStatement = {
  readonly facts: readonly ClinicalFact[];
  /** Where the statements inside stand; absent: they are parts of this one, and read. */
  readonly inside?: Place;
};
