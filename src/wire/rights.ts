import { DOSSIER_STATUSES } from '#domain/access/question.ts';
import { MAX_PERSONS_TO_CALL, type HolderData } from '#domain/dossier/holder-data.ts';
import { REPRESENTATIVE_ROLES, type Representative } from '#domain/rights/representative.ts';
import type { RightsView } from '#domain/rights/rights-view.ts';
import * as z from 'zod/mini';
import { actor } from './actor.ts';
import { shortText, time, uuid, version } from './primitives.ts';

/** `absent` is never told of a dossier that has an id. */
export const dossierStatus = z.enum(DOSSIER_STATUSES);

const phone = z.string().check(z.regex(/^\+?[0-9][0-9 .-]{2,24}$/));
/** One `@`, no blank, a dot after it: what SMTP needs beyond that is found out by sending. */
const email = z.string().check(z.maxLength(254), z.regex(/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/));

const holderDataShape = {
  address: z.exactOptional(
    z.object({
      lines: z.array(shortText).check(z.minLength(1), z.maxLength(4)),
      postalCode: shortText,
      city: shortText,
      country: z.exactOptional(shortText),
    }),
  ),
  phone: z.exactOptional(phone),
  email: z.exactOptional(email),
  personsToCall: z
    .array(z.object({ name: shortText, relation: z.exactOptional(shortText), phone }))
    .check(z.maxLength(MAX_PERSONS_TO_CALL)),
  sex: z.exactOptional(z.object({ value: z.enum(['F', 'M']), reason: shortText })),
};
export const holderData: z.ZodMiniType<HolderData> = z.object(holderDataShape);
export const versionedHolderData: z.ZodMiniType<HolderData & { version: string }> = z.object({
  ...holderDataShape,
  version,
});

export const representative: z.ZodMiniType<Representative> = z.object({
  representativeId: uuid,
  role: z.enum(REPRESENTATIVE_ROLES),
  familyName: shortText,
  firstName: shortText,
  phone: z.exactOptional(phone),
});

const line = { since: time, by: actor, version, confidential: z.exactOptional(z.boolean()) };

export const rightsView: z.ZodMiniType<RightsView> = z.object({
  professionals: z.array(
    z.object({
      ...line,
      professional: actor,
      state: z.enum(['granted', 'expired', 'denied']),
      until: z.exactOptional(time),
      presence: z.exactOptional(z.enum(['vitale', 'declared'])),
    }),
  ),
  teams: z.array(z.object({ ...line, teamId: uuid, name: shortText, members: z.array(actor), until: time })),
  attendingPhysician: z.exactOptional(z.object({ ...line, professional: actor, confirmed: z.boolean() })),
  oppositions: z.object({
    breakGlass: z.boolean(),
    dispatchCentre: z.boolean(),
    version,
    since: z.exactOptional(time),
    by: z.exactOptional(actor),
    confidential: z.exactOptional(z.boolean()),
  }),
  representatives: z.array(z.object({ ...line, representative, endsAt: z.exactOptional(time) })),
});

/** Who asks for a closing or an erasure (TD1.4: reason, name and given name of the requester). */
export const requester = z.object({
  familyName: shortText,
  firstName: shortText,
  as: z.enum(['holder', 'representative']),
});
export type Requester = z.infer<typeof requester>;
