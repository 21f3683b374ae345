import * as z from 'zod/mini';
import { reasonText, shortText, time } from './primitives.ts';

/** How the holder's presence is asserted: a traced assertion, never a proof. */
export const holderPresence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('vitale'), readAt: time }),
  z.object({ kind: z.literal('declared'), reason: reasonText }),
]);
export type HolderPresence = z.infer<typeof holderPresence>;

/** The three steps in their order (EX_1.1-1010, EX_1.1-1050, EX_GEN-1250): when each was done, by the device's clock. */
export const creationRecord = z.object({
  informed: z.object({ at: time, brochureVersion: shortText }),
  consent: z.object({ at: time, breakGlass: z.boolean(), dispatchCentre: z.boolean() }),
  identified: z.object({ vitaleReadAt: time, confirmedAt: time }),
});
