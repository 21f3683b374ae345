import type { DeviceId, DocumentId, DossierId, InsC, PsIdNat } from '#base/brand.ts';
import { ACCESS_MODES } from '#domain/access/action.ts';
import { TRACE_ACTS, type TraceView } from '#domain/dossier/trace-view.ts';
import { auditEntry, auditEventOf } from '#server/fhir/audit-event.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1), z.regex(/\S/));
const uri = z.string().check(z.regex(/^\S+$/));
const instant = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
const coding = z.strictObject({
  system: uri,
  code: z.string().check(z.regex(/^\S+( \S+)*$/)),
  display: z.optional(text),
});
const concept = z.strictObject({ coding: z.array(coding).check(z.minLength(1)) });
const reference = z.strictObject({
  type: z.optional(uri),
  identifier: z.optional(z.strictObject({ system: uri, value: text })),
  display: z.optional(text),
});

/** The elements of AuditEvent of FHIR R4 that we write, with their cardinalities; an unknown one is refused. */
const auditEvent = z.strictObject({
  resourceType: z.literal('AuditEvent'),
  id: z.string().check(z.regex(/^[A-Za-z0-9.-]{1,64}$/)),
  meta: z.optional(z.strictObject({ security: z.array(coding) })),
  type: coding,
  subtype: z.array(coding).check(z.minLength(1)),
  action: z.enum(['C', 'R', 'U', 'D', 'E']),
  period: z.optional(z.strictObject({ start: instant, end: instant })),
  recorded: instant,
  outcome: z.enum(['0', '4']),
  outcomeDesc: text,
  purposeOfEvent: z.array(concept).check(z.minLength(1)),
  agent: z
    .array(
      z.strictObject({
        type: concept,
        role: z.optional(z.array(concept)),
        who: z.optional(reference),
        name: z.optional(text),
        requestor: z.boolean(),
        location: z.optional(reference),
        policy: z.optional(z.array(uri)),
        network: z.optional(z.strictObject({ address: text, type: z.enum(['1', '2', '3', '4', '5']) })),
      }),
    )
    .check(z.minLength(1)),
  source: z.strictObject({ observer: reference, type: z.array(coding) }),
  entity: z.array(
    z.strictObject({
      what: reference,
      type: coding,
      role: coding,
      detail: z.optional(z.array(z.strictObject({ type: text, valueString: text }))),
    }),
  ),
});

const DOSSIER = {
  insC: '1541187387477485562488' as InsC,
  instanceId: 'b2a4c2f0-0000-4000-8000-000000000001',
};
const DOCUMENT = '6d6f1f3c-7a43-4f4b-9d2e-6f1f3c7a434f' as DocumentId;
const TRACE: TraceView = {
  id: 'c0ffee00-0000-8000-a000-000000000001',
  at: Date.UTC(2026, 10, 23, 9),
  act: 'retrieveDocument',
  mode: 'normal',
  actor: { psIdNat: '899700009902' as PsIdNat, name: 'Camille ESSAI', profession: '10' },
  organisation: { name: 'CABINET DES LILAS', structureId: '10B0123456' },
  device: 'Poste 2',
  dossierId: 'd0d0d0d0-0000-4000-8000-000000000001' as DossierId,
  documentId: DOCUMENT,
  allowed: true,
  because: 'authorised',
  rule: 'L1111-17 I',
  matrix: 'relais-2026-11',
};

/** As it stands in a file. */
const written = (trace: TraceView): z.infer<typeof auditEvent> =>
  auditEvent.parse(JSON.parse(JSON.stringify(auditEventOf(trace, DOSSIER))));

