import { describe, expect, test } from 'vitest';
import {
  comment,
  entry,
  factsIn,
  observation,
  sectionOf,
  template,
  tied,
} from '#test/support/documents/cda-entries.ts';

const ALLERGY = template('1.3.6.1.4.1.19376.1.5.3.1.4.6');
const CONCERN = template('1.3.6.1.4.1.19376.1.5.3.1.4.5.1');
const TYPE = 'code="416098002" displayName="allergie médicamenteuse" codeSystem="2.16.840.1.113883.6.96"';

const agent = (inside: string): string =>
  `<participant typeCode="CSM"><participantRole><playingEntity>${inside}</playingEntity></participantRole></participant>`;
const PENICILLIN = agent(
  '<code code="J01CE01" displayName="benzylpénicilline" codeSystem="2.16.840.1.113883.6.73"/><name>Pénicilline G</name>',
);
const status = (code: string): string =>
  tied('REFR', observation('code="33999-4"', `<value xsi:type="CE" code="${code}"/>`));
const concern = (statusCode: string, inside: string): string =>
  `<act classCode="ACT" moodCode="EVN">${CONCERN}<statusCode code="${statusCode}"/>${tied('SUBJ', inside)}</act>`;
const allergy = (rest: string, named = ''): string => observation(TYPE, ALLERGY + rest, named);
const inSection = (statement: string, text = ''): string => sectionOf('48765-2', entry(statement), text);

describe('an allergy', () => {
  test('is called by its substance, with what it does and how bad it is', () => {
    const reaction = observation(
      'code="418799008"',
      '<value xsi:type="CD" code="39579001" displayName="choc anaphylactique"/>' +
        tied('SUBJ', observation('code="SEV"', '<value xsi:type="CD" code="24484000"/>')),
    );
    const denied = observation(
      'code="418799008"',
      '<value xsi:type="CD" code="1" displayName="urticaire"/>',
      ' negationInd="true"',
    );
    const statement = allergy(
      `<effectiveTime><low value="2001"/></effectiveTime>${PENICILLIN}${tied('MFST', reaction)}${tied('MFST', denied)}${comment('depuis l’enfance')}`,
    );
    expect(factsIn(inSection(concern('active', statement)))).toEqual([
      {
        kind: 'allergy',
        label: 'benzylpénicilline',
        code: { system: '2.16.840.1.113883.6.73', code: 'J01CE01', display: 'benzylpénicilline' },
        state: 'current',
        from: '2001',
        reactions: ['choc anaphylactique'],
        severity: 'severe',
        note: 'allergie médicamenteuse · Pénicilline G · Réaction niée : urticaire · depuis l’enfance',
      },
    ]);
  });

  test.each([
    ['active', 'current'],
    ['inactive', 'ended'],
    ['resolved', 'ended'],
  ])('that is %s is %s, whatever the concern around it says', (code, state) => {
    const statement = allergy(PENICILLIN + status(code));
    expect(factsIn(inSection(concern('active', statement)))).toMatchObject([{ state }]);
  });

  test('of a concern that was closed without a date may still be one', () => {
    expect(factsIn(inSection(concern('completed', allergy(PENICILLIN))))).toMatchObject([
      { state: 'unknown' },
    ]);
  });

  test('without a substance is called by its type, also where a form only says yes', () => {
    const text = '<content ID="a">Oui</content>';
    const value = '<value xsi:type="CD"><originalText><reference value="#a"/></originalText></value>';
    expect(factsIn(inSection(allergy(value), text))).toMatchObject([
      { kind: 'allergy', label: 'allergie médicamenteuse' },
    ]);
  });

  test('is recognised by its section where nothing else tells', () => {
    const unknown = observation(
      'code="1" displayName="?"',
      '<value xsi:type="CD" code="91935009" displayName="allergie à l’arachide"/>',
    );
    expect(factsIn(inSection(unknown))).toMatchObject([{ kind: 'allergy', label: 'allergie à l’arachide' }]);
  });
});

describe('no allergy', () => {
  test.each([
    [
      'by a code',
      allergy('<value xsi:type="CD" code="716186003" displayName="aucune allergie connue"/>'),
      '',
      'aucune allergie connue',
    ],
    [
      'by the code of the international summary',
      allergy('<value xsi:type="CD" code="no-known-allergies" displayName="No known allergies"/>'),
      '',
      'No known allergies',
    ],
    [
      'in words beside an empty entry',
      allergy('<value xsi:type="CD"/>'),
      'Aucune allergie identifiée pendant le séjour',
      'Aucune allergie identifiée pendant le séjour',
    ],
  ])('is said %s', (_, statement, text, label) => {
    const [fact, ...others] = factsIn(inSection(statement, text));
    expect(others).toEqual([]);
    expect(fact).toMatchObject({ kind: 'noneKnown', of: 'allergy', label });
    expect(fact).not.toHaveProperty('named');
  });

  test('is said by a section without entries', () => {
    expect(factsIn(sectionOf('48765-2', '', "Pas d'allergie connue."))).toEqual([
      { kind: 'noneKnown', of: 'allergy', label: "Pas d'allergie connue." },
    ]);
  });

  test.each([
    'Aucune allergie sauf pénicilline',
    'Aucune information',
    'Aucune allergie documentée',
    'Pénicilline',
    'Aucune allergie connue. Urticaire après aspirine.',
    '',
  ])('is not said by «%s»', (text) => {
    expect(factsIn(sectionOf('48765-2', '', text))).toEqual([]);
  });

  test('to one substance does not deny the others', () => {
    expect(factsIn(inSection(allergy(PENICILLIN, ' negationInd="true"')))).toMatchObject([
      { kind: 'noneKnown', of: 'allergy', named: true, label: 'benzylpénicilline' },
    ]);
  });
});
