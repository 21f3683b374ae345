import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Bytes, hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { type CipherState, decryptWithAd, encryptWithAd } from '#wire/noise/cipher-state.ts';
import { readMessage, writeMessage } from '#wire/noise/handshake-message.ts';
import { finishHandshake, handshakeState, type HandshakeState } from '#wire/noise/handshake-state.ts';
import { PATTERNS, type Pattern, type Role } from '#wire/noise/patterns.ts';
import * as z from 'zod/mini';
import { fixedKeyPair } from './fixed-keys.ts';

const vectorFile = z.object({
  vectors: z.array(
    z.object({
      protocol_name: z.string(),
      init_prologue: z.string(),
      init_psks: z.optional(z.array(z.string())),
      init_static: z.string(),
      init_ephemeral: z.string(),
      init_remote_static: z.string(),
      resp_prologue: z.string(),
      resp_psks: z.optional(z.array(z.string())),
      resp_static: z.string(),
      resp_ephemeral: z.string(),
      resp_remote_static: z.optional(z.string()),
      handshake_hash: z.string(),
      messages: z.array(z.object({ payload: z.string(), ciphertext: z.string() })),
    }),
  ),
});
const url = new URL('../../../vectors/noise/cacophony.json', import.meta.url);
const { vectors } = vectorFile.parse(JSON.parse(readFileSync(url, 'utf8')));
type Vector = (typeof vectors)[number];

const patternNamed = (name: string): Pattern => {
  const pattern = Object.values(PATTERNS).find(({ protocolName }) => protocolName === name);
  if (!pattern) throw new Error(`no pattern ${name}`);
  return pattern;
};
const optionalHex = (text: string | undefined): Bytes | undefined =>
  text === undefined ? undefined : hex(text);

async function sideOf(vector: Vector, role: Role): Promise<HandshakeState> {
  const initiates = role === 'initiator';
  return handshakeState({
    pattern: patternNamed(vector.protocol_name),
    role,
    prologue: hex(initiates ? vector.init_prologue : vector.resp_prologue),
    localStatic: await fixedKeyPair(initiates ? vector.init_static : vector.resp_static),
    remoteStatic: optionalHex(initiates ? vector.init_remote_static : vector.resp_remote_static),
    psk: optionalHex((initiates ? vector.init_psks : vector.resp_psks)?.[0]),
    generateEphemeral: () => fixedKeyPair(initiates ? vector.init_ephemeral : vector.resp_ephemeral),
  });
}

/** Both sides through the two handshake messages, each compared with the vector. */
async function shakeHands(vector: Vector) {
  let writer = await sideOf(vector, 'initiator');
  let reader = await sideOf(vector, 'responder');
  for (const { payload, ciphertext } of vector.messages.slice(0, 2)) {
    const written = unwrap(await writeMessage(writer, hex(payload)));
    expect(toHex(written.message)).toBe(ciphertext);
    const read = unwrap(await readMessage(reader, written.message));
    expect(toHex(read.payload)).toBe(payload);
    [writer, reader] = [read.state, written.state];
  }
  return { initiator: await finishHandshake(writer), responder: await finishHandshake(reader) };
}

/** One transport message: sealed as the vector says, and opened again. */
async function carry(from: CipherState, to: CipherState, message: { payload: string; ciphertext: string }) {
  const sealed = await encryptWithAd(from, new Uint8Array(0), hex(message.payload));
  expect(toHex(sealed.ciphertext)).toBe(message.ciphertext);
  const opened = unwrap(await decryptWithAd(to, new Uint8Array(0), sealed.ciphertext));
  expect(toHex(opened.plaintext)).toBe(message.payload);
  return { from: sealed.state, to: opened.state };
}

describe('Noise revision 34 against the published vectors of cacophony', () => {
  test('the vectors are those of the two patterns in use', () => {
    const names = Object.values(PATTERNS).map(({ protocolName }) => protocolName);
    expect(vectors.map(({ protocol_name }) => protocol_name).sort()).toEqual(names.sort());
    expect(vectors.map(({ messages }) => messages.length)).toEqual([6, 6]);
  });

  for (const vector of vectors)
    test(`${vector.protocol_name}: handshake, handshake hash and transport messages`, async () => {
      const { initiator, responder } = await shakeHands(vector);
      expect(toHex(initiator.handshakeHash)).toBe(vector.handshake_hash);
      expect(toHex(responder.handshakeHash)).toBe(vector.handshake_hash);
      let fromInitiator = { from: initiator.send, to: responder.receive };
      let fromResponder = { from: responder.send, to: initiator.receive };
      for (const [n, message] of vector.messages.slice(2).entries())
        if (n % 2 === 0) fromInitiator = await carry(fromInitiator.from, fromInitiator.to, message);
        else fromResponder = await carry(fromResponder.from, fromResponder.to, message);
    });
});
