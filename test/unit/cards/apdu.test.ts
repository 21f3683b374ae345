import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { ok, unwrap } from '#base/result.ts';
import { chainCommand, encodeCommand } from '#cards/apdu/command.ts';
import {
  decipher,
  emptyVerify,
  getData,
  getResponse,
  internalAuthenticate,
  MASTER_FILE,
  readBinary,
  readBinaryBySfi,
  SELECT_FCP,
  selectApplication,
  selectFile,
  selectPath,
  setAuthenticationKey,
  setDecipherKey,
  verify,
} from '#cards/apdu/commands.ts';
import { exchange, exchangeDone, select } from '#cards/apdu/exchange.ts';
import { parseResponse } from '#cards/apdu/response.ts';
import { meaningOf } from '#cards/apdu/status.ts';
import { answeringChannel, scriptedChannel } from './channels.ts';
import trace from '../../vectors/cards/cps3-trace.json' with { type: 'json' };

const bytes = (command: Parameters<typeof encodeCommand>[0]): string => toHex(encodeCommand(command));

describe('commands (ISO/IEC 7816-4)', () => {
  it('are the bytes that a real CPS was seen to take', () => {
    const [mf, efAtr, response, read, application] = trace.exchanges.map(({ command }) =>
      toHex(hex(command)),
    );
    expect(bytes(selectFile(MASTER_FILE))).toBe(mf);
    expect(bytes(selectPath(hex('2F01'), SELECT_FCP))).toBe(efAtr);
    expect(bytes(getResponse(0, 0x27))).toBe(response);
    expect(bytes(readBinary(0, 0x39))).toBe(read);
    expect(bytes(selectApplication(hex('80250000 01FF0100')))).toBe(application);
  });

  it('are the bytes of the CPS3 sign-in in ANS Cryptolib', () => {
    expect(bytes(setAuthenticationKey(0x02, 0x82))).toBe('002241a406800102840182');
    expect(bytes(internalAuthenticate(new Uint8Array(51)))).toBe(`0088000033${'00'.repeat(51)}00`);
    expect(bytes(getData(hex('4D087006BF810102A080')))).toBe('00cb3fff0a4d087006bf810102a08000');
    expect(bytes(verify(1, hex('31323334')))).toBe('002000010431323334');
  });

  it('are the bytes of the CPS4 sign-in in ANS Cryptolib, but for the logical channel', () => {
    expect(bytes(setDecipherKey(0x20))).toBe('002241b803830120');
    expect(bytes(emptyVerify(0x01))).toBe('00200001');
    expect(chainCommand(decipher(new Uint8Array(256))).map((part) => bytes(part).slice(0, 10))).toEqual([
      '102a8086ff',
      '002a808601',
    ]);
  });

  it('address a file by short identifier and by offset up to 7FFF', () => {
    expect(bytes(readBinaryBySfi(2, 256))).toBe('00b0820000');
    expect(bytes(readBinary(0x7fff, 1))).toBe('00b07fff01');
  });

  it('refuse data over 255 bytes, which must be chained', () => {
    expect(() => encodeCommand(internalAuthenticate(new Uint8Array(256)))).toThrow(RangeError);
    const parts = chainCommand(internalAuthenticate(new Uint8Array(256)));
    expect(parts.map(({ cla, data, le }) => [cla, data?.length, le])).toEqual([
      [0x10, 255, undefined],
      [0x00, 1, 256],
    ]);
  });
});

describe('responses', () => {
  it('split into data and status', () => {
    expect(parseResponse(hex('0102 9000'), 'x')).toEqual(ok({ data: hex('0102'), sw: 0x9000 }));
  });

  it('without a status, or longer than a short answer, are malformed', () => {
    expect(parseResponse(hex('90'), 'x')).toMatchObject({ error: { type: 'Malformed' } });
    expect(parseResponse(new Uint8Array(259), 'x')).toMatchObject({ error: { type: 'Malformed' } });
  });

  it('have their status read by the table', () => {
    expect([0x9000, 0x6110, 0x9f10, 0x6c20, 0x63c2, 0x6983, 0x6f00].map(meaningOf)).toEqual([
      'done',
      'moreData',
      'moreData',
      'wrongLength',
      'wrongPin',
      'pinBlocked',
      undefined,
    ]);
  });
});

describe('an exchange', () => {
  it('fetches what waits after 61xx and after 9Fxx', async () => {
    const channel = answeringChannel(['6102', '01029f01', '039000']);
    expect(unwrap(await exchange(channel, selectFile(MASTER_FILE), 'x')).data).toEqual(hex('010203'));
    expect(channel.sent.slice(1)).toEqual(['00c0000002', '00c0000001']);
  });

  it('asks for 256 bytes where 6100 says 256 or more', async () => {
    const channel = answeringChannel(['6100', '9000']);
    await exchange(channel, selectFile(MASTER_FILE), 'x');
    expect(channel.sent[1]).toBe('00c0000000');
  });

  it('replays with the length that 6Cxx names, and says so', async () => {
    const channel = answeringChannel(['6c03', '0102039000']);
    expect(unwrap(await exchange(channel, readBinary(0, 256), 'x'))).toMatchObject({ lengthCorrected: true });
    expect(channel.sent).toEqual(['00b0000000', '00b0000003']);
  });

  it('gives up on a card that never comes to an end', async () => {
    for (const endless of ['6110', '6c10', '00'.repeat(256) + '6100']) {
      const channel = answeringChannel([endless]);
      expect(await exchange(channel, readBinary(0, 256), 'x')).toMatchObject({
        error: { type: 'TooMuchData' },
      });
      expect(channel.sent.length).toBeLessThanOrEqual(64);
    }
  });

  it('chains long data and stops where the card refuses a part', async () => {
    const channel = answeringChannel(['9000', '01029000']);
    const long = internalAuthenticate(new Uint8Array(300));
    expect(await exchangeDone(channel, long, 'x')).toEqual(ok(hex('0102')));
    const refusing = answeringChannel(['6884']);
    expect(await exchangeDone(refusing, long, 'x')).toMatchObject({ error: { sw: 0x6884 } });
    expect(refusing.sent).toHaveLength(1);
  });

  it('names status and step where something else than 9000 comes', async () => {
    expect(await exchangeDone(answeringChannel(['6a82']), readBinary(0, 1), 'read it')).toEqual({
      ok: false,
      error: { type: 'UnexpectedStatus', sw: 0x6a82, step: 'read it' },
    });
  });

  it('leaves the answer to a SELECT unfetched where nobody needs it', async () => {
    const channel = scriptedChannel([['00a40000023f00', '6117']]);
    expect(await select(channel, selectFile(MASTER_FILE, 0), 'x')).toEqual(ok(undefined));
    expect(channel.finished()).toBe(true);
  });
});
