import { describe, expect, test } from 'vitest';
import {
  allFactsIn,
  cdaOf,
  comment,
  entry,
  factsIn,
  observation,
  sectionOf,
  template,
  tied,
} from '#test/support/documents/cda-entries.ts';

describe('vaccinations', () => {
  const vaccination = (rest: string, named = 'moodCode="EVN"'): string =>
    `<substanceAdministration classCode="SBADM" ${named}>${template('1.3.6.1.4.1.19376.1.5.3.1.4.12')}${rest}</substanceAdministration>`;
  const vaccine = (inside: string): string =>
    `<consumable><manufacturedProduct><manufacturedMaterial>${inside}</manufacturedMaterial></manufacturedProduct></consumable>`;
  const BCG = vaccine(
    '<code><originalText>Oui</originalText><translation code="J07AN" displayName="vaccins de la tuberculose"/></code><name>Vaccin antituberculeux</name><lotNumberText>235421176</lotNumberText>',
  );

  test('have their day, lot, place, rank and reaction', () => {
    const rank = tied('SUBJ', observation('code="30973-2"', '<value xsi:type="INT" value="1"/>'));
    const fever = tied(
      'CAUS',
      observation('code="418799008"', '<value xsi:type="CD" code="R50.2" displayName="Fièvre"/>'),
    );
    const statement = vaccination(
      `<effectiveTime value="1975"/><approachSiteCode code="368208006" displayName="Bras gauche"/>${BCG}${rank}${fever}${comment('au centre')}`,
    );
    expect(factsIn(sectionOf('11369-6', entry(statement)))).toEqual([
      {
        kind: 'vaccination',
        label: 'Vaccin antituberculeux',
        code: { system: '', code: 'J07AN', display: 'vaccins de la tuberculose' },
        from: '1975',
        lot: '235421176',
        site: 'Bras gauche',
        dose: '1',
        note: 'Réaction : Fièvre · au centre',
      },
    ]);
  });

  test('that are meant are planned, and those that were not given are denied by name', () => {
    const facts = factsIn(
      sectionOf(
        '18776-5',
        entry(vaccination(BCG, 'moodCode="INT"')) +
          entry(vaccination(BCG, 'moodCode="EVN" negationInd="true"')),
      ),
    );
    expect(facts).toMatchObject([
      { kind: 'vaccination', planned: true },
      { kind: 'noneKnown', of: 'vaccination', named: true },
    ]);
  });

  test('tell when the vaccine was handed out, which is not when it was given', () => {
    const supply = tied(
      'REFR',
      '<supply classCode="SPLY" moodCode="EVN"><performer><time value="20190711"/></performer></supply>',
    );
    const [fact] = factsIn(sectionOf('11369-6', entry(vaccination(BCG + supply))));
    expect(fact).toMatchObject({ note: 'Délivré le 2019-07-11' });
    expect(fact).not.toHaveProperty('from');
  });
});

describe('implants', () => {
  const supply = (device: string, rest = '', named = 'moodCode="EVN"'): string =>
    `<supply classCode="SPLY" ${named}>${rest}<participant typeCode="DEV"><participantRole><id root="1" extension="(01)084"/><playingDevice>${device}</playingDevice></participantRole></participant></supply>`;
  const emdn = (code: string, name: string): string =>
    `<code code="${code}" displayName="${name}" codeSystem="1.2.250.1.213.2.68"/>`;

  test('have their identifier, and say since when', () => {
    const statement = supply(
      emdn('J0105', 'Défibrillateur'),
      '<effectiveTime xsi:type="IVL_TS"><low value="20080929"/></effectiveTime>',
    );
    expect(factsIn(sectionOf('46264-8', entry(statement)))).toEqual([
      {
        kind: 'implant',
        label: 'Défibrillateur',
        code: { system: '1.2.250.1.213.2.68', code: 'J0105', display: 'Défibrillateur' },
        state: 'current',
        from: '2008-09-29',
        identifier: '(01)084',
      },
    ]);
  });

  test('are told from a bed, which nobody implants, and from what is ordered', () => {
    const bed = supply(emdn('V0806', 'Lit médical'), '', 'moodCode="INT"');
    expect(factsIn(sectionOf('46264-8', entry(bed)))).toMatchObject([
      { implanted: false, planned: true, state: 'unknown' },
    ]);
  });

  test('have what was measured of them as observations of their group', () => {
    const pacemaker = `<supply classCode="SPLY" moodCode="EVN"><participant typeCode="DEV"><participantRole><playingDevice>${emdn('J01', 'Stimulateur')}</playingDevice></participantRole></participant>${tied('RSON', observation('code="L14" displayName="Tension"', '<value xsi:type="PQ" value="2.8" unit="V"/>'))}</supply>`;
    expect(factsIn(sectionOf('46264-8', entry(pacemaker)))).toMatchObject([
      { kind: 'implant' },
      { kind: 'observation', label: 'Tension', group: 'Stimulateur' },
    ]);
  });

  test('that a form asks for are there or not', () => {
    const asked = (id: string, answer: string): string =>
      entry(
        observation(
          'code="P0102" displayName="PROTHÈSES DENTAIRES"',
          `<text><reference value="#${id}"/></text><value xsi:type="BL" value="${answer}"/>`,
        ),
      );
    const text = '<content ID="h">Prothèse (haut)</content><content ID="b">Prothèse (bas)</content>';
    expect(factsIn(sectionOf('46264-8', asked('h', 'true') + asked('b', 'false'), text))).toMatchObject([
      { kind: 'implant', label: 'Prothèse (haut)', implanted: false },
      { kind: 'noneKnown', of: 'implant', named: true, label: 'Prothèse (bas)' },
    ]);
  });
});

