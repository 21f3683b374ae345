import * as z from 'zod/mini';
import { actor, practicePlace } from './actor.ts';

/** Whom to authorise, to block or to put in a team: two letters of a name at least, or the whole number. */
export const findProfessionalsInput = z.object({
  query: z.string().check(z.minLength(2), z.maxLength(100)),
});
export const findProfessionalsOutput = z.object({
  professionals: z.array(actor).check(z.maxLength(20)),
  /** True where there are more: type more letters. */
  more: z.boolean(),
});

/** Where the professional works today, as the card names it: stands in traces from now on. */
export const choosePracticeInput = z.object({ practice: z.nullable(practicePlace) });
