import { describe, expect, test } from 'vitest';
import { hex } from '#base/bytes.ts';
import { frameBody, frameOf, frameType, refuseFrame } from '#wire/bridge-channel/frames.ts';
import { MAX_FRAME_BYTES } from '#wire/relay.ts';

const SESSION = hex('0102030405060708');

describe('frames', () => {
  test('say their type and session, by bytes that do not change', () => {
    const types = ['pairHello', 'pairWelcome', 'hello', 'welcome', 'message'] as const;
    for (const [n, type] of types.entries()) {
      const frame = frameOf(type, SESSION, hex('aabb'));
      expect(frame).toEqual(hex(`01 0${String(n + 1)} 0102030405060708 aabb`));
      expect(frameType(frame)).toEqual({ type, sessionId: SESSION });
      expect(frameBody(frame)).toEqual(hex('aabb'));
    }
  });

  test('of refusal say why', () => {
    const codes = ['sessionUnknown', 'peerUnknown', 'pairingRefused', 'version'] as const;
    for (const [n, code] of codes.entries()) {
      const frame = refuseFrame(SESSION, code);
      expect(frame).toEqual(hex(`01 06 0102030405060708 0${String(n + 1)}`));
      expect(frameType(frame)).toEqual({ type: 'refuse', sessionId: SESSION, code });
    }
  });

  test('that are cut, too long, of another version, type or code are none', () => {
    const wrong = [
      '',
      '01',
      '01 01 0102030405060708',
      '00 01 0102030405060708 aa',
      '02 01 0102030405060708 aa',
      '01 00 0102030405060708 aa',
      '01 07 0102030405060708 aa',
      '01 06 0102030405060708 00',
      '01 06 0102030405060708 05',
      '01 06 0102030405060708 01 01',
    ];
    for (const bytes of wrong) expect(frameType(hex(bytes)), bytes).toBeUndefined();
    const long = new Uint8Array(MAX_FRAME_BYTES + 1).fill(1);
    expect(frameType(long.subarray(0, MAX_FRAME_BYTES))).toBeDefined();
    expect(frameType(long)).toBeUndefined();
  });

  test('are not made with a session id of another length', () => {
    expect(() => frameOf('hello', new Uint8Array(7), hex('aa'))).toThrow('8 bytes');
  });
});
