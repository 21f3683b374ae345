import type { Received } from './read-command.ts';

/** As many as share one transaction at the most: those of other requests should not wait for ever. */
const MOST = 128;
/** Contents that are read at the same time. */
const MOST_CONTENTS = 32;

/**
 * Commands that may be prepared at the same time, in their order. Not together: a creation, on which whatever comes behind
 * it may depend; two documents of one content, since each takes an upload of it.
 */
export function groupsOf(received: readonly Received[]): Received[][] {
  const groups: Received[][] = [];
  let contents = new Set<string>();
  let open = false;
  for (const one of received) {
    const content = contentOf(one);
    const last = open ? groups.at(-1) : undefined;
    const joins = last && last.length < MOST && !isCreation(one) && hasRoom(contents, content);
    if (joins) last.push(one);
    else {
      groups.push([one]);
      contents = new Set();
    }
    if (content) contents.add(content);
    open = !isCreation(one);
  }
  return groups;
}

const hasRoom = (contents: ReadonlySet<string>, content: string | undefined): boolean =>
  content === undefined || (contents.size < MOST_CONTENTS && !contents.has(content));

const isCreation = ({ read }: Received): boolean => read.ok && read.value.body.type === 'createDossier';

const contentOf = ({ read }: Received): string | undefined =>
  read.ok && read.value.body.type === 'provideDocument' ? read.value.body.document.sha256 : undefined;
