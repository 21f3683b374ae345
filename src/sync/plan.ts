import type { DossierId } from '#base/brand.ts';
import { MAX_COMMANDS_PER_PUSH } from '#wire/sync.ts';
import type { OutboxItem } from './ports.ts';

/** What to send next: contents first, then the commands that wait for nothing any more. */
export type PushPlan = { uploads: readonly OutboxItem[]; push: readonly OutboxItem[] };

/** Text of one request at most: well under the server's limit on a JSON body. */
export const MAX_PUSH_CHARACTERS = 400 * 1024;

/**
 * Decides what to send, touching nothing. Order is kept within a dossier: behind a content that is not yet on the
 * server, behind a creation without receipt, and behind `held` (failed or cancelled in this round), the rest of that
 * dossier waits; other dossiers go on. Contents have no order among them.
 */
export function planPush(seen: {
  /** By number. */
  outbox: readonly OutboxItem[];
  /** Numbers whose content the server has. */
  uploaded: ReadonlySet<number>;
  /** Numbers that are not to be tried again in this round. */
  held: ReadonlySet<number>;
}): PushPlan {
  const blocked = new Set<DossierId>();
  const behindContent = new Set<DossierId>();
  const uploads: OutboxItem[] = [];
  const push: OutboxItem[] = [];
  let characters = 0;
  for (const item of seen.outbox) {
    const { n, body } = item.command;
    if (blocked.has(body.dossierId)) continue;
    if (seen.held.has(n)) {
      blocked.add(body.dossierId);
    } else if (item.content && !seen.uploaded.has(n)) {
      uploads.push(item);
      behindContent.add(body.dossierId);
    } else if (!behindContent.has(body.dossierId)) {
      characters += item.signed.payload.length;
      const room = push.length === 0 || characters <= MAX_PUSH_CHARACTERS;
      if (!room || push.length === MAX_COMMANDS_PER_PUSH) break;
      push.push(item);
      if (body.type === 'createDossier') blocked.add(body.dossierId);
    }
  }
  return { uploads, push };
}
