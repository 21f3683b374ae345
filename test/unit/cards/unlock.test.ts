import { createPrivateKey, hkdfSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, sha256, toHex, utf8, type Bytes } from '#base/bytes.ts';
import { err, unwrap, type Result } from '#base/result.ts';
import { cpsUnlock } from '#cards/cps/unlock.ts';
import { unlockMessage } from '#cards/cps/unlock-message.ts';
import type { CardError } from '#cards/errors.ts';
import type { CpsUnlock } from '#cards/station.ts';
import type { StoredCpsCard } from '#demo/cps-card.ts';
import { issueNurseCard, nurse } from '../demo/cards.ts';
import { insertCps, lead, presented } from './cps-dialogue.ts';

const challenge = {
  origin: 'https://dmp.example',
  vaultId: new Uint8Array(16).fill(3),
  salt: new Uint8Array(32).fill(5),
};

let stored: StoredCpsCard;
beforeAll(async () => {
  ({ stored } = await issueNurseCard());
});

const unlock = async (
  change: Partial<typeof challenge> = {},
  card = stored,
): Promise<Result<CpsUnlock, CardError>> =>
  (
    await lead(insertCps(card), (channel) =>
      cpsUnlock(channel, { ...challenge, ...change, pin: utf8(nurse().pin) }),
    )
  ).result;

const secretOf = async (...args: Parameters<typeof unlock>): Promise<string> =>
  toHex(unwrap(await unlock(...args)).secret);

describe('the bytes that a CPS signs to open a vault', () => {
  it('are label, origin, vault and salt', async () => {
    const expected = concat(
      utf8('relais-vault-unlock-v1\0'),
      await sha256(utf8(challenge.origin)),
      challenge.vaultId,
      challenge.salt,
    );
    expect(toHex(await unlockMessage(challenge))).toBe(toHex(expected));
  });

  it('need a vault of 16 bytes and a salt of 32', async () => {
    const short = { ...challenge, vaultId: new Uint8Array(15) };
    await expect(unlockMessage(short)).rejects.toThrow(RangeError);
    await expect(unlockMessage({ ...challenge, salt: new Uint8Array(31) })).rejects.toThrow(RangeError);
  });
});

describe('opening a vault with a CPS', () => {
  it('gives HKDF-SHA-256 of the signature, and nothing of the signature itself', async () => {
    const message: Bytes = await unlockMessage(challenge);
    const key = createPrivateKey({ key: { ...stored.authentication.key }, format: 'jwk' });
    const derived = hkdfSync(
      'sha256',
      sign('sha256', message, key),
      challenge.salt,
      utf8('relais-vault-unlock-v1\0'),
      32,
    );
    const result = unwrap(await unlock());
    expect(Object.keys(result)).toEqual(['secret']);
    expect(toHex(result.secret)).toBe(toHex(new Uint8Array(derived)));
  });

  it('gives the same each time, on either generation, and another one for another vault, salt or origin', async () => {
    const first = await secretOf();
    expect(await secretOf()).toBe(first);
    expect(await secretOf({}, { ...stored, generation: 'cps4' })).toBe(first);
    const others = [
      await secretOf({ vaultId: new Uint8Array(16).fill(4) }),
      await secretOf({ salt: new Uint8Array(32).fill(4) }),
      await secretOf({ origin: 'https://other.example' }),
    ];
    expect(new Set([first, ...others]).size).toBe(4);
  });

  it('presents the code once and says what a wrong one leaves', async () => {
    const pin = utf8('9999');
    const { result, recording } = await lead(insertCps(stored), (channel) =>
      cpsUnlock(channel, { ...challenge, pin }),
    );
    expect(result).toEqual(err({ type: 'WrongPin', triesLeft: 2 }));
    expect(presented(recording)).toHaveLength(1);
    expect(pin).toEqual(new Uint8Array(4));
  });
});
