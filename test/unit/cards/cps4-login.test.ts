import { verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { hex, toHex, utf8 } from '#base/bytes.ts';
import { ok, unwrap } from '#base/result.ts';
import { readCpsIdentity } from '#cards/cps/identity.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import { loginMessage } from '#cards/cps/login-message.ts';
import type { CpsLogin } from '#cards/station.ts';
import type { StoredCpsCard } from '#demo/cps-card.ts';
import { issueNurseCard, nurse } from '../demo/cards.ts';
import { scriptedChannel } from './channels.ts';
import { challenge, insertCps, lead, presented, SITUATIONS, type Alter, type Led } from './cps-dialogue.ts';

let cps3: StoredCpsCard;
let cps4: StoredCpsCard;
beforeAll(async () => {
  const { stored } = await issueNurseCard();
  cps3 = { ...stored, situations: SITUATIONS };
  cps4 = { ...cps3, generation: 'cps4' };
});

const login = (
  reader: ReturnType<typeof insertCps>,
  pin = nurse().pin,
  alter?: Alter,
): Promise<Led<CpsLogin>> =>
  lead(reader, (channel) => cpsLogin(channel, { ...challenge, pin: utf8(pin) }), alter);

describe('signing in with a CPS4', () => {
  it('gives the same signature as a CPS3 with the same key, bit for bit', async () => {
    const three = unwrap((await login(insertCps(cps3))).result);
    const four = unwrap((await login(insertCps(cps4))).result);
    expect(four).toEqual(three);
    const { publicKey } = new X509Certificate(four.certificate);
    expect(verify('sha256', await loginMessage(challenge), publicKey, four.signature)).toBe(true);
    expect(four.situations).toEqual(SITUATIONS);
  });

  it('speaks on logical channel 1 alone', async () => {
    const { recording } = await login(insertCps(cps4));
    expect(recording.sent.every((command) => ['01', '11'].includes(command.slice(0, 2)))).toBe(true);
  });

  it('reads the tries left by a VERIFY without a code, and presents the code once', async () => {
    const reader = insertCps(cps4);
    const errors: unknown[] = [];
    for (const pin of ['9999', '8888', '7777', '6666']) {
      const { result, recording } = await login(reader, pin);
      expect(recording.sent).toContain('01200001');
      expect(presented(recording)).toHaveLength(errors.length < 3 ? 1 : 0);
      errors.push(result.ok ? undefined : result.error);
    }
    expect(errors).toEqual([
      { type: 'WrongPin', triesLeft: 2 },
      { type: 'WrongPin', triesLeft: 1 },
      { type: 'PinBlocked' },
      { type: 'PinBlocked' },
    ]);
  });

  it('sends no code where the tries left cannot be read', async () => {
    for (const sw of ['6a88', '6300', '6d00']) {
      const { result, recording } = await login(insertCps(cps4), nurse().pin, (answer, command) =>
        ok(command === '01200001' ? hex(sw) : answer),
      );
      expect(result).toMatchObject({ error: { type: 'UnexpectedStatus', step: 'read PIN tries' } });
      expect(presented(recording)).toEqual([]);
    }
  });

  it('does without EF_ACTUA, which some cards do not show', async () => {
    const { result } = await login(insertCps(cps4), nurse().pin, (answer, command) =>
      ok(command.endsWith('d010') ? hex('6a82') : answer),
    );
    expect(result.ok).toBe(true);
  });

  it('names the key by the table where the card does not know the reference of its own directory', async () => {
    let refused = 0;
    const { result, recording } = await login(insertCps(cps4), nurse().pin, (answer, command) => {
      if (command === '012241b803830121') refused++;
      const reading = command.startsWith('01b0');
      return ok(reading ? hex(toHex(answer).replace('020120', '020121')) : answer);
    });
    expect(refused).toBe(1);
    expect(result.ok).toBe(true);
    expect(recording.sent).toContain('012241b803830120');
  });

  it('says CardRemoved wherever the card is pulled out, and works with the next card', async () => {
    const { recording } = await login(insertCps(cps4));
    for (let after = 0; after < recording.sent.length; after++) {
      const reader = insertCps(cps4);
      reader.setFault({ type: 'pulled', after });
      expect((await login(reader)).result).toEqual({ ok: false, error: { type: 'CardRemoved' } });
    }
    expect((await login(insertCps(cps4))).result.ok).toBe(true);
  });

  it('wakes a card that does not answer at once, as ANS Cryptolib does', async () => {
    const channel = scriptedChannel(
      [
        ['01A4040C 08 8025000001FF0100', '6881'],
        ['01A4040C 07 A0000001510000', '9000'],
        ['00A4040C 08 8025000001FF0002', '9000'],
        ['01A4040C 08 8025000001FF0100', '9000'],
        ['01A4000C 02 D003', '6A82'],
      ],
      hex('3B9B188001001225006480040100009044'),
    );
    const result = await readCpsIdentity(channel);
    expect(result).toMatchObject({ error: { type: 'UnexpectedStatus', step: 'read SN.ICC' } });
    expect(channel.finished()).toBe(true);
  });
});

describe('the identity on a CPS', () => {
  it('says how many tries are left, on either generation', async () => {
    for (const stored of [cps3, cps4]) {
      const { result, recording } = await lead(insertCps(stored, { triesLeft: 2 }), readCpsIdentity);
      expect(unwrap(result)).toMatchObject({ serialNumber: nurse().serialNumber, triesLeft: 2 });
      expect(presented(recording)).toEqual([]);
    }
  });

  it('is read where the card does not tell its tries', async () => {
    const silent: Alter = (answer, command) =>
      ok(command.startsWith('00cb') || command === '01200001' ? hex('6a88') : answer);
    for (const stored of [cps3, cps4]) {
      const { result } = await lead(insertCps(stored), readCpsIdentity, silent);
      expect(unwrap(result).triesLeft).toBeUndefined();
    }
  });
});
