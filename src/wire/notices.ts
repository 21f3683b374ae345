import * as z from 'zod/mini';
import { actor, holderTraits } from './actor.ts';
import { dossierId, reasonText, shortText, time, uuid } from './primitives.ts';

/** What a holder or a professional is told. */
export const NOTICE_KINDS = [
  /** R1111-48: somebody opened the dossier in an emergency. */
  'emergencyOpened',
  /** A new attending physician was declared. */
  'attendingDeclared',
  /** To the one who was attending physician until then. */
  'attendingReplaced',
  /** R1111-53: something new waits to be told by a professional. */
  'documentAwaits',
  'dossierClosed',
  'dossierReactivated',
  'erasureRequested',
  'dossierErased',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** In the inbox of a professional. */
export const notice = z.object({
  noticeId: uuid,
  kind: z.enum(NOTICE_KINDS),
  dossierId,
  at: time,
  readAt: z.nullable(time),
  /** Only where this reader may consult the dossier. */
  holder: z.exactOptional(holderTraits),
  /** Who did what the notice tells of. */
  actor: z.exactOptional(actor),
  mode: z.exactOptional(z.enum(['bris_de_glace', 'centre_15'])),
  reason: z.exactOptional(reasonText),
});
export type Notice = z.infer<typeof notice>;

export const noticesInput = z.object({
  before: z.nullable(time),
  limit: z.int().check(z.positive(), z.maximum(100)),
});
export const noticesOutput = z.object({ notices: z.array(notice), unread: z.int() });
export const markReadInput = z.object({ noticeIds: z.array(uuid).check(z.maxLength(100)) });

/** A notice that goes by post: the list names nobody. */
export const letterLine = z.object({
  letterId: uuid,
  kind: z.enum(NOTICE_KINDS),
  at: time,
  printedAt: z.nullable(time),
});
export type LetterLine = z.infer<typeof letterLine>;
export const lettersOutput = z.array(letterLine);
export const letterInput = z.object({ letterId: uuid });
/** Opened to be printed: traced. */
export const letter = z.object({
  letterId: uuid,
  kind: z.enum(NOTICE_KINDS),
  at: time,
  /** Who is told: the holder, or for a minor the representative whom the dossier names first. */
  recipient: shortText,
  /** Printed lines; empty where no address is known: it is handed over. */
  address: z.array(shortText),
  actor: z.exactOptional(actor),
  mode: z.exactOptional(z.enum(['bris_de_glace', 'centre_15'])),
});
export type Letter = z.infer<typeof letter>;
