import { type Bytes, utf8 } from '#base/bytes.ts';
import { type Random, systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import type { SecureChannel } from '#wire/bridge-channel/channel.ts';
import { startPairing, startSession } from '#wire/bridge-channel/initiator.ts';
import { type ChannelKeys, generateChannelKeys } from '#wire/bridge-channel/keys.ts';
import { answerPairing, answerSession } from '#wire/bridge-channel/responder.ts';

/** The two ends of a finished handshake, and the frames that made it. */
export type TwoSides = {
  app: SecureChannel;
  bridge: SecureChannel;
  hello: Bytes;
  welcome: Bytes;
};

export type Parties = { app: ChannelKeys; bridge: ChannelKeys; secret: Bytes; random?: Random };

export async function newParties(): Promise<Parties> {
  const [app, bridge] = await Promise.all([generateChannelKeys(), generateChannelKeys()]);
  return { app, bridge, secret: systemRandom.bytes(32) };
}

export const HELLO = utf8('{"hello":"Tablette du cabinet"}');
export const WELCOME = utf8('{"welcome":"Accueil"}');

/** How a party begins and how the other answers, so that a test can run for both kinds of handshake. */
export const HANDSHAKES = {
  pairing: {
    start: ({ app, bridge, secret, random = systemRandom }: Parties) =>
      startPairing({ keys: app, bridgeKey: bridge.publicKey, secret, random }, HELLO),
    answer: ({ bridge, secret }: Parties, frame: Uint8Array) =>
      answerPairing({ keys: bridge, secret }, frame),
  },
  session: {
    start: ({ app, bridge, random = systemRandom }: Parties) =>
      startSession({ keys: app, bridgeKey: bridge.publicKey, random }, HELLO),
    answer: ({ app, bridge }: Parties, frame: Uint8Array) =>
      answerSession({ keys: bridge, appKey: app.publicKey }, frame),
  },
} as const;
export type Kind = keyof typeof HANDSHAKES;
export const KINDS = ['pairing', 'session'] as const satisfies readonly Kind[];

export async function shakeHands(kind: Kind, parties: Parties): Promise<TwoSides> {
  const pending = await HANDSHAKES[kind].start(parties);
  const hello = unwrap(await HANDSHAKES[kind].answer(parties, pending.frame));
  const { frame: welcome, channel: bridge } = await hello.reply(WELCOME);
  const { channel: app } = unwrap(await pending.finish(welcome));
  return { app, bridge, hello: pending.frame, welcome };
}

/** The same frame with one byte changed. */
export function altered(frame: Uint8Array, at: number, flip = 0x01): Bytes {
  const copy = new Uint8Array(frame);
  copy[at] = (copy[at] ?? 0) ^ flip;
  return copy;
}

/** Positions to alter: each of the first 60, where the structure is, then every seventh, and the last. */
export const sampledPositions = (frame: Uint8Array): number[] =>
  Array.from(frame.keys()).filter((at) => at < 60 || at % 7 === 0 || at === frame.length - 1);
