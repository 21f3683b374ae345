import { verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, hex, sha256, toHex, utf8, type Bytes } from '#base/bytes.ts';
import { err, ok, unwrap, type Result } from '#base/result.ts';
import type { CardChannel } from '#cards/channel.ts';
import { readCpsIdentity } from '#cards/cps/identity.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import { loginMessage } from '#cards/cps/login-message.ts';
import type { CardError } from '#cards/errors.ts';
import type { CpsLogin } from '#cards/station.ts';
import { withCard } from '#cards/with-card.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { createSimulatedReader, type SimulatedReader } from '#demo/simulated-reader.ts';
import { issueNurseCard, nurse } from '../demo/cards.ts';
import { recordingChannel, VITALE2_ATR, answeringChannel, type Recording } from './channels.ts';

const VERIFY = '20';
const challenge = {
  instanceId: 'instance-1',
  origin: 'https://dmp.example',
  nonce: new Uint8Array(32).fill(7),
  jkt: new Uint8Array(32).fill(9),
};

let stored: StoredCpsCard;
beforeAll(async () => {
  ({ stored } = await issueNurseCard());
});

function insert(
  options?: Parameters<typeof openCpsCard>[1],
): SimulatedReader & { card: ReturnType<typeof openCpsCard> } {
  const reader = createSimulatedReader();
  const card = openCpsCard(stored, options);
  reader.insert(card);
  return Object.assign(reader, { card });
}

type Alter = (answer: Bytes, command: string) => Result<Bytes, CardError>;

/** One dialogue, with every command kept. */
async function login(
  reader: SimulatedReader,
  pin: string,
  alter: Alter = ok,
): Promise<{ result: Result<CpsLogin, CardError>; recording: Recording }> {
  let recording: Recording | undefined;
  const result = await withCard(reader, (channel: CardChannel) => {
    const kept = recordingChannel(channel, (answer, i) => alter(answer, kept.sent[i] ?? ''));
    recording = kept;
    return cpsLogin(kept, { ...challenge, pin: utf8(pin) });
  });
  if (!recording) throw new Error('no dialogue');
  return { result, recording };
}

/** Changes the answer to the one READ after the SELECT of this file. */
function whenReading(fid: string, change: () => Result<Bytes, CardError>): Alter {
  let selected = false;
  return (answer, command) => {
    if (command.startsWith('00a4')) selected = command.endsWith(fid);
    return selected && command.startsWith('00b0') ? change() : ok(answer);
  };
}

describe('the bytes that a CPS signs at sign-in', () => {
  it('are label, instance, origin, nonce and device key', async () => {
    const expected = concat(
      utf8('relais-cps-login-v1\0'),
      await sha256(utf8('instance-1')),
      await sha256(utf8('https://dmp.example')),
      challenge.nonce,
      challenge.jkt,
    );
    expect(toHex(await loginMessage(challenge))).toBe(toHex(expected));
    expect(expected).toHaveLength(20 + 4 * 32);
  });

  it('need a nonce and a thumbprint of 32 bytes', async () => {
    await expect(loginMessage({ ...challenge, nonce: new Uint8Array(31) })).rejects.toThrow(RangeError);
    await expect(loginMessage({ ...challenge, jkt: new Uint8Array(33) })).rejects.toThrow(RangeError);
  });
});

