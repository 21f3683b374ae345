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

const PROBLEM = template('1.3.6.1.4.1.19376.1.5.3.1.4.5');
const CONCERN = template('1.3.6.1.4.1.19376.1.5.3.1.4.5.1');
const value = (rest: string): string => `<value xsi:type="CD" ${rest}/>`;
const ANGINA = value('code="I20.0" displayName="Angor instable" codeSystem="2.16.840.1.113883.6.3"');
const problem = (rest: string, named = ''): string => observation('code="282291009"', PROBLEM + rest, named);
const concern = (status: string, times: string, inside: string): string =>
  `<act classCode="ACT" moodCode="EVN">${CONCERN}<statusCode code="${status}"/><effectiveTime>${times}</effectiveTime>${tied('SUBJ', inside)}</act>`;

describe('a problem', () => {
  test('has its code, its time and what is said of it', () => {
    const severity = tied('SUBJ', observation('code="SEV"', value('code="6736007" displayName="modéré"')));
    const certainty = tied(
      'SUBJ',
      observation('code="66455-7"', value('code="unconfirmed" displayName="Non confirmé"')),
    );
    const statement = problem(
      `<effectiveTime><low value="20190811"/></effectiveTime>${ANGINA}${severity}${certainty}${comment('à revoir')}`,
    );
    expect(factsIn(sectionOf('11450-4', entry(concern('active', '', statement))))).toEqual([
      {
        kind: 'problem',
        category: 'problem',
        label: 'Angor instable',
        code: { system: '2.16.840.1.113883.6.3', code: 'I20.0', display: 'Angor instable' },
        state: 'current',
        from: '2019-08-11',
        note: 'Sévérité : modéré · Certitude : Non confirmé · à revoir',
      },
    ]);
  });

  test.each([
    ['11450-4', 'problem'],
    ['11348-0', 'history'],
    ['10157-6', 'family'],
    ['10161-8', 'risk'],
    ['99999-9', 'problem'],
  ])('in a section %s is a %s', (code, category) => {
    expect(factsIn(sectionOf(code, entry(problem(ANGINA))))).toMatchObject([{ category }]);
  });

  test.each([
    ['active', '<low value="2019"/>', 'current'],
    ['completed', '<low value="2019"/><high value="2020"/>', 'ended'],
    ['completed', '<low value="2019"/>', 'unknown'],
    ['suspended', '', 'unknown'],
  ])('of a concern that is %s (%s) is %s', (status, times, state) => {
    expect(factsIn(sectionOf('11348-0', entry(concern(status, times, problem(ANGINA)))))).toMatchObject([
      { state },
    ]);
  });

  test('of a relative is never of the holder', () => {
    const organizer = `<organizer classCode="CLUSTER" moodCode="EVN"><subject><relatedSubject><code code="MTH" displayName="Mère"/></relatedSubject></subject><component>${problem(ANGINA)}</component></organizer>`;
    expect(factsIn(sectionOf('11450-4', entry(organizer)))).toMatchObject([
      { kind: 'problem', category: 'family', note: 'Mère' },
    ]);
  });

  test('that is denied is denied by name, by negation or by the answer «non» of a form', () => {
    const answered = problem(
      '<value xsi:type="CD" code="N04" displayName="Syndrome néphrotique"><originalText><reference value="#n"/></originalText></value>',
    );
    const facts = factsIn(
      sectionOf(
        '11450-4',
        entry(problem(ANGINA, ' negationInd="true"')) + entry(answered),
        '<content ID="n">Non</content>',
      ),
    );
    expect(facts).toMatchObject([
      { kind: 'noneKnown', of: 'problem', named: true, label: 'Angor instable' },
      { kind: 'noneKnown', of: 'problem', named: true, label: 'Syndrome néphrotique' },
    ]);
  });

  test.each(['Absence de rein gauche', 'Pas de pouls fémoral', 'Aucune vision à droite'])(
    'called «%s» is one all the same',
    (name) => {
      expect(
        factsIn(sectionOf('11450-4', entry(problem(value(`code="1" displayName="${name}"`))))),
      ).toMatchObject([{ kind: 'problem', label: name }]);
    },
  );

  test('as a plain assertion needs no template', () => {
    expect(factsIn(sectionOf('1-1', entry(observation('code="ASSERTION"', ANGINA))))).toMatchObject([
      { kind: 'problem', label: 'Angor instable' },
    ]);
  });

  test('has the words of its «other», and what stands inside belongs to it', () => {
    const inner = tied(
      'SUBJ',
      observation('code="21905-5" displayName="T"', value('code="T1b" displayName="T1b"')),
    );
    const other = problem(
      `<value xsi:type="CD" code="GEN-092.01" displayName="Autre"><originalText>Maladie de X</originalText></value>${inner}`,
    );
    expect(factsIn(sectionOf('11450-4', entry(other)))).toMatchObject([
      { kind: 'problem', label: 'Maladie de X' },
      { kind: 'observation', label: 'T', group: 'Maladie de X' },
    ]);
  });
});

describe('an act', () => {
  const procedure = (rest: string, named = 'moodCode="EVN"'): string =>
    `<procedure classCode="PROC" ${named}>${rest}</procedure>`;
  const STENT =
    '<code code="MED-568" displayName="Traitement"><qualifier><value code="1" displayName="Radiothérapie"/></qualifier></code>';

  test('is told with its qualifier, day and side', () => {
    const statement = procedure(
      `${STENT}<statusCode code="completed"/><effectiveTime value="20180114"/><targetSiteCode code="1" displayName="sein gauche"/>`,
    );
    expect(factsIn(sectionOf('47519-4', entry(statement)))).toMatchObject([
      {
        kind: 'problem',
        category: 'act',
        label: 'Traitement : Radiothérapie',
        state: 'ended',
        from: '2018-01-14',
        note: 'sein gauche',
      },
    ]);
  });

  test('that is meant, or that a plan sets on a day to come, is planned', () => {
    const meant = procedure(STENT, 'moodCode="INT"');
    const toCome = procedure(`${STENT}<effectiveTime value="20270101"/>`);
    expect(factsIn(sectionOf('18776-5', entry(meant) + entry(toCome)))).toMatchObject([
      { planned: true, state: 'unknown' },
      { planned: true, state: 'unknown' },
    ]);
  });

  test('that was cancelled, or only took a specimen, is none', () => {
    const cancelled = procedure(`${STENT}<statusCode code="cancelled"/>`);
    const specimen = procedure(template('1.3.6.1.4.1.19376.1.3.1.2') + STENT);
    expect(factsIn(sectionOf('47519-4', entry(cancelled) + entry(specimen)))).toEqual([]);
  });

  test('done twice counts twice; the same entry given twice counts once', () => {
    const done = (id: string): string => entry(procedure(`<id root="${id}"/>${STENT}`));
    expect(factsIn(sectionOf('47519-4', done('1') + done('2') + done('1')))).toHaveLength(2);
  });
});
