import type { ContentHash, DocumentId, DossierId, PsIdNat } from '#base/brand.ts';
import { VISIBLE_TO_ALL, type DocumentEntry } from '#domain/dossier/document-entry.ts';
import { NO_HOLDER_DATA } from '#domain/dossier/holder-data.ts';
import type { RightsView } from '#domain/rights/rights-view.ts';
import { bundleText, dateTimeOf, urnOf } from '#server/fhir/bundle.ts';
import { consentsOf } from '#server/fhir/consent.ts';
import { documentReferenceOf } from '#server/fhir/document-reference.ts';
import { patientOf } from '#server/fhir/patient.ts';
import { describe, expect, it } from 'vitest';
import { HOLDER } from '#test/support/server/test-device.ts';
import * as fhir from './fhir-schemas.ts';

const dossierId = crypto.randomUUID() as DossierId;
const documentId = crypto.randomUUID() as DocumentId;
const nurse = { psIdNat: '899700009901' as PsIdNat, name: 'Nour ESSAI', profession: '60' };
const line = { since: Date.UTC(2026, 0, 5), by: nurse, version: 'x' };

describe('a time of FHIR', () => {
  it.each([
    ['2026', '2026'],
    ['2026-11', '2026-11'],
    ['2026-11-23', '2026-11-23'],
    ['2026-11-23T10:05', '2026-11-23'],
    ['2026-11-23T10:05:07', '2026-11-23'],
    ['2026-11-23T10:05Z', '2026-11-23T10:05:00Z'],
    ['2026-11-23T10:05:07.25+0100', '2026-11-23T10:05:07.25+01:00'],
    ['2026-11-23T10:05:07+01:00', '2026-11-23T10:05:07+01:00'],
  ])('of «%s» is %s: seconds and zone, or the day alone', (text, expected) => {
    expect(dateTimeOf(text)).toBe(expected);
  });
});

describe('a Bundle', () => {
  it('without entries has no empty list', async () => {
    let text = '';
    for await (const part of bundleText(0, [])) text += part;
    expect(fhir.bundle.parse(JSON.parse(text))).toEqual({
      resourceType: 'Bundle',
      type: 'collection',
      timestamp: '1970-01-01T00:00:00.000Z',
    });
  });
});

describe('the holder as Patient', () => {
  const known = { dossierId, ...HOLDER, data: NO_HOLDER_DATA, representatives: [] };

  it('is named by the INS-C, as a key of matching and never as an INS', () => {
    const resource = fhir.patient.parse(patientOf(known));
    expect(resource.identifier).toEqual([
      { use: 'secondary', system: 'urn:oid:1.2.250.1.213.1.4.2', value: HOLDER.insC },
    ]);
    expect([resource.gender, resource.birthDate]).toEqual(['male', '1950-08-01']);
  });

  it.each([
    ['19500000', '1950'],
    ['1950-08-00', '1950-08'],
    ['1948-20-15', '1948'],
    ['1950-02-31', '1950-02'],
    ['inconnue', undefined],
  ])('born «%s» keeps what a calendar has', (birthDate, expected) => {
    const holder = { ...HOLDER.holder, birthDate };
    expect(fhir.patient.parse(patientOf({ ...known, holder })).birthDate).toBe(expected);
  });

  it('has contacts: representatives and persons to call', () => {
    const data = {
      address: { lines: ['1 rue de l’Exemple'], postalCode: '75001', city: 'Paris' },
      email: 'jean@exemple.invalid',
      phone: '0102030405',
      personsToCall: [{ name: 'Anne', phone: '0102030406' }],
      sex: { value: 'F', reason: 'état civil' },
    } as const;
    const representative = {
      representativeId: crypto.randomUUID(),
      role: 'mother',
      familyName: 'EXEMPLE',
      firstName: 'Anne',
    } as const;
    const representatives = [{ ...line, representative, endsAt: Date.UTC(2030, 0, 1) }];
    const resource = fhir.patient.parse(patientOf({ ...known, data, representatives }));
    expect(resource.contact).toHaveLength(2);
    expect(resource.gender).toBe('female');
    expect(resource.contact?.[0]?.period?.end).toBe('2030-01-01T00:00:00.000Z');
  });
});

