import { createPublicKey, verify } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { hex, toHex, utf8 } from '#base/bytes.ts';
import { digestInfo } from '#cards/cps/digest-info.ts';
import { padType1, rsaPrivateKey, rsaRaw } from '#demo/cards/rsa.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import trace from '../../vectors/cards/cps3-trace.json' with { type: 'json' };
import { issueNurseCard, nurse, play } from './cards.ts';

let stored: StoredCpsCard;
beforeAll(async () => {
  ({ stored } = await issueNurseCard());
});

const ROOT = '00A4040C08 80250000 01FF0100';

describe('the simulated CPS3', () => {
  it('answers as a real card did, byte for byte, where that was recorded', async () => {
    const card = openCpsCard(stored);
    for (const { command, answer } of trace.exchanges) {
      const [got] = await play(card, command);
      // the real card had nothing to say about its application; ours offers its control parameters
      if (command.startsWith('00 A4 04 00')) expect(got).toMatch(/^(9000|61..)$/);
      else expect(got).toBe(toHex(hex(answer)));
    }
  });

  it('shows its own files only after its root application was selected, and again not after a reset', async () => {
    const card = openCpsCard(stored);
    const serial = '00A4090C043F00D003';
    expect(await play(card, serial, ROOT, serial)).toEqual(['6a82', '9000', '9000']);
    card.reset();
    expect(await play(card, serial)).toEqual(['6a82']);
  });

  it('counts tries over resets and forgets a presented PIN at one', async () => {
    const card = openCpsCard(stored);
    const right = `0020000104${toHex(utf8(nurse().pin))}`;
    expect(await play(card, ROOT, '002000010439393939', '00200001')).toEqual(['9000', '63c2', '63c2']);
    card.reset();
    expect(await play(card, '00200001', right, '00200001')).toEqual(['63c2', '9000', '9000']);
    card.reset();
    expect(await play(card, '00200001')).toEqual(['63c3']);
  });

  it('refuses a PIN of another length or reference without counting it', async () => {
    const card = openCpsCard(stored);
    expect(await play(card, '0020000105 3132333435', '0020000204 31323334', '00200001')).toEqual([
      '6700',
      '6a88',
      '63c3',
    ]);
  });

  it('tells the counters of its PIN from the master file, and properties of its keys from their directory', async () => {
    const card = openCpsCard(stored);
    const counters = '00CB3FFF0A 4D087006BF810102A080 00';
    const key = '00CB3FFF0B 4D097007BF9002037F4880 00';
    expect(await play(card, ROOT, '00A4000C023F00', counters, '00C000001E', key)).toEqual([
      '9000',
      '9000',
      '611e',
      '701cbf810118a0169a01039b01039d02ffffa10a8c087f0000ffffffff009000',
      '6a88',
    ]);
    expect((await play(card, '00A4090C043F000001', key))[1]).toMatch(/^61/);
    expect(await play(card, '00CB3FFF0A 4D087006BFFB05027B80 00')).toEqual(['6a88']);
  });

  it('signs only with its authentication key, after its PIN, and no more than 40 % of the modulus', async () => {
    const card = openCpsCard(stored);
    const input = `0088000033${toHex(await digestInfo(utf8('x')))}00`;
    const set = '002241A406 800102 8401';
    const right = `0020000104${toHex(utf8(nurse().pin))}`;
    expect(await play(card, ROOT, input, `${set}82`, input)).toEqual(['9000', '6985', '9000', '6982']);
    expect(await play(card, right, `${set}81`, input, `${set}99`)).toEqual(['9000', '9000', '6985', '6a88']);
    expect(await play(card, `${set}82`, `0088000067${'11'.repeat(103)}00`)).toEqual(['9000', '6a80']);
    const [waiting, signature = ''] = await play(card, input, '00C0000000');
    expect(waiting).toBe('6100');
    const key = createPublicKey({ key: { ...stored.authentication.key }, format: 'jwk' });
    expect(verify('sha256', utf8('x'), key, hex(signature.slice(0, -4)))).toBe(true);
  });

  it('answers errors to what it does not know', async () => {
    const card = openCpsCard(stored);
    expect(
      await play(card, '00FF0000', '80A40000', '00A4', '00A4000C053F00', '00C0000000', '00B0000010'),
    ).toEqual(['6d00', '6e00', '6700', '6700', '6985', '6986']);
  });
});

describe('raw RSA on a card', () => {
  it('makes the signature that WebCrypto makes', async () => {
    const { key } = stored.authentication;
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    const imported = await crypto.subtle.importKey('jwk', key, algorithm, false, ['sign']);
    const expected = new Uint8Array(await crypto.subtle.sign(algorithm, imported, utf8('message')));
    const own = rsaPrivateKey(key);
    expect(rsaRaw(own, padType1(await digestInfo(utf8('message')), own.length))).toEqual(expected);
  });

  it('needs a whole private key', () => {
    expect(() => rsaPrivateKey({ n: 'AQAB' })).toThrow(TypeError);
  });
});
