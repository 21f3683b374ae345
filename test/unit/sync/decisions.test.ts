import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '#base/random.ts';
import { FIRST_RETRY_MS, LONGEST_RETRY_MS, retryDelayMs } from '#base/retry-delay.ts';
import { answeredOf } from '#sync/answered.ts';
import { nextPageSize } from '#sync/page-size.ts';
import { planPush } from '#sync/plan.ts';
import { signCommand, signedBytes } from '#sync/command-signing.ts';
import { fromBase64Url } from '#base/bytes.ts';
import { MAX_PAGE_SIZE } from '#wire/sync.ts';
import { MemoryOutbox } from '#test/support/sync/memory-ports.ts';
import { dossierNo, NURSE, provide, sampleHeader, TABLET } from '#test/support/sync/sample.ts';
import { unwrap } from '#base/result.ts';

describe('planPush', () => {
  test('behind a content that is not there, the rest of its dossier waits and others go', async () => {
    const outbox = new MemoryOutbox();
    await outbox.write(provide(1, 1));
    await outbox.write({ type: 'recordAccess', dossierId: dossierNo(1), readAt: 1 });
    await outbox.write({ type: 'recordAccess', dossierId: dossierNo(2), readAt: 1 });
    const seen = {
      outbox: unwrap(await outbox.list()),
      uploaded: new Set<number>(),
      held: new Set<number>(),
    };
    const plan = planPush(seen);
    expect(plan.uploads.map(({ command }) => command.n)).toEqual([1]);
    expect(plan.push.map(({ command }) => command.n)).toEqual([3]);
    expect(planPush({ ...seen, uploaded: new Set([1]) }).push.map(({ command }) => command.n)).toEqual([
      1, 2, 3,
    ]);
  });

  test('contents of one dossier go up together, its commands only behind them', async () => {
    const outbox = new MemoryOutbox();
    await outbox.write(provide(1, 1));
    await outbox.write({ type: 'recordAccess', dossierId: dossierNo(1), readAt: 1 });
    await outbox.write(provide(1, 3));
    const listed = unwrap(await outbox.list());
    const planned = (uploaded: readonly number[], held: readonly number[] = []) => {
      const plan = planPush({ outbox: listed, uploaded: new Set(uploaded), held: new Set(held) });
      return [plan.uploads, plan.push].map((items) => items.map(({ command }) => command.n));
    };
    expect(planned([])).toEqual([[1, 3], []]);
    expect(planned([3])).toEqual([[1], []]);
    expect(planned([1])).toEqual([[3], [1, 2]]);
    expect(planned([], [1])).toEqual([[], []]);
  });

  test('what follows a creation waits for its receipt', async () => {
    const outbox = new MemoryOutbox();
    const { holder, insC } = sampleHeader(dossierNo(1));
    const record = {
      informed: { at: 1, brochureVersion: '1' },
      consent: { at: 2, breakGlass: true, dispatchCentre: true },
      identified: { vitaleReadAt: 3, confirmedAt: 4 },
    };
    await outbox.write({ type: 'createDossier', dossierId: dossierNo(1), holder, insC, record });
    await outbox.write({ type: 'recordAccess', dossierId: dossierNo(1), readAt: 1 });
    const plan = planPush({ outbox: unwrap(await outbox.list()), uploaded: new Set(), held: new Set() });
    expect(plan.push.map(({ command }) => command.n)).toEqual([1]);
  });
});

describe('retryDelayMs', () => {
  test('stays between half a second and the longest delay', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (failures) => {
        const delay = retryDelayMs(failures, systemRandom);
        return delay >= FIRST_RETRY_MS / 2 && delay <= LONGEST_RETRY_MS;
      }),
    );
  });
});

describe('nextPageSize', () => {
  test('stays within what the wire allows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: MAX_PAGE_SIZE }),
        fc.integer({ min: 0, max: 1e7 }),
        (size, took) => {
          const next = nextPageSize(size, took);
          return next >= 1 && next <= MAX_PAGE_SIZE && Number.isInteger(next);
        },
      ),
    );
  });
});

describe('signCommand', () => {
  test('signs tag and payload by the device key, and answers only to its own hash', async () => {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ]);
    const command = { wire: 1, device: TABLET, n: 4, author: NURSE, at: 1, body: provide(1, 1) } as const;
    const { signed, hash } = await signCommand(keys.privateKey, command);
    const signature = fromBase64Url(signed.signature) ?? new Uint8Array(0);
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    expect(signature).toHaveLength(64);
    expect(
      await crypto.subtle.verify(algorithm, keys.publicKey, signature, signedBytes(signed.payload)),
    ).toBe(true);
    const receipt = {
      device: TABLET,
      n: 4,
      hash,
      outcome: { type: 'done', dossierId: dossierNo(1) },
      at: 1,
    } as const;
    const item = { command, signed, hash, content: null, uploadUrl: null };
    expect(answeredOf([item], [{ ...receipt, hash: 'x' }, receipt]).done).toEqual([{ item, receipt }]);
    expect(answeredOf([item], [{ ...receipt, hash: 'x' }]).matched).toBe(0);
  });
});
