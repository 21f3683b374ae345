import { describe, expect, it } from 'vitest';
import { outbox } from '#ui/messages/fr/outbox.ts';
import { restoredLines } from '#ui/outbox/restored.ts';

const NOW = Date.UTC(2026, 4, 4, 8);
const DAY = 24 * 3600_000;
const say = (serverRestoredAt: number | undefined, offeredAgain: number) =>
  restoredLines(outbox.restored, { serverRestoredAt, offeredAgain }, { now: NOW, moment: () => '7:12' });

describe('a server that was restored from a backup', () => {
  it('is told of with what is offered again and that there is nothing to do', () => {
    expect(say(NOW - DAY, 3)).toEqual([
      'Constaté par cet appareil\u00a0: 7:12.',
      '3 envois récents sont proposés de nouveau au serveur.',
      outbox.restored.nothingToDo,
    ]);
    expect(say(NOW - DAY, 0)?.[1]).toBe(outbox.restored.kept);
  });

  it('is told of where its traces had not gone back too', () => {
    expect(say(undefined, 1)).toEqual([
      '1 envoi récent est proposé de nouveau au serveur.',
      outbox.restored.nothingToDo,
    ]);
  });

  it('is old news after a week, and none where there was no restore', () => {
    expect(say(NOW - 8 * DAY, 0)).toBeUndefined();
    expect(say(undefined, 0)).toBeUndefined();
  });
});
