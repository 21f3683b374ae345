import * as z from 'zod/mini';

/** The parts of FHIR R4 (4.0.1) that an export uses, closed: an element that R4 does not know there fails. */
const instant = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/));
const dateTime = z
  .string()
  .check(z.regex(/^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?$/));
const date = z.string().check(z.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/));
const uri = z.string().check(z.regex(/^(https?:\/\/|urn:)\S+$/));
const filled = z.string().check(z.regex(/\S/));
const id = z.string().check(z.regex(/^[A-Za-z0-9.-]{1,64}$/));
const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]{27}=$/)); // SHA-1

const list = <T extends z.ZodMiniType>(item: T) => z.array(item).check(z.minLength(1));
const coding = z.strictObject({
  system: z.optional(uri),
  code: z.optional(filled),
  display: z.optional(filled),
});
const concept = z.strictObject({ coding: z.optional(list(coding)), text: z.optional(filled) });
const period = z.strictObject({ start: z.optional(dateTime), end: z.optional(dateTime) });
const identifier = z.strictObject({
  use: z.optional(z.enum(['usual', 'official', 'temp', 'secondary', 'old'])),
  system: uri,
  value: filled,
});
const reference = z.strictObject({
  reference: z.optional(uri),
  type: z.optional(z.enum(['Practitioner', 'Organization'])),
  identifier: z.optional(identifier),
  display: z.optional(filled),
});
const contactPoint = z.strictObject({ system: z.enum(['phone', 'email']), value: filled });
const humanName = z.strictObject({
  use: z.optional(z.enum(['usual', 'official'])),
  text: z.optional(filled),
  family: z.optional(filled),
  given: z.optional(list(filled)),
});

export const patient = z.strictObject({
  resourceType: z.literal('Patient'),
  id,
  identifier: list(identifier),
  name: list(humanName),
  telecom: z.optional(list(contactPoint)),
  gender: z.optional(z.enum(['male', 'female', 'other', 'unknown'])),
  birthDate: z.optional(date),
  address: z.optional(
    list(
      z.strictObject({
        line: list(filled),
        city: filled,
        postalCode: filled,
        country: z.optional(filled),
      }),
    ),
  ),
  contact: z.optional(
    list(
      z.strictObject({
        relationship: list(concept),
        name: humanName,
        telecom: z.optional(list(contactPoint)),
        period: z.optional(period),
      }),
    ),
  ),
});

export const documentReference = z.strictObject({
  resourceType: z.literal('DocumentReference'),
  id,
  meta: z.strictObject({ tag: list(coding) }),
  masterIdentifier: identifier,
  identifier: list(identifier),
  status: z.enum(['current', 'superseded', 'entered-in-error']),
  type: concept,
  category: z.optional(list(concept)),
  subject: reference,
  date: instant,
  author: list(reference),
  custodian: z.optional(reference),
  relatesTo: z.optional(
    list(
      z.strictObject({
        code: z.enum(['replaces', 'transforms', 'signs', 'appends']),
        target: reference,
      }),
    ),
  ),
  description: filled,
  securityLabel: z.optional(list(concept)),
  content: list(
    z.strictObject({
      attachment: z.strictObject({
        contentType: filled,
        url: z.string().check(z.regex(/^\.\.\/documents\/[^/]+$/)),
        size: z.int(),
        hash: base64,
        title: filled,
        creation: dateTime,
      }),
    }),
  ),
  context: z.optional(z.strictObject({ period })),
});

export const consent = z.strictObject({
  resourceType: z.literal('Consent'),
  status: z.literal('active'),
  scope: concept,
  category: list(concept),
  patient: reference,
  dateTime: z.optional(dateTime),
  performer: z.optional(list(reference)),
  // ppc-1: a policy, or a policyRule
  policyRule: concept,
  provision: z.strictObject({
    type: z.enum(['permit', 'deny']),
    period: z.optional(period),
    actor: z.optional(list(z.strictObject({ role: concept, reference }))),
    code: list(concept),
    purpose: z.optional(list(coding)),
  }),
});

const auditEvent = z.looseObject({ resourceType: z.literal('AuditEvent'), recorded: instant });

export const bundle = z.strictObject({
  resourceType: z.literal('Bundle'),
  type: z.literal('collection'),
  timestamp: instant,
  entry: z.optional(
    list(
      z.strictObject({
        fullUrl: z.string().check(z.regex(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)),
        resource: z.discriminatedUnion('resourceType', [patient, documentReference, consent, auditEvent]),
      }),
    ),
  ),
});
