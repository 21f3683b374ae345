import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, hex, toHex, type Bytes } from '#base/bytes.ts';
import { err, ok, unwrap } from '#base/result.ts';
import { parseAtr } from '#cards/ccid/parameters/atr.ts';
import { encodeBlock, informationBlock, supervisoryBlock } from '#cards/ccid/t1/block.ts';
import { appendEdc } from '#cards/ccid/t1/edc.ts';
import { createT1 } from '#cards/ccid/t1/t1-channel.ts';
import type { CardError } from '#cards/errors.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';
import { scripted, T1_ATR } from './script.ts';

const SELECT = hex('00A40000');
const IFS = ['> C1 01 FE', '< E1 01 FE'];
const SENT = '> 00 04 00A40000';
const DONE = '< 00 02 9000';

/** Sends SELECT over a scripted card, which must have said all its lines. */
async function select(lines: readonly string[]): Promise<unknown> {
  const { channel, surprises, left } = scripted(lines);
  const answer = await channel.transmit(SELECT);
  expect(surprises).toEqual([]);
  expect(left()).toBe(0);
  return answer.ok ? toHex(answer.value) : answer.error;
}

describe('T=1 (ISO/IEC 7816-3 §11)', () => {
  it('speaks with the OsEID card as libccid does, CRC and chain included', async () => {
    // doc/T1_CRC.txt of the OsEID project, byte for byte
    const { channel, surprises } = scripted(
      [
        '> C1 01 FE',
        '<! 00 E1 01 FE 57 75',
        '> 00 05 00 A4 00 00 00',
        '<! 00 20 14 6F 17 81 02 7F FF 82 01 38 83 02 3F 00 86 03 11 3F FF 85 02 10 29',
        '> 90 00',
        '<! 00 60 07 00 02 8A 01 AA 90 00 A6 33',
        '> 80 00',
        '<! 00 00 00 39 33',
      ],
      { atr: hex('3B D5 96 02 80 71 FE 65 01 4F 73 45 49 44 5E'), detection: 'crc' },
    );
    const answer = unwrap(await channel.transmit(hex('00A4000000')));
    expect(surprises).toEqual([]);
    expect(toHex(answer)).toBe('6f1781027fff82013883023f008603113fff850200028a01aa9000');
  });

  it('agrees on the size of blocks once, then counts the commands', async () => {
    const { channel, surprises } = scripted([
      ...IFS,
      SENT,
      DONE,
      '> 40 04 00A40000',
      '< 40 02 6A82',
      SENT,
      DONE,
    ]);
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push(toHex(unwrap(await channel.transmit(SELECT))));
    expect(surprises).toEqual([]);
    expect(answers).toEqual(['9000', '6a82', '9000']);
  });

  it('does not ask for the size that holds anyway', async () => {
    const { channel, surprises } = scripted([SENT, DONE], { maxIfsd: 32 });
    expect((await channel.transmit(SELECT)).ok).toBe(true);
    expect(surprises).toEqual([]);
  });

  it('chains a command that is longer than a block of the card', async () => {
    const command = concat(hex('00D6000032'), new Uint8Array(50).fill(7));
    const { channel, surprises } = scripted([
      ...IFS,
      `> 20 20 ${toHex(command.subarray(0, 32))}`,
      '< 90 00',
      `> 40 17 ${toHex(command.subarray(32))}`,
      DONE,
    ]);
    expect(toHex(unwrap(await channel.transmit(command)))).toBe('9000');
    expect(surprises).toEqual([]);
  });

  it('takes the size of blocks that the card asks for in the middle of a chain', async () => {
    const command = concat(hex('00D6000032'), new Uint8Array(50).fill(7));
    const { channel, surprises } = scripted([
      ...IFS,
      `> 20 20 ${toHex(command.subarray(0, 32))}`,
      '< C1 01 10',
      '> E1 01 10',
      '< 90 00',
      `> 60 10 ${toHex(command.subarray(32, 48))}`,
      '< 80 00',
      `> 00 07 ${toHex(command.subarray(48))}`,
      DONE,
    ]);
    expect(toHex(unwrap(await channel.transmit(command)))).toBe('9000');
    expect(surprises).toEqual([]);
  });

  it('gives the card the time that it asks for, and tells the reader', async () => {
    const { channel, surprises, waits } = scripted([...IFS, SENT, '< C3 01 05', '> E3 01 05', DONE]);
    expect(toHex(unwrap(await channel.transmit(SELECT)))).toBe('9000');
    expect(surprises).toEqual([]);
    expect(waits).toEqual([0, 0, 5]);
  });

  it.each([
    ['whose check is wrong, by its number', '<! 00 00 02 90 00 93', '> 81 00'],
    ['that makes no sense, by its number', '< 40 02 9000', '> 82 00'],
    ['that never came, by its number', '<? CardMute', '> 82 00'],
  ])('asks again for a block %s', async (_, damaged, request) => {
    expect(await select([...IFS, SENT, damaged, request, DONE])).toBe('9000');
  });

  it('sends a block again where the card asks for it', async () => {
    expect(await select([...IFS, SENT, '< 81 00', SENT, DONE])).toBe('9000');
  });

  it('acknowledges again where the card missed that', async () => {
    expect(await select([...IFS, SENT, '< 20 01 AA', '> 90 00', '< 91 00', '> 90 00', '< 40 02 9000'])).toBe(
      'aa9000',
    );
  });

  it('repeats its own request, not an R-block, where the answer to that is lost', async () => {
    expect(await select(['> C1 01 FE', '<! 00 E1 01 FE 00', ...IFS, SENT, DONE])).toBe('9000');
  });

  it('gives up after three more tries, sends no command twice, and begins the next with S(RESYNCH)', async () => {
    const lost = '<! 00 00 02 90 00 93';
    const { channel, surprises } = scripted([
      ...[...IFS, SENT, lost, '> 81 00', lost, '> 81 00', lost, '> 81 00', lost],
      ...['> C0 00', '< E0 00', ...IFS, SENT, DONE],
    ]);
    expect(await channel.transmit(SELECT)).toEqual(err({ type: 'Malformed', what: 'T=1 block' }));
    expect(toHex(unwrap(await channel.transmit(SELECT)))).toBe('9000');
    expect(surprises).toEqual([]);
  });

  it('says what the reader said where the card stays silent', async () => {
    const silence = ['<? CardMute', '> 82 00'];
    expect(await select([...IFS, SENT, ...silence, ...silence, ...silence, '<? CardMute'])).toEqual({
      type: 'CardMute',
    });
  });

  it('ends at once where the card was pulled out', async () => {
    expect(await select([...IFS, SENT, '<? CardRemoved'])).toEqual({ type: 'CardRemoved' });
  });

  it('lets the card break off, and begins the next command anew', async () => {
    const { channel, surprises } = scripted([
      ...[...IFS, SENT, '< C2 00', '> E2 00', '< 90 00'],
      ...['> C0 00', '< E0 00', ...IFS, SENT, DONE],
    ]);
    expect(await channel.transmit(SELECT)).toMatchObject({ error: { type: 'ReaderFault' } });
    expect((await channel.transmit(SELECT)).ok).toBe(true);
    expect(surprises).toEqual([]);
  });

  const endless = (next: (sent: Bytes, count: number) => Bytes) => {
    let count = 0;
    const channel = createT1({
      facts: unwrap(parseAtr(T1_ATR)),
      maxIfsd: 32,
      exchangeBlock: (block) => Promise.resolve(ok(next(block, count++))),
    });
    return { channel, count: () => count };
  };

  it('ends where the card asks for time without end', async () => {
    const { channel, count } = endless(() => encodeBlock(supervisoryBlock('wtx', 'request', 1), 'lrc'));
    expect(await channel.transmit(SELECT)).toMatchObject({ error: { type: 'ReaderFault' } });
    expect(count()).toBeLessThan(100);
  });

  it('ends where the card sends without end', async () => {
    const chain = (_: Bytes, count: number) =>
      encodeBlock(informationBlock(count % 2 === 0 ? 0 : 1, true, new Uint8Array(0)), 'lrc');
    const { channel, count } = endless(chain);
    expect(await channel.transmit(SELECT)).toEqual(err({ type: 'TooMuchData' }));
    expect(count()).toBeLessThanOrEqual(1024);
  });

  it('always comes to an end with a result, whatever blocks come', async () => {
    const pcb = fc.constantFrom(0x00, 0x20, 0x40, 0x60, 0x80, 0x90, 0x81, 0xc0, 0xc1, 0xc2, 0xc3, 0xe0, 0xe1);
    const block = fc.oneof(
      { weight: 6, arbitrary: fc.tuple(pcb, fc.uint8Array({ maxLength: 2 })).map(likely) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 270 }).map((bytes) => Uint8Array.from(bytes)) },
      { weight: 1, arbitrary: fc.constant<CardError>({ type: 'CardMute' }) },
      { weight: 1, arbitrary: fc.constant<CardError>({ type: 'ReaderFault', what: 'parity' }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(block, { minLength: 1, maxLength: 40 }),
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 0, max: 300 }),
        async (answers, apdu, maxIfsd) => {
          let exchanges = 0;
          const channel = createT1({
            facts: unwrap(parseAtr(T1_ATR)),
            maxIfsd,
            exchangeBlock: (sent) => {
              expect(sent.length).toBeLessThanOrEqual(258);
              const answer = answers[exchanges++ % answers.length];
              return Promise.resolve(
                answer instanceof Uint8Array ? ok(answer) : err(answer ?? { type: 'CardMute' }),
              );
            },
          });
          for (let i = 0; i < 3; i++) {
            const before = exchanges;
            const result = await channel.transmit(apdu);
            expect(exchanges - before).toBeLessThanOrEqual(1024);
            if (!result.ok)
              expect(['ReaderFault', 'Malformed', 'TooMuchData', 'CardMute']).toContain(result.error.type);
          }
        },
      ),
      { numRuns: FUZZ_CASES },
    );
  });
});

/** A block whose check is right. */
const likely = ([pcb, inf]: [number, Uint8Array]): Bytes =>
  appendEdc('lrc', concat(Uint8Array.of(0, pcb, inf.length), inf));
