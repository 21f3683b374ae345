import { describe, expect, test } from 'vitest';
import { memoryDevice } from '#test/support/sync/device.ts';
import { dossierNo, provide } from '#test/support/sync/sample.ts';

const ONE = dossierNo(1);

/** A server that holds documents 1 to `count` in dossier 1, and a second device. */
async function serverWith(count: number) {
  const first = memoryDevice();
  for (let n = 1; n <= count; n++) await first.outbox.write(provide(1, n));
  await first.tab().engine.push();
  return memoryDevice(first.remote);
}

describe('pull', () => {
  test('takes several pages and commits once, when count and digest agree', async () => {
    const device = await serverWith(5);
    const pulled = await device.tab().engine.pull(new Map([[ONE, null]]));
    expect(pulled.ok && pulled.value.get(ONE)).toBe('changed');
    expect(device.dossiers.titles(ONE)).toEqual(['Note 1', 'Note 2', 'Note 3', 'Note 4', 'Note 5']);
    expect(device.dossiers.commits).toBe(1);
  });

  test('takes only what is new the next time, and one small request where nothing is', async () => {
    const device = await serverWith(3);
    const { engine } = device.tab();
    await engine.pull(new Map([[ONE, null]]));
    const before = device.remote.pulls;
    expect((await engine.syncNow()).ok).toBe(true);
    expect(device.remote.pulls).toBe(before + 1);
    expect(device.dossiers.commits).toBe(1);
  });

  test('shows nothing of a pull that breaks off', async () => {
    const device = await serverWith(5);
    const { engine } = device.tab();
    device.remote.tamper.pull = (all) => {
      device.remote.reachable = false;
      return all;
    };
    expect((await engine.pull(new Map([[ONE, null]]))).ok).toBe(false);
    expect(device.dossiers.held.size).toBe(0);
  });

  test('fetches afresh once when the digest differs, then gives up and keeps what it had', async () => {
    const device = await serverWith(1);
    const { engine } = device.tab();
    await engine.pull(new Map([[ONE, null]]));
    const before = device.dossiers.held.get(ONE);
    const pulls = device.remote.pulls;
    device.remote.tamper.pull = (all) =>
      all.map((result) => {
        if (result.kind !== 'page') return result;
        return { ...result, checkpoint: { count: 1, digest: 'other' } };
      });
    const pulled = await engine.pull(new Map([[ONE, null]]));
    expect(pulled.ok && pulled.value.get(ONE)).toEqual({ type: 'DigestMismatch', dossierId: ONE });
    expect(device.remote.pulls).toBe(pulls + 2);
    expect(device.dossiers.held.get(ONE)).toBe(before);
  });

  test('heals by the fresh pull where only the held rows were wrong', async () => {
    const device = await serverWith(3);
    const { engine } = device.tab();
    await engine.pull(new Map([[ONE, null]]));
    const held = device.dossiers.held.get(ONE);
    if (held) device.dossiers.held.set(ONE, { ...held, entries: held.entries.slice(1), cursor: '2' });
    expect((await engine.syncNow()).ok).toBe(true);
    expect(device.dossiers.titles(ONE)).toEqual(['Note 1', 'Note 2', 'Note 3']);
  });

  test('a removal destroys the dossier and leaves what waits for it', async () => {
    const device = await serverWith(2);
    const { engine, events } = device.tab();
    await engine.pull(new Map([[ONE, null]]));
    await device.outbox.write(provide(1, 9));
    device.remote.dossier(ONE).open = false;
    const pulled = await engine.pull(new Map([[ONE, '2']]));
    expect(pulled.ok && pulled.value.get(ONE)).toBe('removed');
    expect(device.dossiers.removed).toEqual([ONE]);
    expect(device.outbox.rows.size).toBe(1);
    expect(events).toContainEqual({ kind: 'removed', dossierId: ONE });
  });

  test('takes nothing that was not asked for', async () => {
    const device = await serverWith(1);
    device.remote.tamper.pull = (all) => [{ kind: 'dossierRemoved', dossierId: dossierNo(7) }, ...all];
    await device.tab().engine.pull(new Map([[ONE, null]]));
    expect(device.dossiers.removed).toEqual([]);
  });

  test('an answer that repeats its cursor without an end does not go on for ever', async () => {
    const device = await serverWith(5);
    device.remote.tamper.pull = (all) =>
      all.map((result) => (result.kind === 'page' ? { ...result, cursor: '2', fresh: false } : result));
    const pulled = await device.tab().engine.pull(new Map([[ONE, null]]));
    expect(pulled.ok && pulled.value.get(ONE)).toEqual({ type: 'DigestMismatch', dossierId: ONE });
    expect(device.dossiers.held.size).toBe(0);
  });

  test('an answer without results is no answer of our server', async () => {
    const device = await serverWith(1);
    device.remote.tamper.pull = () => [];
    const pulled = await device.tab().engine.pull(new Map([[ONE, null]]));
    expect(pulled).toEqual({ ok: false, error: { type: 'Unreachable' } });
  });

  test('an answer that names a dossier twice counts once', async () => {
    const device = await serverWith(1);
    device.remote.tamper.pull = (all) => [
      ...all,
      ...all.map(({ dossierId }) => ({ kind: 'dossierRemoved' as const, dossierId })),
    ];
    const pulled = await device.tab().engine.pull(new Map([[ONE, null]]));
    expect(pulled.ok && pulled.value.get(ONE)).toBe('changed');
    expect(device.dossiers.removed).toEqual([]);
  });

  test('a cursor that goes back and forth comes to an end', async () => {
    const device = await serverWith(5);
    let turn = 0;
    device.remote.tamper.pull = (all) =>
      all.map((result) => {
        if (result.kind !== 'page') return result;
        const { checkpoint: _none, ...page } = result;
        return { ...page, fresh: false, cursor: turn++ % 2 === 0 ? '1' : '2' };
      });
    const pulled = await device.tab().engine.pull(new Map([[ONE, null]]));
    expect(pulled.ok && pulled.value.get(ONE)).toEqual({ type: 'DigestMismatch', dossierId: ONE });
    expect(device.dossiers.held.size).toBe(0);
  });

  test('cursors that are new for ever, and bring nothing to an end, are given up', async () => {
    const device = await serverWith(3);
    let turn = 0;
    device.remote.tamper.pull = (all) =>
      all.map((result) => {
        if (result.kind !== 'page') return result;
        const { checkpoint: _none, ...page } = result;
        return { ...page, fresh: true, cursor: `1.${++turn}` };
      });
    const pulled = await device.tab().engine.pull(new Map([[ONE, null]]));
    expect(pulled.ok && pulled.value.get(ONE)).toEqual({ type: 'DigestMismatch', dossierId: ONE });
  });

  test('dossiers that one answer completes are stored together', async () => {
    const first = memoryDevice();
    for (let n = 1; n <= 40; n++) await first.outbox.write(provide(n, n));
    await first.tab().engine.push();
    const device = memoryDevice(first.remote);
    const wants = new Map(Array.from({ length: 40 }, (_, index) => [dossierNo(index + 1), null]));
    expect((await device.tab().engine.pull(wants)).ok).toBe(true);
    expect([device.dossiers.held.size, device.dossiers.commits]).toEqual([40, 1]);
  });

  test('many dossiers are asked for by two questions at a time, few by one', async () => {
    const first = memoryDevice();
    for (let n = 1; n <= 60; n++) await first.outbox.write(provide(n, n));
    await first.tab().engine.push();
    const askedAtOnce = async (count: number): Promise<number> => {
      const device = memoryDevice(first.remote);
      const pull = first.remote.pull.bind(first.remote);
      let [now, most] = [0, 0];
      device.remote.pull = async (input) => {
        most = Math.max(most, ++now);
        const answer = await pull(input);
        now -= 1;
        return answer;
      };
      const wants = new Map(Array.from({ length: count }, (_, index) => [dossierNo(index + 1), null]));
      expect((await device.tab().engine.pull(wants)).ok).toBe(true);
      device.remote.pull = pull;
      expect(device.dossiers.held.size).toBe(count);
      return most;
    };
    expect(await askedAtOnce(60)).toBe(2);
    expect(await askedAtOnce(40)).toBe(1);
  });

  test('a page that did not come makes the next ones smaller', async () => {
    const device = await serverWith(1);
    const sizes: number[] = [];
    const pull = device.remote.pull.bind(device.remote);
    device.remote.pull = (input) => {
      sizes.push(input.pageSize);
      return pull(input);
    };
    const { engine } = device.tab();
    device.remote.reachable = false;
    for (let attempt = 0; attempt < 6; attempt++) await engine.pull(new Map([[ONE, null]]));
    expect(sizes).toEqual([500, 250, 125, 63, 32, 25]);
  });
});
