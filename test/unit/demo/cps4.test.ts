import { createPublicKey, verify } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { hex, toHex, utf8 } from '#base/bytes.ts';
import { digestInfo } from '#cards/cps/digest-info.ts';
import { padType1, rsaPrivateKey, rsaRaw } from '#demo/cards/rsa.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { issueNurseCard, nurse, play } from './cards.ts';

let stored: StoredCpsCard;
beforeAll(async () => {
  stored = { ...(await issueNurseCard()).stored, generation: 'cps4' };
});

const ROOT = '01A4040C08 80250000 01FF0100';
const right = (): string => `0120000104${toHex(utf8(nurse().pin))}`;

/** One block, in two parts: 255 bytes, then the last one. */
function decipher(block: Uint8Array): [string, string] {
  return [`112A8086FF${toHex(block.subarray(0, 255))}`, `012A808601${toHex(block.subarray(255))}00`];
}
const paddedDigest = async (): Promise<Uint8Array> => padType1(await digestInfo(utf8('x')), 256);
const SET_KEY = '012241B803 830120';

describe('the simulated CPS4', () => {
  it('is recognised by its answer to reset', () => {
    expect(toHex(openCpsCard(stored).atr ?? hex(''))).toBe('3b9b188001001225006480040100009044');
  });

  it('stays a CPS2ter on logical channel 0', async () => {
    const card = openCpsCard(stored);
    expect(await play(card, '00A4040C08 80250000 01FF0002', '00A4000C023F00')).toEqual(['9000', '9000']);
    expect(await play(card, '00A4040C08 80250000 01FF0100', '002000 01')).toEqual(['6a82', '6d00']);
  });

  it('opens logical channel 1 by the SELECT of its root application, and closes it at a reset', async () => {
    const card = openCpsCard(stored);
    const serial = '01A4000C02D003';
    expect(await play(card, serial, ROOT, serial, '01B000000C')).toEqual([
      '6881',
      '9000',
      '9000',
      '5a0a8025000001290099506f9000',
    ]);
    card.reset();
    expect(await play(card, serial, '02A4000C023F00')).toEqual(['6881', '6e00']);
  });

  it('says how many tries are left to a VERIFY without a code, and spends none', async () => {
    const card = openCpsCard(stored);
    const tries = '01200001';
    expect(await play(card, ROOT, tries, '012000010439393939', tries, right(), tries)).toEqual([
      '9000',
      '63c3',
      '63c2',
      '63c2',
      '9000',
      '9000',
    ]);
    expect(await play(openCpsCard(stored, { triesLeft: 0 }), ROOT, tries, right())).toEqual([
      '9000',
      '6983',
      '6983',
    ]);
  });

  it('raises a whole block to its private key, after the PIN, with its authentication key alone', async () => {
    const card = openCpsCard(stored);
    const block = await paddedDigest();
    const [first, last] = decipher(block);
    expect(await play(card, ROOT, first, last, SET_KEY, first, last)).toEqual(
      '9000 9000 6985 9000 9000 6982'.split(' '),
    );
    expect(await play(card, right(), '012241B803 830110', first, last, '012241B803 830121')).toEqual(
      '9000 9000 9000 6985 6a88'.split(' '),
    );
    const answers = await play(card, SET_KEY, first, last, '01C0000000');
    expect(answers.slice(0, 3)).toEqual(['9000', '9000', '6100']);
    const signature = hex(answers.at(-1)?.slice(0, -4) ?? '');
    const key = rsaPrivateKey(stored.authentication.key);
    expect(signature).toEqual(rsaRaw(key, block));
    const publicKey = createPublicKey({ key: { ...stored.authentication.key }, format: 'jwk' });
    expect(verify('sha256', utf8('x'), publicKey, signature)).toBe(true);
  });

  it.each([
    ['too short', (block: Uint8Array) => block.subarray(0, 255)],
    ['with a padding indicator', (block: Uint8Array) => Uint8Array.of(0x81, ...block)],
    ['greater than the modulus', (block: Uint8Array) => Uint8Array.of(0xff, ...block.subarray(1))],
  ])('refuses a block %s', async (_, change) => {
    const card = openCpsCard(stored);
    const block = change(await paddedDigest());
    const parts = [
      `112A808680${toHex(block.subarray(0, 128))}`,
      `012A8086${toHex(Uint8Array.of(block.length - 128))}${toHex(block.subarray(128))}00`,
    ];
    expect((await play(card, ROOT, right(), SET_KEY, ...parts)).at(-1)).toBe('6a80');
  });

  it('signs nothing by INTERNAL AUTHENTICATE', async () => {
    expect(await play(openCpsCard(stored), ROOT, '0188000001 00')).toEqual(['9000', '6d00']);
  });
});
