import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '#base/bytes.ts';
import { frameOf } from '#wire/bridge-channel/frames.ts';
import { settle } from '#test/support/bridge/manual-time.ts';
import { createTestBridge } from '#test/support/bridge/test-bridge.ts';

const TYPES = ['pairHello', 'pairWelcome', 'hello', 'welcome', 'message', 'refuse'] as const;
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => concat(array));
const frame = fc.oneof(
  bytes(200),
  fc
    .tuple(fc.constantFrom(...TYPES), fc.uint8Array({ minLength: 8, maxLength: 8 }), bytes(150))
    .map(([type, sessionId, body]) => frameOf(type, sessionId, body)),
);
const request = fc.oneof(
  fc.record({ verb: fc.string(), id: fc.anything() }),
  fc.record({
    verb: fc.constantFrom('cpsLogin', 'cpsUnlock', 'readVitale', 'cpsIdentity'),
    nonce: fc.anything(),
    jkt: fc.anything(),
    salt: fc.string(),
    pin: fc.oneof(fc.constantFrom('typed', 'atStation'), fc.anything()),
  }),
);

describe('a bridge among hostile sides', () => {
  it('goes on whatever frames a relay makes up', async () => {
    const { pairedApp, relay, address, host, notices } = await createTestBridge();
    const app = await pairedApp();
    await host.openOffer();
    await fc.assert(
      fc.asyncProperty(frame, async (made) => {
        relay.inject({ from: app.address, to: address, bytes: made });
      }),
      { numRuns: 200 },
    );
    await settle();
    await app.resume();
    expect(await app.ask({ verb: 'status' })).toMatchObject({ kind: 'answer' });
    expect(host.pairings()).toHaveLength(1);
    expect(notices.filter(({ type }) => type === 'fault')).toEqual([]);
  });

  it('answers every request of a paired app with one of its words, whatever it asks', async () => {
    const { pairedApp, notices } = await createTestBridge();
    const app = await pairedApp();
    await fc.assert(
      fc.asyncProperty(request, fc.string({ maxLength: 20 }), async (asked, pin) => {
        const plain: unknown = JSON.parse(JSON.stringify(asked) ?? '{}');
        const answer = await app.ask(Object(plain) as object, pin);
        expect(['answer', 'failure']).toContain(answer.kind);
      }),
      { numRuns: 100 },
    );
    expect(notices.filter(({ type }) => type === 'fault')).toEqual([]);
  });
});
