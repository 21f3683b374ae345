import { describe, expect, it } from 'vitest';
import { concat, hex, utf8, type Bytes } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import type { CardChannel } from '#cards/channel.ts';
import { readCpsIdentity } from '#cards/cps/identity.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import type { CardError } from '#cards/errors.ts';
import { tlv } from '#cards/tlv/writer.ts';
import { createEngine } from '#demo/cards/engine.ts';
import { createFileSystem, type CardFile } from '#demo/cards/file-system.ts';
import { certificateObject, objectDirectory, passwordObject, privateKeyObject } from '#demo/cards/pkcs15.ts';
import { CPS3_ATR, recordingChannel, type Recording } from './channels.ts';
import { challenge } from './cps-dialogue.ts';

const ROOT_AID = hex('80250000 01FF0100');
const AID = hex('E828BD080F 80250000 01FF0010');
const CPS4_ATR = hex('3B9B188001001225006480040100009044');
const AUTH_ID = hex('01');
const AUTH_KEY = concat(AID, hex('02'));

const ODF = 0x5031;
const at = (fid: number): Bytes => Uint8Array.of(0x3f, 0x00, 0x00, 0x01, fid >> 8, fid & 0xff);
const relative = (fid: number): Bytes => Uint8Array.of(fid >> 8, fid & 0xff);

/** A CPS whose PKCS#15 application holds these files; EF.DIR says its path unless told not to. */
function cardWith(
  files: Readonly<Record<number, Bytes>>,
  { cps4 = false, withPath = true }: { cps4?: boolean; withPath?: boolean } = {},
): Recording {
  const inside: readonly CardFile[] = Object.entries(files).map(([fid, content]) => ({
    fid: Number(fid),
    content,
  }));
  const path = withPath ? tlv(0x51, hex('3F000001')) : new Uint8Array();
  const system = createFileSystem({
    fid: 0x3f00,
    aid: ROOT_AID,
    files: [
      { fid: 0x2f00, content: tlv(0x61, tlv(0x4f, AID), path) },
      { fid: 0xd003, content: hex('5A0A 8025000001 290099506F') },
      { fid: 0x0001, aid: AID, files: inside },
    ],
  });
  const engine = createEngine(
    { 0xa4: system.select, 0xb0: system.readBinary },
    { logicalChannel: cps4 ? 1 : 0 },
  );
  return recordingChannel({
    atr: cps4 ? CPS4_ATR : CPS3_ATR,
    transmit: async (command) => ok(await engine.transmit(command)),
    close: () => Promise.resolve(),
  });
}

/** In the form of RFC 5280, with a public key of 1024 bits and nothing else. */
const publicKey = tlv(0x30, tlv(0x02, new Uint8Array(128).fill(0x41)), tlv(0x02, hex('010001')));
const spki = tlv(0x30, tlv(0x30), tlv(0x03, hex('00'), publicKey));
const empty = tlv(0x30);
const fields = [tlv(0x02, hex('01')), empty, empty, empty, empty, spki];
const certificate = tlv(0x30, tlv(0x30, ...fields), empty);
const key = privateKeyObject({
  label: 'K',
  id: AUTH_KEY,
  authId: AUTH_ID,
  reference: 0x82,
  usage: 'sign',
  path: hex('3F000001'),
  modulusLength: 2048,
});

/** Whole and true: directories at 7001 to 7003, certificate at 7011; `to` makes the paths. */
const whole = (to: (fid: number) => Bytes): Readonly<Record<number, Bytes>> => ({
  [ODF]: objectDirectory([
    [0, to(0x7001)],
    [4, to(0x7002)],
    [8, to(0x7003)],
  ]),
  0x7001: key,
  0x7002: certificateObject('C', AUTH_KEY, to(0x7011)),
  0x7003: passwordObject('PIN', AUTH_ID, { reference: 1, length: 4 }),
  0x7011: certificate,
});

