import { afterEach, describe, expect, it } from 'vitest';
import { hex, toHex, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { SELECT_MF, createBench } from './bench.ts';
import { NOTHING, reply } from './scripted-reader.ts';

const bench = createBench();
const { timer, powered } = bench;
afterEach(() => bench.clear());

describe('time', () => {
  const extension = (message: Uint8Array): Bytes => reply(message, 0x80, NOTHING, { command: 2, error: 1 });

  it('is given as often as the reader asks', async () => {
    const { channel } = await powered(
      {},
      {
        first: (message) =>
          message[0] === 0x6f
            ? [extension(message), extension(message), reply(message, 0x80, hex('9000'))]
            : undefined,
      },
    );
    expect((await channel.transmit(SELECT_MF)).ok).toBe(true);
  });

  it('is not given without end', async () => {
    const { device, channel } = await powered(
      {},
      {
        first: (message) =>
          message[0] === 0x6f ? Array.from({ length: 1010 }, () => extension(message)) : undefined,
      },
    );
    expect(await channel.transmit(SELECT_MF)).toMatchObject({
      error: { type: 'ReaderFault', what: 'silent' },
    });
    expect(device.aborts).toHaveLength(1);
  });

  it('ends in an abort by both pipes, and the next command works', async () => {
    let silent = true;
    const { device, channel } = await powered(
      {},
      { first: (message) => (message[0] === 0x6f && silent ? [] : undefined) },
    );
    const waiting = channel.transmit(SELECT_MF);
    await timer.advance(31_000);
    expect(await waiting).toEqual({ ok: false, error: { type: 'ReaderFault', what: 'silent' } });
    expect(device.aborts).toEqual(['abort 0 4']);
    expect(device.sent.at(-1)).toBe('72000000000004000000');
    silent = false;
    expect((await channel.transmit(SELECT_MF)).ok).toBe(true);
  });

  it('that ran out does not give the late answer to the next command', async () => {
    let first: Bytes | undefined;
    const { channel } = await powered(
      {},
      {
        first(message) {
          if (message[0] === 0x6f && !first) return ((first = message), []);
          if (message[0] !== 0x6f || !first) return undefined;
          return [reply(first, 0x80, hex('DEAD9000')), reply(message, 0x80, hex('9000'))];
        },
      },
    );
    const waiting = channel.transmit(SELECT_MF);
    await timer.advance(31_000);
    await waiting;
    expect(toHex(unwrap(await channel.transmit(SELECT_MF)))).toBe('9000');
  });
});

describe('answers that are not for us', () => {
  const other = (message: Bytes, change: (copy: Bytes) => void): Bytes => {
    const copy = reply(message, 0x80, hex('DEAD9000'));
    change(copy);
    return copy;
  };

  it.each<[string, (copy: Bytes) => void]>([
    ['for another slot', (copy) => (copy[5] = 4)],
    ['with another number', (copy) => (copy[6] = (copy[6] ?? 0) ^ 0x80)],
  ])('%s are dropped', async (_name, change) => {
    const { channel } = await powered(
      {},
      {
        first: (message) =>
          message[0] === 0x6f ? [other(message, change), reply(message, 0x80, hex('9000'))] : undefined,
      },
    );
    expect(toHex(unwrap(await channel.transmit(SELECT_MF)))).toBe('9000');
  });

  it('are not dropped without end', async () => {
    const { channel } = await powered(
      {},
      {
        first: (message) =>
          message[0] === 0x6f
            ? Array.from({ length: 64 }, () => other(message, (copy) => (copy[5] = 4)))
            : undefined,
      },
    );
    expect(await channel.transmit(SELECT_MF)).toMatchObject({ error: { type: 'ReaderFault' } });
  });

  it('of another type than the command asks for are a fault', async () => {
    const { channel } = await powered(
      {},
      { first: (message) => (message[0] === 0x6f ? [reply(message, 0x82, hex('9000'))] : undefined) },
    );
    expect(await channel.transmit(SELECT_MF)).toMatchObject({
      error: { type: 'ReaderFault', what: 'unexpected message' },
    });
  });

  it('that announce more than any message holds are a fault', async () => {
    const { channel } = await powered(
      {},
      {
        first: (message) => (message[0] === 0x6f ? [hex('80FFFFFF7F0003000000')] : undefined),
      },
    );
    expect(await channel.transmit(SELECT_MF)).toMatchObject({
      error: { type: 'ReaderFault', what: 'message too long' },
    });
  });

  it('a stalled pipe is cleared, and the next command works', async () => {
    let stalls = 1;
    const { channel } = await powered(
      {},
      { first: (message) => (message[0] === 0x6f && stalls-- > 0 ? ['stall'] : undefined) },
    );
    expect(await channel.transmit(SELECT_MF)).toMatchObject({
      error: { type: 'ReaderFault', what: 'stall' },
    });
    expect((await channel.transmit(SELECT_MF)).ok).toBe(true);
  });
});

describe('errors of the reader', () => {
  it.each([
    [{ card: 2, error: 0xfe }, { type: 'CardRemoved' }],
    [{ card: 1, error: 0xfe }, { type: 'CardRemoved' }],
    [{ card: 0, error: 0xfe }, { type: 'CardMute' }],
    [
      { card: 1, error: 0xfb },
      { type: 'ReaderFault', what: 'hardware' },
    ],
    [
      { card: 0, error: 0xfd },
      { type: 'ReaderFault', what: 'parity' },
    ],
    [
      { card: 0, error: 0xf6 },
      { type: 'ReaderUnsupported', because: 'protocol' },
    ],
    [
      { card: 0, error: 0xc1 },
      { type: 'ReaderFault', what: 'error c1' },
    ],
  ] as const)('%j becomes %j', async (status, error) => {
    const { channel } = await powered(
      {},
      {
        first: (message) =>
          message[0] === 0x6f ? [reply(message, 0x80, NOTHING, { ...status, command: 1 })] : undefined,
      },
    );
    expect(await channel.transmit(SELECT_MF)).toEqual({ ok: false, error });
  });
});
