import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { createMuteCard } from '#demo/cards/mute.ts';
import { connectToVpcd } from '#demo/vpcd/connect.ts';
import { createFrameReader, encodeFrame } from '#demo/vpcd/frames.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The reader's end: says something, and hears the next frame. */
async function listen(): Promise<{
  port: number;
  accepted: Promise<{ say: (frame: string) => void; hear: () => Promise<string>; socket: Socket }>;
}> {
  const server = createServer();
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const accepted = once(server, 'connection').then(([socket]: Socket[]) => {
    if (!socket) throw new Error('no connection');
    const reader = createFrameReader();
    const heard: string[] = [];
    socket.on('data', (part: Uint8Array) => heard.push(...reader.push(part).map(toHex)));
    const hear = async (): Promise<string> => {
      while (heard.length === 0) await once(socket, 'data');
      return heard.shift() ?? '';
    };
    return { socket, hear, say: (frame: string) => void socket.write(encodeFrame(hex(frame))) };
  });
  return { port: typeof address === 'object' && address ? address.port : 0, accepted };
}

function countingCard(): SimulatedCard & { readonly resets: () => number } {
  let resets = 0;
  return {
    atr: hex('3B00'),
    resets: () => resets,
    reset: () => resets++,
    // the first command takes longer than the second
    async transmit(command) {
      if (command[1] === 0xa4) await new Promise((resolve) => setTimeout(resolve, 20));
      return hex(command[1] === 0xa4 ? '9000' : '6D00');
    },
  };
}

describe('a simulated card in the virtual reader', () => {
  it('gives its answer to reset, and answers commands in their order', async () => {
    const { port, accepted } = await listen();
    const connection = unwrap(await connectToVpcd(countingCard(), { port }));
    const { say, hear } = await accepted;
    say('04');
    expect(await hear()).toBe('3b00');
    say('00A40000');
    say('00FF0000');
    expect([await hear(), await hear()]).toEqual(['9000', '6d00']);
    await connection.close();
  });

  it('is reset by power and reset, without an answer', async () => {
    const { port, accepted } = await listen();
    const card = countingCard();
    const connection = unwrap(await connectToVpcd(card, { port }));
    const { say, hear } = await accepted;
    for (const control of ['01', '02', '00', '04']) say(control);
    expect([await hear(), card.resets()]).toEqual(['3b00', 3]);
    await connection.close();
    expect(card.resets()).toBe(4);
  });

  it('answers nothing to power where it is mute', async () => {
    const { port, accepted } = await listen();
    const connection = unwrap(await connectToVpcd(createMuteCard(), { port }));
    const { say, hear } = await accepted;
    say('04');
    expect(await hear()).toBe('');
    await connection.close();
  });

  it('notices that the reader went', async () => {
    const { port, accepted } = await listen();
    const connection = unwrap(await connectToVpcd(countingCard(), { port }));
    (await accepted).socket.destroy();
    await connection.closed;
    await connection.close();
  });

  it('says so where no reader listens', async () => {
    const { port } = await listen();
    servers.splice(0).forEach((server) => server.close());
    expect(await connectToVpcd(countingCard(), { port })).toEqual({ ok: false, error: { type: 'VpcdAway' } });
  });
});
