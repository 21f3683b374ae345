import type { Problem } from '#domain/clinical/fact.ts';
import { descend } from '#documents/xml/element.ts';
import { stated } from '../stated.ts';
import { codingOf } from './codes.ts';
import { isDenial, noneKnown } from './denial.ts';
import { comments, noteOf, reasons } from './details.ts';
import type { KindReader } from './kind-reader.ts';
import type { SectionPlace } from './section.ts';
import { codeAt, hasTemplate, isNegated, isPlanned, neverWas, statusOf } from './statement.ts';
import { cutLabel, wordsAt } from './texts.ts';
import { isBefore, periodOf } from './times.ts';

/** Taking of a specimen (IHE LAB) and the dose that an examination gave (DICOM): parts of an examination. */
const PARTS: ReadonlySet<string> = new Set([
  '1.3.6.1.4.1.19376.1.3.1.2',
  '1.2.250.1.213.1.1.3.77',
  '1.2.250.1.213.1.1.3.165',
]);

/** A plan may be written as if it were done, with a day that has not come. */
const isToCome = ({ subject }: SectionPlace, from: string | undefined, writtenAt: string): boolean =>
  subject === 'plan' && from !== undefined && isBefore(writtenAt, from);

/** Surgery and other procedures, done or planned (IHE PCC 1.3.6.1.4.1.19376.1.5.3.1.4.19 and its kind). */
export const acts: KindReader = {
  applies: ({ local }) => local === 'procedure',
  read(statement, place) {
    const { texts, section } = place;
    if (neverWas(statement)) return { facts: [] };
    const coding = codingOf(descend(statement, 'code'), texts);
    const label = coding.label ?? wordsAt(descend(statement, 'text'), texts);
    // one that repeats the code of its section only holds others
    if (!label || hasTemplate(statement, PARTS) || codeAt(statement) === section.code)
      return { facts: [], inside: place };
    const inside = { ...place, group: label };
    if (isNegated(statement) || isDenial({ ...coding, label }))
      return { facts: [noneKnown('problem', { ...coding, label })], inside };
    const { from, to } = periodOf(statement);
    const planned = isPlanned(statement) || isToCome(section, from, place.writtenAt);
    const fact: Problem = {
      kind: 'problem',
      category: 'act',
      ...coding,
      label: cutLabel(label),
      state: planned ? 'unknown' : statusOf(statement) === 'active' ? 'current' : 'ended',
      ...stated({
        from,
        to,
        note: noteOf(
          codingOf(descend(statement, 'targetSiteCode'), texts).label,
          ...reasons(statement, texts),
          ...comments(statement, texts),
        ),
        planned: planned ? true : undefined,
      }),
    };
    return { facts: [fact], inside };
  },
};
