import { describe, expect, test } from 'vitest';
import { unwrap } from '#base/result.ts';
import type { Dossiers, Outbox } from '#sync/ports.ts';
import type { CommandBody, Receipt } from '#wire/commands.ts';
import {
  documentNo,
  dossierNo,
  NURSE,
  provide,
  sampleDocument,
  sampleHeader,
  TABLET,
} from '#test/support/sync/sample.ts';

export type OpenedPorts = {
  outbox: Outbox;
  dossiers: Dossiers;
  write(body: CommandBody): Promise<number>;
  refused(): Promise<number[]>;
  close(): void;
};

const ONE = dossierNo(1);
const depositor = { psIdNat: NURSE, name: 'Solène RIVOIRE', profession: '60' };
const entry = (n: number) =>
  ({ ...sampleDocument(n), version: 'v', status: 'current', depositor, submittedAt: n }) as const;
const contact = { at: 1, serverTime: 1, leaseMs: 1000, opened: false };
const held = (...ns: number[]) => ({
  header: sampleHeader(ONE),
  entries: ns.map(entry),
  cursor: 'c',
  contact,
});

/** What the sync core counts on, of every store that it may be given. */
export function describeSyncPorts(name: string, open: () => Promise<OpenedPorts>): void {
  describe(`sync ports: ${name}`, () => {
    const take = async (ports: OpenedPorts, n: number, outcome: Receipt['outcome']) => {
      const item = unwrap(await ports.outbox.list()).find(({ command }) => command.n === n);
      if (!item) throw new Error('no such row');
      const receipt = { device: TABLET, n, hash: item.hash, outcome, at: 1 };
      const again = () =>
        outcome.type === 'done'
          ? ports.outbox.settle([{ item, receipt }])
          : ports.outbox.refuse(item, receipt);
      unwrap(await again());
      return again;
    };
    const numbers = async ({ outbox }: OpenedPorts) =>
      unwrap(await outbox.list()).map(({ command }) => command.n);

    test('the outbox lists by number', async () => {
      const ports = await open();
      for (const n of [1, 2, 3]) await ports.write(provide(1, n));
      expect(await numbers(ports)).toEqual([1, 2, 3]);
      ports.close();
    });

    test('a settled row is gone, and settling it again does nothing', async () => {
      const ports = await open();
      for (const n of [1, 2]) await ports.write(provide(1, n));
      const again = await take(ports, 1, { type: 'done', dossierId: ONE });
      expect((await again()).ok).toBe(true);
      expect(await numbers(ports)).toEqual([2]);
      expect(await ports.refused()).toEqual([]);
      ports.close();
    });

    test('a refused row moves to the quarantine', async () => {
      const ports = await open();
      await ports.write(provide(1, 1));
      await take(ports, 1, { type: 'refused', code: 'notAuthorised' });
      expect(await numbers(ports)).toEqual([]);
      expect(await ports.refused()).toEqual([1]);
      ports.close();
    });

    test('what is offered is answered as far as it is there, in any number of tries', async () => {
      const ports = await open();
      for (const n of [1, 2]) await ports.write(provide(1, n));
      for (let tries = 0; tries < 2; tries++)
        expect([...unwrap(await ports.outbox.offer([1, 2, 7]))]).toEqual([1, 2]);
      expect(await numbers(ports)).toEqual([1, 2]);
      ports.close();
    });

    test('a content opens by slices, and the upload address is remembered', async () => {
      const ports = await open();
      await ports.write(provide(1, 1));
      const content = unwrap(await ports.outbox.contentOf(1));
      expect(unwrap(await content.slice(0, content.size))).toHaveLength(content.size);
      expect(unwrap(await content.slice(4, 100))).toHaveLength(content.size - 4);
      unwrap(await ports.outbox.setUploadUrl(1, '/u/1'));
      expect(unwrap(await ports.outbox.list())[0]?.uploadUrl).toBe('/u/1');
      ports.close();
    });

    test('a commit replaces all that was held', async () => {
      const ports = await open();
      unwrap(await ports.dossiers.commit(new Map([[ONE, held(1, 2)]])));
      unwrap(await ports.dossiers.commit(new Map([[ONE, { ...held(2), cursor: 'd' }]])));
      expect(unwrap(await ports.dossiers.read(ONE))?.entries.map(({ documentId }) => documentId)).toEqual([
        documentNo(2),
      ]);
      expect([...unwrap(await ports.dossiers.cursors())]).toEqual([[ONE, { cursor: 'd', until: 2 }]]);
      unwrap(await ports.dossiers.confirm([ONE], { ...contact, at: 9 }));
      expect([...unwrap(await ports.dossiers.cursors())]).toEqual([[ONE, { cursor: 'd', until: 2 }]]);
      ports.close();
    });

    test('a removal leaves the outbox alone, and removing again does nothing', async () => {
      const ports = await open();
      await ports.write(provide(1, 1));
      unwrap(await ports.dossiers.commit(new Map([[ONE, held(1)]])));
      unwrap(await ports.dossiers.remove(ONE));
      unwrap(await ports.dossiers.remove(ONE));
      expect(unwrap(await ports.dossiers.read(ONE))).toBeUndefined();
      expect(unwrap(await ports.dossiers.cursors()).size).toBe(0);
      expect(await numbers(ports)).toEqual([1]);
      ports.close();
    });
  });
}
