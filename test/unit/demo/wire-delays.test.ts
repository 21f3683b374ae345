import { describe, expect, it } from 'vitest';
import { hex } from '#base/bytes.ts';
import { createVitale1Card } from '#demo/cards/vitale1.ts';
import { exchangeTime, WIRE_PROFILES, withWireDelays } from '#demo/cards/wire-delays.ts';

describe('the wire of a simulated card', () => {
  it('takes its time for each byte in both directions, and for each exchange', () => {
    expect(exchangeTime(WIRE_PROFILES.cps3, hex('00B0000008'), hex(`${'00'.repeat(8)}9000`))).toBe(
      15 * 1.25 + 12,
    );
    expect(exchangeTime(WIRE_PROFILES.vitale2, hex('00A4000C023F00'), hex('9000'))).toBeCloseTo(
      9 * 0.31 + 12,
    );
  });

  it.each([
    ['0088000001 00', '6100', true],
    ['0088000001 00', '6982', false],
    ['112A808601 00', '9000', false],
    ['012A808601 00', '6100', true],
    ['00C0000000', '9000', false],
  ])('counts a key used for %s answered by %s: %s', (command, answer, signs) => {
    const bytes = hex(command);
    const without = exchangeTime({ byteMs: 1, exchangeMs: 0, rsaMs: 0 }, bytes, hex(answer));
    const time = exchangeTime({ byteMs: 1, exchangeMs: 0, rsaMs: 500 }, bytes, hex(answer));
    expect(time - without).toBe(signs ? 500 : 0);
  });

  it('can be switched off and on', async () => {
    const waited: number[] = [];
    const timer = { wait: (ms: number) => Promise.resolve(void waited.push(ms)) };
    const card = withWireDelays(createVitale1Card(), { byteMs: 1, exchangeMs: 10, rsaMs: 0 }, timer);
    await card.transmit(hex('00A40000'));
    card.switchDelays(false);
    await card.transmit(hex('00A40000'));
    card.switchDelays(true);
    await card.transmit(hex('00A4000000'));
    expect(waited).toEqual([16, 17]);
  });
});
