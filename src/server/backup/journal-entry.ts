import { actor } from '#wire/actor.ts';
import { signedCommand, type Command } from '#wire/commands.ts';
import { deviceId, psIdNat, uuid } from '#wire/primitives.ts';
import * as z from 'zod/mini';

export const publicJwk = z.object({
  crv: z.literal('P-256'),
  kty: z.literal('EC'),
  x: z.string(),
  y: z.string(),
});

/** What is done again after a restore, as it stands sealed in the key database. */
export const journalEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('command'),
    signed: signedCommand,
    device: deviceId,
    n: z.int(),
    dossierId: uuid,
    /** Of the device, which may be unknown to an older directory. */
    publicKey: publicJwk,
    professional: actor,
  }),
  /** `by`: a professional's number, or `operator`. */
  z.object({
    kind: z.literal('wipeAsked'),
    device: deviceId,
    by: z.string(),
    /** Of the device's row, which an older directory may lack. */
    row: z.object({ psIdNat, publicKey: z.string(), name: z.string(), registeredAt: z.int() }),
  }),
  z.object({ kind: z.literal('deviceRevoked'), device: deviceId }),
  z.object({ kind: z.literal('professionalRemoved'), psIdNat }),
  /** What a restore could not yet do again, since the document or dossier was not there: positions in the journal. */
  z.object({ kind: z.literal('restored'), waiting: z.array(z.int()) }),
]);
export type JournalEntry = z.infer<typeof journalEntry>;
export type CommandEntry = Extract<JournalEntry, { kind: 'command' }>;

type CommandType = Command['body']['type'];

/**
 * Commands whose order among themselves decides who may see what: those that take away, and those that give, since a
 * gift offered again after a restore must not come behind the withdrawal that followed it.
 */
const OF_RIGHTS: ReadonlySet<CommandType> = new Set<CommandType>([
  'grantAuthorisation',
  'withdrawAuthorisation',
  'blockProfessional',
  'unblockProfessional',
  'declareAttendingPhysician',
  'confirmAttendingPhysician',
  'endAttendingPhysician',
  'authoriseCareTeam',
  'changeCareTeam',
  'withdrawCareTeam',
  'setOppositions',
  'recordRepresentative',
  'endRepresentative',
  'closeDossier',
  'reactivateDossier',
  'requestErasure',
  'changeDocument',
]);
export const isJournaled = (type: CommandType): boolean => OF_RIGHTS.has(type);
