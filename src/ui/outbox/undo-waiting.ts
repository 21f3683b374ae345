import type { OutboxLine } from '#app/outbox-port.ts';
import type { Relais } from '#app/port.ts';
import type { Messages } from '../messages/messages.svelte.ts';
import type { Status } from '../status.svelte.ts';
import { takeBackWords } from './take-back-words.ts';

type Deps = {
  relais: Pick<Relais, 'planTakeBack' | 'takeBack'> & { view: { outbox: readonly OutboxLine[] } };
  status: Pick<Status, 'say'>;
  messages: Pick<Messages, 'locale' | 'problem'>;
  /** Goes to the page that asks first. */
  ask: (path: string) => void;
};

/** What was just written. */
export type Written = Pick<OutboxLine, 'what' | 'dossierId' | 'documentId'>;

/**
 * «Undo» of an act that waits. At once where it is done again by a press; with a question, on the page of what waits, where
 * content would be destroyed. Undefined where it may have left this device already.
 */
export function undoWaiting(deps: Deps, written: Written): (() => void) | undefined {
  const line = newestOf(deps.relais.view.outbox, written);
  return line?.takeBack === 'may' ? () => void undo(deps, line.id) : undefined;
}

/** Where the question is asked. */
export const askTakeBackPath = (id: string): string => `/envois?retirer=${encodeURIComponent(id)}`;

async function undo({ relais, status, messages, ask }: Deps, id: string): Promise<void> {
  const t = takeBackWords(messages.locale);
  const plan = await relais.planTakeBack(id);
  if (plan.ok && plan.value && (plan.value.loses || plan.value.along > 0)) return ask(askTakeBackPath(id));
  const gone = plan.ok && plan.value ? await relais.takeBack(plan.value.ids) : plan;
  if (!gone.ok) status.say(messages.problem(gone.error).title, 'problem');
  else status.say(gone.value === true ? t.done : t.tooLate, gone.value === true ? 'success' : 'problem');
}

/** Newest first, by number. */
const newestOf = (outbox: readonly OutboxLine[], written: Written): OutboxLine | undefined =>
  outbox
    .filter(
      ({ what, dossierId, documentId }) =>
        what === written.what && dossierId === written.dossierId && documentId === written.documentId,
    )
    .reduce<OutboxLine | undefined>((a, b) => (a && Number(a.id) > Number(b.id) ? a : b), undefined);
