import type { DocumentId, DossierId } from '#base/brand.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';

/** The commands that `change` sends. */
export type ChangeBody = Exclude<CommandBody, { type: 'createDossier' | 'provideDocument' | 'recordAccess' }>;

/** What was written here: waiting, sent (shown for a while), refused (kept until discarded). */
export type OutboxLine = {
  id: string;
  dossierId: DossierId | undefined;
  what: CommandBody['type'];
  /** Title of the document, where there is one. */
  title: string | undefined;
  /** Of a creation: the dossier existed already; the consent is noted there, and documents go there. */
  existing?: boolean;
  holder: HolderTraits | undefined;
  state: 'waiting' | 'sending' | 'sent' | 'refused';
  refused: RefusalCode | undefined;
  writtenAt: number;
  sentAt: number | undefined;
  /** Of a command about one. */
  documentId?: DocumentId;
  /** What waits: whether it can be taken back still. Absent where that is no question. */
  takeBack?: 'may' | 'maybeReceived';
};

/** What goes when a waiting item is taken back; in the order of writing. */
export type TakeBackPlan = {
  ids: readonly string[];
  /** Written on top of it, and going with it. */
  along: number;
  /** Something that a person wrote or collected is destroyed. */
  loses: boolean;
};

export type Transfer = { id: string; title: string; direction: 'up' | 'down'; done: number; total: number };
