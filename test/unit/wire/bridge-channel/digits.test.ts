import { expect, test } from 'vitest';
import { hex } from '#base/bytes.ts';
import { pairingDigits } from '#wire/bridge-channel/digits.ts';
import { newParties, shakeHands } from './two-sides.ts';

test('the digits are the first 32 bits of the hash modulo 100, always two', () => {
  expect(pairingDigits(hex('00000000 ffff'))).toBe('00');
  expect(pairingDigits(hex('00000007 0000'))).toBe('07');
  expect(pairingDigits(hex('ffffffff 0000'))).toBe('95');
});

test('the digits are those of the bytes given, wherever they lie', () => {
  expect(pairingDigits(hex('ff 0000002a').subarray(1))).toBe('42');
});

test('both sides of a pairing show the same digits, and another pairing draws its own', async () => {
  const parties = await newParties();
  const seen = new Set<string>();
  for (let n = 0; n < 12; n++) {
    const { app, bridge } = await shakeHands('pairing', parties);
    expect(pairingDigits(app.handshakeHash)).toBe(pairingDigits(bridge.handshakeHash));
    seen.add(pairingDigits(app.handshakeHash));
  }
  expect(seen.size).toBeGreaterThan(1);
});
