import { describe, expect, test } from 'vitest';
import type { ClinicalFact } from '#domain/clinical/fact.ts';
import { allFactsIn, cdaOf, entry, template, tied } from '#test/support/documents/cda-entries.ts';

/** HL7 CDA-IPS 1.1: the sections and entries of the International Patient Summary. */
const IPS = '2.16.840.1.113883.10.22';

/** Sections that are known by their template alone: a country may give them codes of its own. */
const section = (number: number, entries: string): string =>
  `<section>${template(`${IPS}.3.${number}`)}<code code="X" codeSystem="1.2.3"/><title>Section</title><text/>${entries}</section>`;
const facts = (...sections: readonly string[]): ClinicalFact[] =>
  allFactsIn(cdaOf(...sections)).filter(({ kind }) => kind !== 'contact');

const of = (number: number, code: string, value: string): string =>
  `<observation classCode="OBS" moodCode="EVN">${template(`${IPS}.4.${number}`)}<code code="${code}"/><value xsi:type="CD" ${value}/></observation>`;
const concern = (number: number, statement: string): string =>
  entry(
    `<act classCode="ACT" moodCode="EVN">${template(`${IPS}.4.${number}`)}<code code="CONC"/><statusCode code="active"/>${tied('SUBJ', statement)}</act>`,
  );
const medicine = (number: number, name: string, rest = ''): string =>
  entry(
    `<substanceAdministration classCode="SBADM" moodCode="EVN">${template(`${IPS}.4.${number}`)}${rest}<consumable><manufacturedProduct><manufacturedMaterial><code ${name}/></manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration>`,
  );

describe('a patient summary of another country', () => {
  test('is read by the templates of its sections and entries', () => {
    const found = facts(
      section(2, concern(5, of(1, 'OINT', 'code="91936005" displayName="Allergy to penicillin"'))),
      section(3, concern(7, of(8, 'X', 'code="370221004" displayName="Severe asthma"'))),
      section(1, medicine(4, 'code="B01AF01" displayName="Rivaroxaban"')),
      section(5, medicine(15, 'code="J07BB02" displayName="Influenza vaccine"')),
    );
    expect(found.map(({ kind, label }) => [kind, label])).toEqual([
      ['allergy', 'Allergy to penicillin'],
      ['problem', 'Severe asthma'],
      ['treatment', 'Rivaroxaban'],
      ['vaccination', 'Influenza vaccine'],
    ]);
    expect(found[0]).toMatchObject({ state: 'current' });
  });

  test('tells what is over and what was measured from what is current', () => {
    const found = facts(
      section(7, concern(7, of(8, '75326-9', 'code="195967001" displayName="Asthma"'))),
      section(
        14,
        entry(
          `<observation classCode="OBS" moodCode="EVN">${template(`${IPS}.4.13`)}<code code="2160-0" displayName="Creatinine"/><value xsi:type="PQ" value="1" unit="mg/dL"/></observation>`,
        ),
      ),
      section(
        16,
        entry(
          `<observation classCode="OBS" moodCode="EVN">${template(`${IPS}.4.45`)}<code code="X" displayName="Height"/><value xsi:type="PQ" value="71" unit="[in_us]"/></observation>`,
        ),
      ),
    );
    expect(found).toMatchObject([
      { kind: 'problem', category: 'history' },
      { kind: 'observation', category: 'laboratory' },
      { kind: 'observation', category: 'vitalSign' },
    ]);
  });

  const ABSENT = 'codeSystem="2.16.840.1.113883.5.1150.1"';

  test('that knows of none says so, and one that knows nothing says nothing', () => {
    const denied = section(
      2,
      concern(5, of(1, 'OINT', `code="no-known-allergies" ${ABSENT} displayName="No known allergies"`)),
    );
    expect(facts(denied)).toMatchObject([{ kind: 'noneKnown', of: 'allergy' }]);
    const device = `<supply classCode="SPLY" moodCode="EVN"><participant typeCode="DEV"><participantRole><playingDevice><code code="no-device-info" ${ABSENT} displayName="No information about device"/></playingDevice></participantRole></participant></supply>`;
    expect(
      facts(
        section(
          2,
          concern(5, of(1, 'OINT', `code="no-allergy-info" ${ABSENT} displayName="No information about it"`)),
        ),
        section(
          3,
          concern(7, of(8, '75326-9', `code="no-problem-info" ${ABSENT} displayName="No information"`)),
        ),
        section(1, medicine(4, `code="no-medication-info" ${ABSENT} displayName="No information"`)),
        section(6, entry(device)),
      ),
    ).toEqual([]);
  });
});
