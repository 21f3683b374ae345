import { expect, test } from 'vitest';
import { concat, toBase64, toHex, utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { decodeMessage, encodeMessage } from '#wire/bridge-channel/messages.ts';
import { pairingPsk, pairingTicket } from '#wire/bridge-channel/link.ts';
import { HANDSHAKES, HELLO, newParties, WELCOME } from './two-sides.ts';

const PIN = '4271';
const REQUEST = { verb: 'cpsLogin', id: 7, nonce: 'nonce-de-la-demande', pin: 'typed' };
const ANSWER = { kind: 'answer', id: 7, value: { familyName: 'DURAND', firstName: 'MARIE-FICTIVE' } };

/** Bytes as whoever reads a capture would look for them. */
const appearances = (bytes: Uint8Array): string[] => [
  toHex(bytes),
  toHex(utf8(toHex(bytes))),
  toHex(utf8(toBase64(bytes))),
];

test('a record of all that the relay carried holds no payload, PIN, name, key or secret', async () => {
  const parties = await newParties();
  const record: Uint8Array[] = [await pairingTicket(parties.secret)];
  const carried = <Frame extends Uint8Array>(frame: Frame): Frame => {
    record.push(new Uint8Array(frame));
    return frame;
  };

  for (const { start, answer } of [HANDSHAKES.pairing, HANDSHAKES.session]) {
    const pending = await start(parties);
    const hello = unwrap(await answer(parties, carried(pending.frame)));
    const { frame, channel: bridge } = await hello.reply(WELCOME);
    const { channel: app } = unwrap(await pending.finish(carried(frame)));
    const request = await bridge.open(carried(await app.seal(encodeMessage(REQUEST, utf8(PIN)))));
    expect(unwrap(decodeMessage(unwrap(request)))).toEqual({ json: REQUEST, secret: utf8(PIN) });
    const said = await app.open(carried(await bridge.seal(encodeMessage(ANSWER))));
    expect(unwrap(decodeMessage(unwrap(said))).json).toEqual(ANSWER);
  }

  const seen = toHex(concat(...record));
  const hidden = [
    HELLO,
    WELCOME,
    utf8('cpsLogin'),
    utf8('nonce-de-la-demande'),
    utf8('DURAND'),
    utf8('MARIE-FICTIVE'),
    parties.app.publicKey,
    parties.bridge.publicKey,
    parties.secret,
    await pairingPsk(parties.secret),
  ];
  for (const bytes of hidden)
    for (const appearance of appearances(bytes)) expect(seen.includes(appearance)).toBe(false);
});

test('the PIN is nowhere in a sealed frame, whatever the PIN', async () => {
  const parties = await newParties();
  const pending = await HANDSHAKES.session.start(parties);
  const { frame } = await unwrap(await HANDSHAKES.session.answer(parties, pending.frame)).reply(WELCOME);
  const { channel } = unwrap(await pending.finish(frame));
  // long enough that it cannot stand there by chance
  const pin = utf8('98765432109876');
  const sealed = toHex(await channel.seal(encodeMessage(REQUEST, pin)));
  for (const appearance of appearances(pin)) expect(sealed.includes(appearance)).toBe(false);
});