describe('signing in with a CPS3', () => {
  it('gives a signature that the certificate of the card verifies as RS256', async () => {
    const { result, recording } = await login(insert(), nurse().pin);
    const { certificate, signature } = unwrap(result);
    const parsed = new X509Certificate(certificate);
    expect(verify('sha256', await loginMessage(challenge), parsed.publicKey, signature)).toBe(true);
    expect(parsed.subject).toContain(nurse().psIdNat);
    expect(recording.count(VERIFY)).toBe(1);
  });

  it('presents the PIN after all that can fail without it', async () => {
    const { recording } = await login(insert(), nurse().pin);
    const after = recording.sent.slice(recording.sent.findIndex((command) => command.startsWith('0020')));
    expect(after.map((command) => command.slice(2, 4))).toEqual([VERIFY, '22', '88', 'c0', 'a4']);
    expect(recording.sent.at(-4)).toBe('002241a406800102840182');
  });

  it('fills the PIN as the card wants it', async () => {
    const { result, recording } = await login(
      insert({ pinPadding: { storedLength: 8, padChar: 0xff } }),
      nurse().pin,
    );
    expect(result.ok).toBe(true);
    expect(recording.sent.find((command) => command.startsWith('0020'))).toBe('002000010831323334ffffffff');
  });

  it('says how many tries are left after a wrong PIN, sends it once, and blocks at none', async () => {
    const reader = insert();
    const errors: unknown[] = [];
    for (const pin of ['9999', '8888', '7777']) {
      const { result, recording } = await login(reader, pin);
      expect(recording.count(VERIFY)).toBe(1);
      errors.push(result.ok ? undefined : result.error);
    }
    expect(errors).toEqual([
      { type: 'WrongPin', triesLeft: 2 },
      { type: 'WrongPin', triesLeft: 1 },
      { type: 'PinBlocked' },
    ]);
    expect(reader.card.triesLeft()).toBe(0);
  });

  it('sends no PIN to a blocked card', async () => {
    const { result, recording } = await login(insert({ triesLeft: 0 }), nurse().pin);
    expect(result).toEqual({ ok: false, error: { type: 'PinBlocked' } });
    expect(recording.count(VERIFY)).toBe(0);
  });

  it('gives the tries back after a right PIN', async () => {
    const reader = insert({ triesLeft: 1 });
    expect((await login(reader, nurse().pin)).result.ok).toBe(true);
    expect(reader.card.triesLeft()).toBe(3);
  });

  it.each(['', '123', '12345', '12a4', ' 123', '１２３４'])(
    'refuses the PIN %j before sending it',
    async (pin) => {
      const { result, recording } = await login(insert(), pin);
      expect(result).toEqual({ ok: false, error: { type: 'PinFormat' } });
      expect(recording.count(VERIFY)).toBe(0);
    },
  );

  it.each([
    ['cannot be read', () => ok(hex('6982'))],
    ['is garbage', () => ok(hex('30823030 9000'))],
    ['is empty', () => ok(hex('9000'))],
  ])('sends no PIN where the AODF %s', async (_, change) => {
    const { result, recording } = await login(insert(), nurse().pin, whenReading('7003', change));
    expect(result).toEqual({ ok: false, error: { type: 'PinReferenceUnknown' } });
    expect(recording.count(VERIFY)).toBe(0);
  });

  it('sends no PIN where the tries left cannot be read', async () => {
    const { result, recording } = await login(insert(), nurse().pin, (answer, command) =>
      ok(command.startsWith('00cb') ? hex('6a88') : answer),
    );
    expect(result).toMatchObject({ error: { type: 'UnexpectedStatus', sw: 0x6a88, step: 'read PIN tries' } });
    expect(recording.count(VERIFY)).toBe(0);
  });

  it('does not repeat the PIN where the card answers VERIFY with 6Cxx or 61xx', async () => {
    for (const sw of ['6c04', '6104']) {
      const { result, recording } = await login(insert(), nurse().pin, (answer, command) =>
        ok(command.startsWith('0020') ? hex(sw) : answer),
      );
      expect(result).toMatchObject({ error: { type: 'UnexpectedStatus', step: 'verify PIN' } });
      expect(recording.count(VERIFY)).toBe(1);
    }
  });

  it('takes the key reference from its table where the PrKDF cannot be read', async () => {
    const { result } = await login(
      insert(),
      nurse().pin,
      whenReading('7001', () => ok(hex('6982'))),
    );
    expect(result.ok).toBe(true);
  });

  it('knows its application where EF.DIR cannot be read', async () => {
    const { result } = await login(
      insert(),
      nurse().pin,
      whenReading('2f00', () => ok(hex('6a82'))),
    );
    expect(result.ok).toBe(true);
  });

  it('sends no PIN where the card holds no certificate', async () => {
    const { result, recording } = await login(
      insert(),
      nurse().pin,
      whenReading('7002', () => ok(hex('9000'))),
    );
    expect(result).toEqual({ ok: false, error: { type: 'CertificateMissing' } });
    expect(recording.count(VERIFY)).toBe(0);
  });

  it('is asked for with the PIN each time: closing the channel takes it back', async () => {
    const reader = insert();
    await login(reader, nurse().pin);
    const answer = await withCard(reader, async (channel) => {
      for (const command of ['00A4040008 80250000 01FF0100', '002241A406 800102 840182']) {
        await channel.transmit(hex(command));
      }
      return channel.transmit(hex(`0088000033${'00'.repeat(51)}00`));
    });
    expect(toHex(unwrap(answer))).toBe('6982');
  });

  it('says CardRemoved wherever the card is pulled out, and works with the next card', async () => {
    const { recording } = await login(insert(), nurse().pin);
    for (let after = 0; after < recording.sent.length; after++) {
      const reader = insert();
      reader.setFault({ type: 'pulled', after });
      const { result } = await login(reader, nurse().pin);
      expect(result).toEqual({ ok: false, error: { type: 'CardRemoved' } });
    }
    expect((await login(insert(), nurse().pin)).result.ok).toBe(true);
  });

  it('is refused to other cards without sending them anything', async () => {
    const channel = answeringChannel(['9000'], VITALE2_ATR);
    const result = await cpsLogin(channel, { ...challenge, pin: utf8('1234') });
    expect(result).toEqual(err({ type: 'WrongCard', found: 'vitale' }));
    expect(channel.sent).toEqual([]);
  });
});

describe('the identity on a CPS3', () => {
  it('is read without a PIN: its certificate and its serial number', async () => {
    const identity = unwrap(await withCard(insert(), readCpsIdentity));
    expect(identity.serialNumber).toBe(nurse().serialNumber);
    expect(new X509Certificate(identity.certificate).serialNumber).toBe('03E8');
  });
});
