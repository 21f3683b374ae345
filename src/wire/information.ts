import * as z from 'zod/mini';
import { shortText } from './primitives.ts';

/**
 * What the operator keeps for whoever uses this instance: whom to call, and which clinical software works with it. The
 * same form stands in the operator's file and on the wire. Nothing of a person is meant to stand in it: it is answered
 * without a proof, since help is needed most by those who cannot sign in.
 */
const inBoth = z.strictObject({ fr: shortText, en: shortText });
/** A calendar day: when the operator last looked at it. */
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
/** As it is dialled, short numbers too. */
const phone = z.string().check(z.regex(/^\+?\d[\d .()-]{1,24}$/));
const email = z.string().check(z.maxLength(200), z.regex(/^[^\s@]+@[^\s@]+$/));
/** An https address, without a place for credentials. */
const page = z.string().check(z.maxLength(500), z.regex(/^https:\/\/[^\s/@]+(\/\S*)?$/));

export const informationService = z.strictObject({
  name: inBoth,
  phone: z.optional(phone),
  /** When it answers. */
  hours: z.optional(inBoth),
  email: z.optional(email),
  page: z.optional(page),
});
export type InformationService = z.infer<typeof informationService>;

export const compatibleSoftware = z.strictObject({
  name: shortText,
  maker: shortText,
  /** The oldest that works. */
  version: z.optional(shortText),
  /** What it does with Relais. */
  does: inBoth,
  page: z.optional(page),
});
export type CompatibleSoftware = z.infer<typeof compatibleSoftware>;

export const serviceInformation = z.strictObject({
  updatedOn: day,
  service: z.optional(informationService),
  software: z.array(compatibleSoftware).check(z.maxLength(200)),
});
export type ServiceInformation = z.infer<typeof serviceInformation>;

/** Null where the operator keeps none. */
export const informationOutput = z.nullable(serviceInformation);
