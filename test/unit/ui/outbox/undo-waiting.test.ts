import { expect, test } from 'vitest';
import type { OutboxLine, TakeBackPlan } from '#app/outbox-port.ts';
import { ok } from '#base/result.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import { undoWaiting } from '#ui/outbox/undo-waiting.ts';
import { documentNo, dossierNo } from '#test/support/sync/sample.ts';

const messages = createMessages({ now: () => 0, late: () => ({}), onchange: () => undefined });
const written = { what: 'changeDocument', dossierId: dossierNo(1), documentId: documentNo(1) } as const;
const line = (id: string, takeBack: OutboxLine['takeBack'] = 'may'): OutboxLine => ({
  ...written,
  id,
  title: undefined,
  holder: undefined,
  state: 'waiting',
  refused: undefined,
  writtenAt: 1,
  sentAt: undefined,
  ...(takeBack && { takeBack }),
});

function page(outbox: readonly OutboxLine[], plan: Partial<TakeBackPlan> | undefined, stays = false) {
  const happened: string[] = [];
  const undo = undoWaiting(
    {
      relais: {
        view: { outbox },
        planTakeBack: (id) => Promise.resolve(ok(plan && { ids: [id], along: 0, loses: false, ...plan })),
        takeBack: (ids) => {
          happened.push(`takes ${ids.join()}`);
          return Promise.resolve(ok(!stays));
        },
      },
      status: { say: (_text, tone) => happened.push(`says ${tone ?? ''}`) },
      messages,
      ask: (path) => happened.push(`asks at ${path}`),
    },
    written,
  );
  return async () => {
    undo?.();
    await new Promise((resolve) => setImmediate(resolve));
    return undo ? happened : undefined;
  };
}

test('«undo» of what is done again by a press takes the newest of its kind back at once', async () => {
  expect(await page([line('9'), line('12')], {})()).toEqual(['takes 12', 'says success']);
});

test('«undo» asks first where content would be lost, or where more goes along', async () => {
  for (const plan of [{ loses: true }, { along: 2 }])
    expect(await page([line('12')], plan)()).toEqual(['asks at /envois?retirer=12']);
});

test('«undo» is not offered for what may have left, and says so where it has left since', async () => {
  expect(await page([line('12', 'maybeReceived')], {})()).toBeUndefined();
  expect(await page([line('12')], undefined)()).toEqual(['says problem']);
  expect(await page([line('12')], {}, true)()).toEqual(['takes 12', 'says problem']);
});
