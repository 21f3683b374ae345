import type { CommonTexts } from './messages/fr/common.ts';

/** What the state of sending and receiving depends on. */
export type SyncFacts = {
  online: boolean;
  running: boolean;
  signedIn: boolean;
  vaultOpen: boolean;
  waiting: number;
  refused: number;
};

export type SyncWords = {
  /** Whether the server answers. */
  link: string;
  /** What is unsent, or why nothing moves. */
  detail: string | undefined;
  unsent: boolean;
  icon: 'offline' | 'locked' | 'waiting' | 'calm';
};

/** «À jour» is said only where all that was written here was received. */
export function syncWords(texts: CommonTexts['sync'], facts: SyncFacts): SyncWords {
  const unsent = facts.waiting > 0 || facts.refused > 0;
  return { link: linkWords(texts, facts), detail: detailWords(texts, facts), unsent, icon: iconOf(facts) };
}

function linkWords(texts: CommonTexts['sync'], { online, running }: SyncFacts): string {
  if (!online) return texts.offline;
  return running ? texts.running : texts.online;
}

function detailWords(texts: CommonTexts['sync'], facts: SyncFacts): string | undefined {
  if (facts.refused > 0) return texts.refused(facts.refused);
  if (facts.waiting > 0) return texts.waiting(facts.waiting);
  if (!facts.vaultOpen) return facts.signedIn ? texts.locked : undefined;
  if (!facts.signedIn) return texts.notSignedIn;
  return facts.online ? texts.upToDate : undefined;
}

function iconOf({ online, vaultOpen, signedIn, waiting, refused }: SyncFacts): SyncWords['icon'] {
  if (!online) return 'offline';
  if (!vaultOpen && signedIn) return 'locked';
  return waiting + refused > 0 ? 'waiting' : 'calm';
}
