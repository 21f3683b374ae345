import 'fake-indexeddb/auto';
import { unwrap } from '#base/result.ts';
import { dossiersPort, outboxPort } from '#app/sync-ports.ts';
import { serverTime } from '#app/server-time.ts';
import { storeWhole } from '#store/content-store.ts';
import { payloadHash } from '#sync/command-signing.ts';
import { OUTBOX_KEY } from '#vault/open-vault.ts';
import { MemoryDossiers, MemoryOutbox } from '#test/support/sync/memory-ports.ts';
import { NURSE, TABLET } from '#test/support/sync/sample.ts';
import { steadyClock, storeOver } from '#test/support/store/memory-store.ts';
import { newVault } from '#test/support/vault/quick-vault.ts';
import { describeSyncPorts } from './sync-ports.ts';

describeSyncPorts('memory', () => {
  const outbox = new MemoryOutbox();
  return Promise.resolve({
    outbox,
    dossiers: new MemoryDossiers(),
    write: (body) => outbox.write(body),
    refused: () => Promise.resolve([...outbox.quarantine.keys()]),
    close: () => undefined,
  });
});

describeSyncPorts('sealed IndexedDB', async () => {
  const store = storeOver((await newVault()).vault);
  let n = 0;
  return {
    outbox: outboxPort(store, steadyClock, () => undefined),
    dossiers: dossiersPort(store, serverTime(steadyClock)),
    async write(body) {
      n++;
      const command = { wire: 1, device: TABLET, n, author: NURSE, at: 1, body } as const;
      const payload = JSON.stringify(command);
      const at = { ref: '', dossier: '', parentKey: OUTBOX_KEY };
      const document = body.type === 'provideDocument' ? body.document : undefined;
      const blobId = unwrap(await storeWhole(store.unsent, at, new Uint8Array(document?.size ?? 0)));
      const content = document ? { blobId, sha256: document.sha256, size: document.size } : null;
      const signed = { payload, signature: 'A'.repeat(86) };
      unwrap(
        await store.outbox.add({ command, signed, hash: await payloadHash(payload), holder: null, content }),
      );
      return n;
    },
    refused: async () => unwrap(await store.outbox.listRefused()).entries.map(({ entry }) => entry.command.n),
    close: () => store.close(),
  };
});
