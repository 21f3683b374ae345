import type { SyncErrorCode } from '#app/port.ts';
import type { CommonTexts } from './messages/fr/common.ts';

/** What the state of sending and receiving depends on. */
export type SyncFacts = {
  online: boolean;
  running: boolean;
  signedIn: boolean;
  vaultOpen: boolean;
  /** Of a locked device: counted unopened. */
  waiting: number;
  refused: number;
  /** Why the last exchange failed. */
  error: SyncErrorCode | undefined;
  /** An exchange succeeded since the vault was opened. */
  synced: boolean;
};

export type SyncWords = {
  /** Whether the server answers, and takes what it is sent. */
  link: string;
  /** What is unsent, or why nothing moves. */
  detail: string | undefined;
  /** In amber: something waits to be sent, and nothing else. */
  unsent: boolean;
  icon: 'offline' | 'locked' | 'waiting' | 'failing' | 'calm';
};

/** «Synchronisé» is said only where an exchange succeeded and all that was written here has its receipt. */
export function syncWords(texts: CommonTexts['sync'], facts: SyncFacts): SyncWords {
  return {
    link: linkWords(texts, facts),
    detail: detailWords(texts, facts),
    unsent: facts.waiting > 0,
    icon: iconOf(facts),
  };
}

function linkWords(texts: CommonTexts['sync'], { online, running, error }: SyncFacts): string {
  if (!online) return texts.offline;
  if (error === 'wireVersion') return texts.updateNeeded;
  if (running) return texts.running;
  if (error === 'serverFull' || error === 'serverBusy') return texts.serverLater;
  return error === undefined ? texts.online : texts.serverRefuses;
}

function detailWords(texts: CommonTexts['sync'], facts: SyncFacts): string | undefined {
  const { waiting, refused, vaultOpen, signedIn, online, error, synced } = facts;
  if (!vaultOpen && waiting > 0) return texts.lockedWaiting(waiting);
  if (refused > 0) return texts.refused(refused);
  if (waiting > 0) return texts.waiting(waiting);
  if (!vaultOpen) return signedIn ? texts.locked : undefined;
  if (!signedIn) return texts.notSignedIn;
  return online && synced && error === undefined ? texts.upToDate : undefined;
}

function iconOf({ online, vaultOpen, signedIn, waiting, refused, error }: SyncFacts): SyncWords['icon'] {
  if (!online) return 'offline';
  if (!vaultOpen && (signedIn || waiting > 0)) return 'locked';
  if (error !== undefined) return 'failing';
  return waiting + refused > 0 ? 'waiting' : 'calm';
}
