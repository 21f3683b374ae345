import { describe, expect, test } from 'vitest';
import { hex, toHex, utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { decodeMessage, encodeMessage } from '#wire/bridge-channel/messages.ts';

const malformed = { ok: false, error: { type: 'malformed' } };

describe('messages', () => {
  test('are the length of the JSON, the JSON, the secret bytes', () => {
    expect(encodeMessage({ id: 1 }, utf8('1234'))).toEqual(utf8('\0\x08{"id":1}1234'));
    expect(decodeMessage(utf8('\0\x08{"id":1}1234'))).toEqual({
      ok: true,
      value: { json: { id: 1 }, secret: utf8('1234') },
    });
  });

  test('may have no secret', () => {
    const { json, secret } = unwrap(decodeMessage(encodeMessage(['é'])));
    expect([json, secret.length]).toEqual([['é'], 0]);
  });

  test('give the secret as a view: wiping it wipes the message', () => {
    const bytes = encodeMessage({}, utf8('1234'));
    unwrap(decodeMessage(bytes)).secret.fill(0);
    expect(toHex(bytes)).toBe('00027b7d00000000');
  });

  test('that are cut, or whose JSON is none, are malformed', () => {
    for (const bytes of ['', '00', '0001', '00037b7d', '00017b', '0000', '0002ff7d'])
      expect(decodeMessage(hex(bytes)), bytes).toEqual(malformed);
  });

  test('with more JSON than a length can say are not made', () => {
    expect(() => encodeMessage('x'.repeat(0x10000))).toThrow('too long');
  });
});
