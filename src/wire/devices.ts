import * as z from 'zod/mini';
import { deviceId, shortText, time } from './primitives.ts';

/**
 * The devices of a professional. One that is lost is told to destroy what it holds: every request of it is answered
 * `wipeAsked` from then on, but the one that says that it is done.
 */
export const DEVICE_STATES = ['active', 'expired', 'revoked', 'wipeAsked', 'wiped'] as const;

export const deviceLine = z.object({
  deviceId,
  name: shortText,
  registeredAt: time,
  lastSeenAt: time,
  state: z.enum(DEVICE_STATES),
  /** The one that asks. */
  thisOne: z.boolean(),
  wipeAskedAt: z.nullable(time),
  wipedAt: z.nullable(time),
});
export type DeviceLine = z.infer<typeof deviceLine>;
export const devicesOutput = z.array(deviceLine);

/** The answer to a device that only says that it is there; a lost one is refused with `wipeAsked`. */
export const deviceKnown = z.object({ known: z.boolean() });

export const askWipeInput = z.object({ deviceId });
