import fc from 'fast-check';
import { expect, it } from 'vitest';
import { concat, equalBytes, type Bytes } from '#base/bytes.ts';
import { ok, unwrap } from '#base/result.ts';
import { parseAtr } from '#cards/ccid/parameters/atr.ts';
import { createT1 } from '#cards/ccid/t1/t1-channel.ts';
import { createCardT1 } from '#demo/usb/card-t1.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';
import { T1_ATR } from './script.ts';

/** How a block fares: untouched, or one of its bytes changed. */
const fate = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })) },
);

function suffer(block: Bytes, harm: [number, number] | undefined): Bytes {
  if (!harm) return block;
  const hurt = block.slice();
  const at = harm[0] % hurt.length;
  hurt[at] = (hurt[at] ?? 0) ^ harm[1];
  return hurt;
}

it('T=1 over a noisy line gives the true answer or an error, and no command reaches the card twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fate, { maxLength: 40 }),
      fc.array(fc.uint8Array({ minLength: 4, maxLength: 90 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 300 }),
      fc.record({ waits: fc.nat({ max: 2 }), ifsc: fc.integer({ min: 4, max: 40 }) }),
      async (fates, bodies, maxIfsd, behaviour) => {
        const received: Bytes[] = [];
        const card = createCardT1({
          detection: 'lrc',
          behaviour,
          transmit: (apdu) => {
            received.push(Uint8Array.from(apdu));
            return Promise.resolve(concat(apdu, apdu, Uint8Array.of(0x90, 0x00)));
          },
        });
        let exchange = 0;
        const { transmit } = createT1({
          facts: unwrap(parseAtr(T1_ATR)),
          maxIfsd,
          exchangeBlock: async (block) => {
            const there = suffer(block, fates[exchange++]);
            return ok(suffer(await card.block(there), fates[exchange++]));
          },
        });
        const commands = bodies.map((body, i) => concat(Uint8Array.of(i), body));
        for (const command of commands) {
          const answer = await transmit(command);
          if (answer.ok) expect(answer.value).toEqual(concat(command, command, Uint8Array.of(0x90, 0x00)));
        }
        for (const command of commands)
          expect(received.filter((apdu) => equalBytes(apdu, command)).length).toBeLessThanOrEqual(1);
        expect(received.every((apdu) => commands.some((command) => equalBytes(command, apdu)))).toBe(true);
      },
    ),
    { numRuns: FUZZ_CASES },
  );
});