describe('pregnancy', () => {
  const status = (value: string): string => entry(observation('code="11449-6"', value));
  const due = entry(observation('code="11778-8"', '<value xsi:type="TS" value="20270903"/>'));

  test('and its expected date are one fact', () => {
    const pregnant = status('<value xsi:type="CD" code="77386006" displayName="enceinte"/>');
    expect(factsIn(sectionOf('10162-6', pregnant + due))).toMatchObject([
      { kind: 'pregnancy', state: 'current', label: 'enceinte', due: '2027-09-03' },
    ]);
  });

  test('may be said in words, or by an expected date that is to come', () => {
    expect(factsIn(sectionOf('10162-6', status('<value xsi:type="ST">enceinte</value>')))).toMatchObject([
      { kind: 'pregnancy', state: 'current' },
    ]);
    expect(factsIn(sectionOf('10162-6', due))).toMatchObject([{ kind: 'pregnancy', state: 'current' }]);
  });

  test.each([
    '<value xsi:type="CD" code="60001007" displayName="non enceinte"/>',
    '<value xsi:type="ST">pas enceinte</value>',
    '<value xsi:type="BL" value="false"/>',
  ])('is denied by %s', (value) => {
    expect(factsIn(sectionOf('10162-6', status(value)))).toMatchObject([
      { kind: 'noneKnown', of: 'pregnancy' },
    ]);
  });

  test('with a beginning and no end goes on', () => {
    const organizer = (times: string): string =>
      entry(
        `<organizer classCode="CLUSTER" moodCode="EVN">${template('1.2.250.1.213.1.1.3.55')}<code code="118185001" displayName="grossesse"/><effectiveTime>${times}</effectiveTime></organizer>`,
      );
    const facts = factsIn(
      sectionOf(
        '10162-6',
        organizer('<low value="20260901"/>') + organizer('<low value="2020"/><high value="2021"/>'),
      ),
    );
    expect(facts).toMatchObject([{ state: 'current' }, { state: 'ended', to: '2021' }]);
  });
});

describe('directives, blood groups', () => {
  test('a directive says in its name what is wanted', () => {
    const refused = observation(
      'code="75779-9" displayName="Réanimation"',
      '<effectiveTime><low value="2018"/><high nullFlavor="NA"/></effectiveTime><value xsi:type="BL" value="false"/>',
    );
    expect(factsIn(sectionOf('42348-3', entry(refused)))).toMatchObject([
      { kind: 'directive', label: 'Réanimation : non', state: 'current', from: '2018' },
    ]);
  });

  test.each([
    [
      'code="882-1"',
      '<value xsi:type="CD" code="278147001" displayName="A positif" codeSystem="2.16.840.1.113883.6.96"/>',
      'A positif',
    ],
    ['code="x" displayName="Groupe sanguin"', '<value xsi:type="ST">O+</value>', 'O+'],
  ])('a blood group by %s is %s', (code, value, label) => {
    expect(factsIn(sectionOf('18717-9', entry(observation(code, value))))).toMatchObject([
      { kind: 'bloodGroup', label },
    ]);
  });
});

describe('people around the patient', () => {
  const person = (given: string): string => `<name><given>${given}</given><family>NESSI</family></name>`;
  const withHeader = (xml: string): string =>
    cdaOf().replace('<component><structuredBody', `${xml}<component><structuredBody`);
  const relative = (kind: string): string =>
    `<informant><relatedEntity classCode="${kind}"><code code="SIS" displayName="Sœur"/><telecom value="tel:0647150100"/><telecom value="mailto:s@exemple.invalid"/><relatedPerson>${person('Sophie')}</relatedPerson></relatedEntity></informant>`;

  test.each([
    ['ECON', 'emergency'],
    ['NOK', 'trusted'],
    ['CON', 'relative'],
  ])('a relative of class %s is of role %s', (kind, role) => {
    expect(allFactsIn(withHeader(relative(kind)))).toEqual([
      {
        kind: 'contact',
        role,
        label: 'Sophie NESSI',
        relation: 'Sœur',
        phones: ['0647150100'],
        note: 's@exemple.invalid',
      },
    ]);
  });

  test('the attending physician is known by function', () => {
    const physician = `<participant typeCode="INF"><functionCode code="PCP"/><associatedEntity classCode="PROV"><code code="G15_10/SM26" displayName="Médecine générale"/><telecom value="tel:0147150000"/><associatedPerson>${person('Anne')}</associatedPerson></associatedEntity></participant>`;
    expect(allFactsIn(withHeader(physician))).toMatchObject([
      {
        role: 'attendingPhysician',
        label: 'Anne NESSI',
        relation: 'Médecine générale',
        phones: ['0147150000'],
      },
    ]);
  });

  test('the legal representative stands with the patient', () => {
    const cda = cdaOf().replace(
      '</patient>',
      `<guardian><telecom value="tel:0147150000"/><guardianPerson>${person('Jeanne')}</guardianPerson></guardian></patient>`,
    );
    expect(allFactsIn(cda)).toMatchObject([{ role: 'relative', label: 'Jeanne NESSI' }]);
  });
});
