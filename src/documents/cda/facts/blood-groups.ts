import { folded } from '#base/folded.ts';
import type { BloodGroup } from '#domain/clinical/fact.ts';
import { descend } from '#documents/xml/element.ts';
import { stated } from '../stated.ts';
import { codingOf } from './codes.ts';
import { comments, noteOf } from './details.ts';
import type { KindReader } from './kind-reader.ts';
import { codeAt, isNegated, isPlanned } from './statement.ts';
import { cutLabel } from './texts.ts';
import { periodOf } from './times.ts';
import { valueOf, valueWords } from './values.ts';

/** ABO and Rh group, ABO group, Rh (LOINC); blood group, ABO and Rh findings (SNOMED CT). */
const CODES = new Set([
  '882-1',
  '883-9',
  '10331-7',
  '34530-6',
  '365636006',
  '365637002',
  '112143006',
  '115758001',
]);
const NAMES = /^(groupe sanguin|groupage|groupe abo|rhesus|phenotype rh)/;

export const bloodGroups: KindReader = {
  applies: (statement, { texts, relative }) =>
    statement.local === 'observation' &&
    relative === undefined &&
    !isPlanned(statement) &&
    !isNegated(statement) &&
    (CODES.has(codeAt(statement)) ||
      NAMES.test(folded(codingOf(descend(statement, 'code'), texts).label ?? ''))),
  read(statement, place) {
    const value = valueOf(descend(statement, 'value'), place.texts);
    if (!value) return { facts: [], inside: place };
    const { code, translations } = codingOf(
      descend(statement, value.type === 'coded' ? 'value' : 'code'),
      place.texts,
    );
    const fact: BloodGroup = {
      kind: 'bloodGroup',
      label: cutLabel(valueWords(value)),
      ...stated({
        code,
        translations,
        from: periodOf(statement).from ?? place.time,
        note: noteOf(...comments(statement, place.texts)),
      }),
    };
    return { facts: [fact] };
  },
};
