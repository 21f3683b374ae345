import type { Actor, PracticePlace } from '#domain/dossier/document-entry.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import * as z from 'zod/mini';
import { codeText, psIdNat, shortText } from './primitives.ts';

export const holderTraits: z.ZodMiniType<HolderTraits> = z.object({
  familyName: shortText,
  usedName: z.exactOptional(shortText),
  firstName: shortText,
  birthDate: shortText,
  sex: z.exactOptional(z.enum(['F', 'M'])),
});

export const actor: z.ZodMiniType<Actor> = z.object({ psIdNat, name: shortText, profession: codeText });

export const practicePlace: z.ZodMiniType<PracticePlace> = z.object({
  name: shortText,
  structureId: z.exactOptional(shortText),
});