describe('a trace as FHIR AuditEvent', () => {
  it.each(TRACE_ACTS.flatMap((act) => ACCESS_MODES.map((mode) => ({ act, mode }))))(
    'is a valid resource for $act in $mode',
    ({ act, mode }) => {
      const event = written({ ...TRACE, act, mode });
      expect(event.subtype.at(-1)).toEqual({ system: 'urn:x-relais:trace-act', code: act });
    },
  );

  it('names who, from where and with which device', () => {
    const [user, client, server] = written(TRACE).agent;
    expect(user).toMatchObject({
      type: { coding: [{ code: 'IRCP' }] },
      who: { identifier: { system: 'urn:oid:1.2.250.1.71.4.2.1', value: '899700009902' } },
      name: 'Camille ESSAI',
      role: [{ coding: [{ system: 'urn:oid:1.2.250.1.71.1.2.7', code: '10' }] }],
      requestor: true,
      location: { display: 'CABINET DES LILAS', identifier: { value: '10B0123456' } },
      policy: ['urn:x-relais:rule:L1111-17%20I'],
    });
    expect(client).toMatchObject({ requestor: false, network: { address: 'Poste 2', type: '1' } });
    expect(server?.who?.identifier?.value).toBe(`urn:uuid:${DOSSIER.instanceId}`);
  });

  it('names the patient by the INS-C and the document by its id', () => {
    const [patient, document] = written(TRACE).entity;
    expect(patient?.what.identifier).toEqual({
      system: 'urn:oid:1.2.250.1.213.1.4.2',
      value: DOSSIER.insC,
    });
    expect(document?.what.identifier?.value).toBe(`urn:uuid:${DOCUMENT}`);
  });

  it('says by which verdict, matrix and mode, and why', () => {
    const reason = 'Trouvé inconscient';
    const [patient] = written({ ...TRACE, mode: 'bris_de_glace', reason }).entity;
    expect(patient?.detail).toEqual([
      { type: 'mode', valueString: 'bris_de_glace' },
      { type: 'verdict', valueString: 'authorised' },
      { type: 'rule', valueString: 'L1111-17 I' },
      { type: 'matrix', valueString: 'relais-2026-11' },
      { type: 'reason', valueString: reason },
    ]);
  });

  it.each([
    ['openEmergency', '110113', '110127'],
    ['endEmergency', '110113', '110138'],
    ['signIn', '110114', '110122'],
    ['consultDossier', '110110', 'read'],
    ['retrieveDocument', 'rest', 'read'],
    ['provideDocument', 'rest', 'create'],
  ] as const)('calls %s %s with subtype %s', (act, type, subtype) => {
    const event = written({ ...TRACE, act });
    expect([event.type.code, event.subtype[0]?.code]).toEqual([type, subtype]);
  });

  it.each([
    ['normal', 'TREAT'],
    ['bris_de_glace', 'BTG'],
    ['centre_15', 'ETREAT'],
  ] as const)('gives the purpose of %s as %s', (mode, code) => {
    expect(written({ ...TRACE, mode }).purposeOfEvent[0]?.coding[0]?.code).toBe(code);
  });

  it('tells refusals from what was done, and the time of the device from that of the server', () => {
    expect(written(TRACE)).toMatchObject({ outcome: '0', recorded: '2026-11-23T09:00:00.000Z' });
    const refused = written({ ...TRACE, allowed: false, because: 'blocked', deviceAt: TRACE.at - 60_000 });
    expect(refused).toMatchObject({
      outcome: '4',
      outcomeDesc: 'blocked',
      period: { start: '2026-11-23T08:59:00.000Z' },
    });
  });

  it('marks the confidential session of a minor as restricted', () => {
    expect(written({ ...TRACE, confidential: true }).meta?.security[0]?.code).toBe('R');
  });

  it('is valid whatever of a trace is missing', () =>
    fc.assert(
      fc.property(fc.subarray(Object.keys(OPTIONAL) as (keyof typeof OPTIONAL)[]), (left) => {
        const { id, at, act, mode, allowed, because } = TRACE;
        const some = Object.fromEntries(left.map((name) => [name, OPTIONAL[name]]));
        written({ id, at, act, mode, allowed, because, ...some });
      }),
      { numRuns: 50 },
    ));

  it('stands in a Bundle under its own id', () => {
    expect(auditEntry(TRACE, DOSSIER)).toMatchObject({ fullUrl: `urn:uuid:${TRACE.id}` });
  });
});

const OPTIONAL = {
  actor: { psIdNat: '899700009902' as PsIdNat, name: 'Camille ESSAI', profession: '10' },
  organisation: { name: 'CABINET DES LILAS' },
  device: 'Poste 2' as DeviceId,
  documentId: DOCUMENT,
  rule: 'EX_1.2-1030',
  matrix: 'relais-2026-11',
  confidential: true,
  reason: 'Motif',
  deviceAt: 1,
};
