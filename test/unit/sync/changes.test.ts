import { describe, expect, test } from 'vitest';
import { planPull } from '#sync/plan-pull.ts';
import { memoryDevice } from '#test/support/sync/device.ts';
import { dossierNo, provide } from '#test/support/sync/sample.ts';

const ONE = dossierNo(1);
const TWO = dossierNo(2);

/** A device that holds `count` dossiers with a document each, all fetched, and a second one that can write. */
async function holding(count: number) {
  const writer = memoryDevice();
  for (let n = 1; n <= count; n++) await writer.outbox.write(provide(n, n));
  await writer.tab().engine.push();
  const device = memoryDevice(writer.remote);
  const tab = device.tab();
  await tab.engine.pull(new Map(Array.from({ length: count }, (_, index) => [dossierNo(index + 1), null])));
  expect((await tab.engine.syncNow()).ok).toBe(true);
  return { device, tab, remote: device.remote, writer };
}

const asked = ({
  pulls,
  changesAsked,
  arrived,
}: {
  pulls: number;
  changesAsked: number;
  arrived: unknown[];
}) => [pulls, changesAsked, arrived.length] as const;

describe('a round', () => {
  test('in which nothing moved costs one small request, with 200 dossiers held', async () => {
    const { tab, remote } = await holding(200);
    const [pulls, changes, pushed] = asked(remote);
    expect((await tab.engine.syncNow()).ok).toBe(true);
    expect(asked(remote)).toEqual([pulls, changes + 1, pushed]);
  });

  test('fetches what moved, and nothing else', async () => {
    const { device, tab, remote, writer } = await holding(3);
    await writer.outbox.write(provide(2, 9));
    await writer.tab().engine.push();
    const wants: string[] = [];
    const pull = remote.pull.bind(remote);
    remote.pull = (input) => {
      wants.push(...input.wants.map(({ dossierId }) => dossierId));
      return pull(input);
    };
    expect((await tab.engine.syncNow()).ok).toBe(true);
    expect(wants).toEqual([TWO]);
    expect(device.dossiers.titles(TWO)).toEqual(['Note 2', 'Note 9']);
  });

  test('lets go of a dossier that is no longer theirs', async () => {
    const { device, tab, remote } = await holding(2);
    remote.dossier(ONE).open = false;
    expect((await tab.engine.syncNow()).ok).toBe(true);
    expect([...device.dossiers.held.keys()]).toEqual([TWO]);
  });

  test('keeps its mark only when all that moved came well, and confirms the others all the same', async () => {
    const { device, tab, remote, writer } = await holding(2);
    const before = device.dossiers.kept;
    await writer.outbox.write(provide(1, 9));
    await writer.tab().engine.push();
    remote.tamper.pull = (all) =>
      all.map((result) =>
        result.kind === 'page' ? { ...result, checkpoint: { count: 1, digest: 'other' } } : result,
      );
    expect(await tab.engine.syncNow()).toEqual({
      ok: false,
      error: { type: 'DigestMismatch', dossierId: ONE },
    });
    expect(device.dossiers.kept).toEqual(before);
    expect([...(device.dossiers.pinnedConfirmed.at(-1)?.butNot ?? [])]).toEqual([ONE]);
    delete remote.tamper.pull;
    expect((await tab.engine.syncNow()).ok).toBe(true);
    expect(device.dossiers.kept).not.toEqual(before);
    expect(device.dossiers.titles(ONE)).toEqual(['Note 1', 'Note 9']);
  });

  test('by an event fetches the named dossier without a question', async () => {
    const { device, tab, remote, writer } = await holding(2);
    tab.engine.start();
    for (let turn = 0; turn < 3; turn++) await tab.timer.pass(100);
    const [, changes] = asked(remote);
    await writer.outbox.write(provide(1, 9));
    await writer.tab().engine.push();
    for (let turn = 0; turn < 3; turn++) await tab.timer.pass(100);
    expect(device.dossiers.titles(ONE)).toEqual(['Note 1', 'Note 9']);
    expect(remote.changesAsked).toBe(changes);
    tab.engine.stop();
  });

  test('gives up where the answer names dossiers that are not held, and takes none of them', async () => {
    const { device, tab, remote } = await holding(1);
    const { pulls } = remote;
    remote.tamper.changes = (answer) => ({ ...answer, dossiers: [dossierNo(77)] });
    expect((await tab.engine.syncNow()).ok).toBe(true);
    expect(remote.pulls).toBe(pulls);
    expect([...device.dossiers.held.keys()]).toEqual([ONE]);
  });
});

describe('planPull', () => {
  const held = new Map([
    [ONE, { cursor: 'a', until: null }],
    [TWO, { cursor: 'b', until: 10 }],
    [dossierNo(3), { cursor: null, until: null }],
  ]);
  const quiet = { kind: 'moved' as const, dossiers: [], serverTime: 5 };
  const plan = (answer: Parameters<typeof planPull>[0]['answer'], failed: readonly (typeof ONE)[] = []) =>
    [...planPull({ held, answer, failed: new Set(failed) }).keys()].map((id) => Number(id.slice(-2)));

  test('wants those without a cursor, moved, ended by themselves, or failed the last time', () => {
    expect(plan(quiet)).toEqual([3]);
    expect(plan({ ...quiet, dossiers: [ONE, dossierNo(9)] })).toEqual([1, 3]);
    expect(plan({ ...quiet, serverTime: 10 })).toEqual([2, 3]);
    expect(plan(quiet, [TWO])).toEqual([2, 3]);
    expect(plan({ ...quiet, kind: 'everything' })).toEqual([1, 2, 3]);
  });
});
