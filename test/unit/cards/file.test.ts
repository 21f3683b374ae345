import { describe, expect, it } from 'vitest';
import { concat, hex, toHex, type Bytes } from '#base/bytes.ts';
import { ok } from '#base/result.ts';
import { readFileBySfi, readSelectedFile } from '#cards/file.ts';
import { declaredLength } from '#cards/tlv/reader.ts';
import { tlv } from '#cards/tlv/writer.ts';
import { createEngine } from '#demo/cards/engine.ts';
import { createFileSystem, type FileSystemOptions } from '#demo/cards/file-system.ts';
import type { CardChannel } from '#cards/channel.ts';
import { answeringChannel, recordingChannel, VITALE2_ATR, type Recording } from './channels.ts';

/** A card with one file, short identifier 2. `buffer`: the most it gives at once. */
function cardWith(
  content: Bytes,
  { buffer = 256, ...options }: FileSystemOptions & { buffer?: number } = {},
): Recording {
  const files = createFileSystem({ fid: 0x3f00, files: [{ fid: 0x0002, sfi: 2, content }] }, options);
  const engine = createEngine({
    0xb0: (command) => files.readBinary({ ...command, le: command.le && Math.min(command.le, buffer) }),
  });
  const channel: CardChannel = {
    atr: VITALE2_ATR,
    transmit: async (command) => ok(await engine.transmit(command)),
    close: () => Promise.resolve(),
  };
  return recordingChannel(channel);
}

const object = (length: number): Bytes => tlv(0x80, new Uint8Array(length).fill(0x41));

describe('a whole file', () => {
  it.each([1, 100, 250, 251, 252, 253, 500, 508, 512, 1000, 32000, 32760])(
    'is read whole whatever the card says at its end: an object of %i bytes',
    async (length) => {
      const content = object(length);
      for (const endOfFile of ['6Cxx', '6282'] as const) {
        expect(await readFileBySfi(cardWith(content, { endOfFile }), 2, { step: 'x' })).toEqual(ok(content));
      }
    },
  );

  it('under 256 bytes takes two exchanges: the length, then the bytes', async () => {
    const card = cardWith(object(100));
    await readFileBySfi(card, 2, { step: 'x' });
    expect(card.sent).toEqual(['00b0820000', '00b0820066']);
  });

  it('is read to its end from a card that gives little at a time', async () => {
    const content = object(600);
    expect(await readFileBySfi(cardWith(content, { buffer: 100 }), 2, { step: 'x' })).toEqual(ok(content));
  });

  it('goes on after 6Cxx where an object would be cut in two', async () => {
    // a card that means by 6C02 «two at a time»
    const channel = answeringChannel(['6c02', '80029000', '41429000', '6b00']);
    expect(await readSelectedFile(channel, { step: 'x' })).toEqual(ok(hex('80024142')));
  });

  it('of known length is asked for that length, and never beyond', async () => {
    const card = cardWith(concat(object(10), new Uint8Array(50)));
    await readFileBySfi(card, 2, { step: 'x', size: 12 });
    expect(card.sent).toEqual(['00b082000c']);
  });

  it('of the length that was expected takes one exchange, and is read whole where it is longer or shorter', async () => {
    const content = object(100);
    const reading = { step: 'x', expected: content.length };
    const card = cardWith(content);
    expect(await readFileBySfi(card, 2, reading)).toEqual(ok(content));
    expect(card.sent).toEqual(['00b0820066']);
    for (const length of [50, 99, 101, 700]) {
      const other = object(length);
      expect(await readFileBySfi(cardWith(other), 2, reading)).toEqual(ok(other));
    }
  });

  it('that names its length in its header needs no exchange to find its end', async () => {
    const content = object(600);
    const card = cardWith(concat(content, new Uint8Array(400)));
    const read = await readFileBySfi(card, 2, { step: 'x', chunk: 0xe7, sizeFrom: declaredLength });
    expect(read.ok && toHex(read.value)).toBe(toHex(content));
    expect(card.sent).toHaveLength(3);
  });

  it('larger than any card holds is too much', async () => {
    const endless = answeringChannel([`${'41'.repeat(256)}9000`]);
    expect(await readSelectedFile(endless, { step: 'x' })).toMatchObject({ error: { type: 'TooMuchData' } });
    const drip = answeringChannel(['419000']);
    expect(await readSelectedFile(drip, { step: 'x' })).toMatchObject({ error: { type: 'TooMuchData' } });
    expect(drip.sent.length).toBeLessThanOrEqual(512);
  });

  it.each(['6982', '6a82', '6b00', '6f00'])('refused with %s at its start is an error', async (sw) => {
    expect(await readSelectedFile(answeringChannel([sw]), { step: 'x' })).toMatchObject({
      error: { type: 'UnexpectedStatus', sw: parseInt(sw, 16), step: 'x' },
    });
  });
});
