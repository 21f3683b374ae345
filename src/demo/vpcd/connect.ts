import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { SimulatedCard } from '../cards/simulated-card.ts';
import { createFrameReader, encodeFrame } from './frames.ts';

/**
 * A simulated card in the virtual reader of the vsmartcard project, so that software that knows PC/SC alone meets it.
 * The reader (vpcd, inside pcscd) listens; the card connects. It speaks first, and one frame at a time:
 *
 * | frame from the reader | meaning          | frame from the card  |
 * |-----------------------|------------------|----------------------|
 * | 00                    | power off        | none                 |
 * | 01                    | power on         | none                 |
 * | 02                    | reset            | none                 |
 * | 04                    | answer to reset? | the answer to reset  |
 * | longer                | command          | answer and status    |
 *
 * The reader asks for the answer to reset two or three times a second, to see whether the card is still there.
 * Closing the connection pulls the card out.
 */
const CONTROL = { off: 0, on: 1, reset: 2, answerToReset: 4 } as const;

/** vpcd's port for its first slot; the second listens on the one after. */
export const VPCD_PORT = 0x8c7b;

export interface VpcdConnection {
  /** Pulls the card out. */
  close(): Promise<void>;
  /** Settles when the connection is over, whoever ended it. */
  readonly closed: Promise<void>;
}

/** No virtual reader listens there. */
export type VpcdProblem = { type: 'VpcdAway' };

/** Puts a card into the virtual reader at this address. */
export async function connectToVpcd(
  card: SimulatedCard,
  { port = VPCD_PORT, host = '127.0.0.1' }: { readonly port?: number; readonly host?: string } = {},
): Promise<Result<VpcdConnection, VpcdProblem>> {
  const socket = connect({ port, host, noDelay: true });
  try {
    await once(socket, 'connect');
  } catch {
    return err({ type: 'VpcdAway' });
  }
  serve(card, socket);
  return ok(connectionOf(socket));
}

function connectionOf(socket: Socket): VpcdConnection {
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    closed,
    close() {
      socket.destroy();
      return closed;
    },
  };
}

function serve(card: SimulatedCard, socket: Socket): void {
  const frames = createFrameReader();
  let last: Promise<void> = Promise.resolve();
  const answer = async (frame: Bytes): Promise<void> => {
    const bytes = await reply(card, frame);
    if (bytes && !socket.destroyed) socket.write(encodeFrame(bytes));
  };
  socket.on('data', (part) => {
    for (const frame of frames.push(part)) last = last.then(() => answer(frame));
  });
  // the reader went away in the middle of a frame: `close` follows and says all there is to say
  socket.on('error', () => undefined);
  socket.on('close', () => card.reset());
}

/** What the card says to one frame; undefined where nothing is said. */
async function reply(card: SimulatedCard, frame: Bytes): Promise<Bytes | undefined> {
  if (frame.length !== 1) return card.transmit(frame);
  // the protocol has no word for a card that is there and mute: an empty answer takes it out of the reader
  if (frame[0] === CONTROL.answerToReset) return card.atr ?? new Uint8Array();
  card.reset();
  return undefined;
}