describe('a document as DocumentReference', () => {
  const entry: DocumentEntry = {
    documentId,
    logicalId: documentId,
    title: 'Passage',
    typeCode: '11506-3',
    mediaType: 'application/pdf',
    size: 10,
    sha256: 'a'.repeat(64) as ContentHash,
    createdAt: '2026-11-23T08:00',
    visibility: VISIBLE_TO_ALL,
    version: 'v',
    status: 'current',
    depositor: nurse,
    submittedAt: Date.UTC(2026, 10, 23),
  };
  const made = (changes: Partial<DocumentEntry>, present: DocumentId[] = []) =>
    fhir.documentReference.parse(
      documentReferenceOf({
        dossierId,
        entry: { ...entry, ...changes },
        url: '../documents/a.pdf',
        sha1: 'qUqP5cyxm6YcTAhz05Hph5gvu9M=',
        present: new Set(present),
      }),
    );

  it('has a type of LOINC or of the CI-SIS, and a class', () => {
    expect(made({}).type.coding?.[0]).toMatchObject({ system: 'http://loinc.org', code: '11506-3' });
    const cisis = made({ typeCode: 'SYNTH' });
    expect(cisis.type.coding?.[0]).toMatchObject({
      system: 'urn:oid:1.2.250.1.213.1.1.4.12',
      code: 'SYNTH',
    });
    expect(cisis.category?.[0]?.coding?.[0]?.system).toBe('urn:oid:1.2.250.1.213.1.1.4.1');
    expect(made({ typeCode: 'E1762' }).type.coding?.[0]?.system).toBeUndefined();
  });

  it.each([
    ['current', 'current', 1],
    ['deprecated', 'superseded', 1],
    ['archived', 'current', 2],
  ] as const)('that is %s has the status %s', (status, expected, tags) => {
    const resource = made({ status });
    expect([resource.status, resource.meta.tag.length]).toEqual([expected, tags]);
  });

  it('names the version that it replaces only where that one is in the Bundle', () => {
    const replaces = crypto.randomUUID() as DocumentId;
    expect(made({ replaces }).relatesTo).toBeUndefined();
    expect(made({ replaces }, [replaces]).relatesTo?.[0]?.target.reference).toBe(urnOf(replaces));
  });

  it('says from whom it is hidden, who wrote it and where', () => {
    const resource = made({
      visibility: { ...VISIBLE_TO_ALL, hiddenFromProfessionals: true, hiddenFromRepresentatives: true },
      author: { name: 'Dr Autre' },
      practice: { name: 'Cabinet', structureId: '1750000001' },
      serviceStart: '2026-11-01',
    });
    expect(resource.securityLabel).toHaveLength(2);
    expect(resource.author.map(({ display }) => display)).toEqual(['Dr Autre', 'Nour ESSAI']);
    expect(resource.custodian?.display).toBe('Cabinet');
    expect(resource.context?.period.start).toBe('2026-11-01');
  });
});

describe('rights as Consents', () => {
  const rights: RightsView = {
    professionals: [
      { ...line, professional: nurse, state: 'granted', until: Date.UTC(2027, 0, 5) },
      { ...line, professional: nurse, state: 'expired', until: Date.UTC(2026, 0, 6) },
      { ...line, professional: nurse, state: 'denied' },
    ],
    teams: [
      { ...line, teamId: crypto.randomUUID(), name: 'SSIAD', members: [nurse], until: Date.UTC(2027, 0, 5) },
    ],
    attendingPhysician: { ...line, professional: nurse, confirmed: true },
    oppositions: { breakGlass: true, dispatchCentre: false, version: 'x' },
    representatives: [],
  };

  it('are those in force: grants, blocks, teams, attending physician and both choices for emergencies', () => {
    const consents = consentsOf(dossierId, rights).map((resource) => fhir.consent.parse(resource));
    expect(consents.map(({ provision: { type, code } }) => [type, code[0]?.text])).toEqual([
      ['permit', 'Autorisation de consulter'],
      ['deny', 'Professionnel bloqué'],
      ['permit', 'Équipe de soins : SSIAD'],
      ['permit', 'Médecin traitant'],
      ['deny', 'Bris de glace'],
      ['permit', 'Centre de régulation (centre 15)'],
    ]);
  });
});
