import { describe, expect, test } from 'vitest';
import { planTakingBack, type TakingBack, type WaitingCommand } from '#sync/taking-back.ts';
import type { CommandBody } from '#wire/commands.ts';
import { memoryDevice } from '#test/support/sync/device.ts';
import { documentNo, dossierNo, NURSE, provide, sampleDocument, TABLET } from '#test/support/sync/sample.ts';

const ONE = dossierNo(1);
const masks = (n: number): CommandBody => ({
  type: 'changeDocument',
  dossierId: ONE,
  documentId: documentNo(n),
  change: 'mask',
});
const replaces = (n: number, old: number): CommandBody => ({
  type: 'provideDocument',
  dossierId: ONE,
  document: { ...sampleDocument(n), replaces: documentNo(old) },
});
const read = (n: number): CommandBody => ({
  type: 'recordAccess',
  dossierId: ONE,
  documentId: documentNo(n),
  readAt: 1,
});
const withdraw: CommandBody = { type: 'withdrawAuthorisation', dossierId: ONE, professional: NURSE };

/** Written in this order, numbered from 1; `sent`: numbers of which an attempt was made. */
const waiting = (bodies: readonly CommandBody[], sent: readonly number[] = []): WaitingCommand[] =>
  bodies.map((body, index) => ({
    command: { wire: 1, device: TABLET, n: index + 1, author: NURSE, at: 1, body },
    neverSent: !sent.includes(index + 1),
  }));
const plan = (bodies: readonly CommandBody[], n: number, sent?: readonly number[]): TakingBack =>
  planTakingBack(waiting(bodies, sent), n);

describe('taking back what waits', () => {
  test('takes one alone, and says whether something written is lost', () => {
    expect(plan([provide(1, 1), provide(1, 2)], 1)).toEqual({ kind: 'may', ns: [1], along: 0, loses: true });
    expect(plan([withdraw, provide(1, 1)], 1)).toEqual({ kind: 'may', ns: [1], along: 0, loses: false });
  });

  test('takes what is built on it along, also at one remove, and counts what a person wrote', () => {
    const bodies = [provide(1, 1), provide(1, 2), replaces(3, 1), masks(3), masks(2), read(1)];
    expect(plan(bodies, 1)).toEqual({ kind: 'may', ns: [1, 3, 4, 6], along: 2, loses: true });
    expect(plan(bodies, 3)).toMatchObject({ ns: [3, 4], along: 1 });
  });

  test('takes all that was written for a dossier along with its creation, and nothing of another', () => {
    const reopened: CommandBody = { type: 'reactivateDossier', dossierId: ONE, record: RECORD };
    expect(plan([reopened, provide(1, 1), provide(2, 2), withdraw], 1)).toMatchObject({ ns: [1, 2, 4] });
  });

  test('takes the act that ends a right along with the one that gave it, to the same person alone', () => {
    const block = (professional: typeof NURSE): CommandBody => ({
      type: 'blockProfessional',
      dossierId: ONE,
      professional,
    });
    const unblock: CommandBody = { type: 'unblockProfessional', dossierId: ONE, professional: NURSE };
    expect(plan([block(NURSE), withdraw, unblock], 1)).toMatchObject({ ns: [1, 3], loses: false });
  });

  test('never takes what may have been received, nor what carries it along', () => {
    const bodies = [provide(1, 1), masks(1)];
    expect(plan(bodies, 1, [1])).toEqual({ kind: 'mayNot', because: 'maybeReceived' });
    expect(plan(bodies, 1, [2])).toEqual({ kind: 'mayNot', because: 'maybeReceived' });
    expect(plan(bodies, 2, [1])).toMatchObject({ kind: 'may', ns: [2] });
  });

  test('never takes the trace of a consultation, nor what is not there', () => {
    expect(plan([read(1)], 1)).toEqual({ kind: 'mayNot', because: 'traceDue' });
    expect(plan([read(1)], 9)).toEqual({ kind: 'mayNot', because: 'gone' });
  });
});

describe('what was written counts as offered', () => {
  test('only once it is handed to a server that answers: a network without one leaves it untouched', async () => {
    const device = memoryDevice();
    await device.outbox.write(withdraw);
    const { engine } = device.tab();
    device.remote.reachable = false;
    expect((await engine.push()).ok).toBe(false);
    expect([...device.outbox.offered]).toEqual([]);
    device.remote.reachable = true;
    device.remote.loseAnswer = 'push';
    expect((await engine.push()).ok).toBe(false);
    expect([...device.outbox.offered]).toEqual([1]);
  });

  test('after the network went the server is asked again before anything is handed over', async () => {
    const device = memoryDevice();
    const { engine } = device.tab();
    await device.outbox.write(withdraw);
    expect((await engine.push()).ok).toBe(true);
    device.remote.reachable = false;
    await engine.syncNow();
    await device.outbox.write(withdraw);
    await engine.push();
    expect([...device.outbox.offered]).toEqual([1]);
  });

  test('what was taken back between the look at the outbox and the sending is not sent', async () => {
    const device = memoryDevice();
    for (const n of [1, 2]) await device.outbox.write(provide(1, n));
    const { offer } = device.outbox;
    device.outbox.offer = (ns) => {
      device.outbox.rows.delete(1);
      return offer(ns);
    };
    expect((await device.tab().engine.push()).ok).toBe(true);
    expect(device.remote.titles(ONE)).toEqual(['Note 2']);
  });
});

const RECORD = {
  informed: { at: 1, brochureVersion: '1' },
  consent: { at: 1, breakGlass: true, dispatchCentre: true },
  identified: { vitaleReadAt: 1, confirmedAt: 1 },
};