const dialogues: Readonly<Record<string, (channel: CardChannel) => Promise<Result<unknown, CardError>>>> = {
  identity: readCpsIdentity,
  'sign-in': (channel) => cpsLogin(channel, { ...challenge, pin: utf8('1234') }),
};

describe('finding key, PIN and certificate on a card', () => {
  it.each([
    ['by paths from the master file', at, true],
    ['by paths from the application', relative, true],
    ['by paths from the application, whose own is not known', relative, false],
  ] as const)('works %s, on either generation', async (_, to, withPath) => {
    for (const cps4 of [false, true]) {
      const card = cardWith(whole(to), { cps4, withPath });
      expect(await readCpsIdentity(card)).toMatchObject({ ok: true, value: { certificate } });
    }
  });

  it('goes by the name of the application where its path in EF.DIR leads nowhere', async () => {
    const card = cardWith(whole(relative));
    const astray: CardChannel = {
      ...card,
      // a card that takes no whole path into the application
      transmit: (command) =>
        command[1] === 0xa4 && command[2] === 0x09 && command[4] === 6
          ? Promise.resolve(ok(hex('6A82')))
          : card.transmit(command),
    };
    expect(await readCpsIdentity(astray)).toMatchObject({ ok: true, value: { certificate } });
  });

  it('takes the key with the known identifier before another that signs too', async () => {
    const other = privateKeyObject({
      label: 'T',
      id: concat(AID, hex('07')),
      authId: hex('09'),
      reference: 0x87,
      usage: 'sign',
      path: hex('3F000001'),
      modulusLength: 2048,
    });
    const card = cardWith({ ...whole(at), 0x7001: concat(other, key) });
    expect(await readCpsIdentity(card)).toMatchObject({ ok: true, value: { certificate } });
  });

  it('reads a directory once that is named many times', async () => {
    const names = Array.from({ length: 20 }, () => [0, at(0x7001)] as const);
    const card = cardWith({
      ...whole(at),
      [ODF]: objectDirectory([...names, [4, at(0x7002)], [8, at(0x7003)]]),
    });
    expect((await readCpsIdentity(card)).ok).toBe(true);
    expect(card.sent.filter((command) => command.endsWith('7001'))).toHaveLength(1);
  });
});

describe('a PKCS#15 that points to itself', () => {
  const circles: Readonly<Record<string, Readonly<Record<number, Bytes>>>> = {
    'the object directory is all of its directories': {
      [ODF]: objectDirectory([
        [0, at(ODF)],
        [4, at(ODF)],
        [7, at(ODF)],
        [8, at(ODF)],
      ]),
    },
    'a certificate lies in its own directory': {
      ...whole(at),
      0x7002: certificateObject('C', AUTH_KEY, at(0x7002)),
    },
    'every directory is the object directory, many times': {
      [ODF]: objectDirectory(Array.from({ length: 30 }, (_, i) => [[0, 4, 8][i % 3] ?? 0, at(ODF)] as const)),
    },
    'a path is the master file': {
      ...whole(at),
      [ODF]: objectDirectory([
        [0, hex('3F00')],
        [4, hex('3F00')],
        [8, hex('3F003F00')],
      ]),
    },
    'a path goes round in circles': {
      ...whole(at),
      [ODF]: objectDirectory([
        [0, hex('3F0000013F0000013F0000017001')],
        [4, hex('3F003F003F003F007002')],
        [8, hex('000100010001')],
      ]),
    },
  };

  it.each(Object.entries(circles))('ends with an error, and soon: %s', async (_, files) => {
    for (const cps4 of [false, true]) {
      for (const dialogue of Object.values(dialogues)) {
        const card = cardWith(files, { cps4 });
        const result = await dialogue(card);
        const types: unknown[] = ['Malformed', 'CertificateMissing', 'UnexpectedStatus'];
        expect(types).toContain(result.ok ? 'read' : result.error.type);
        expect(card.sent.length).toBeLessThan(80);
      }
    }
  });
});
