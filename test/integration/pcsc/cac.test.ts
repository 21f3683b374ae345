import { X509Certificate, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hex, utf8, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { openPcsc, type PcscReaders } from '#bridge/pcsc/open-pcsc.ts';
import type { Command } from '#cards/apdu/command.ts';
import { selectApplication, selectChild } from '#cards/apdu/commands.ts';
import { exchangeDone } from '#cards/apdu/exchange.ts';
import type { CardChannel } from '#cards/channel.ts';
import { digestInfo } from '#cards/cps/digest-info.ts';
import { withCard } from '#cards/with-card.ts';
import { suiteName } from '#test/support/pcsc/components.ts';
import { insertCacCard, whyNoCacCard, type CacCard } from '#test/support/pcsc/cac-card.ts';
import { startPrivatePcscd, type PrivatePcscd } from '#test/support/pcsc/private-pcscd.ts';
import { until } from '#test/support/pcsc/virtual-slot.ts';
import { padType1 } from '#demo/cards/rsa.ts';

/** First PKI application of a Common Access Card (NIST IR 6887), and its object. */
const APPLICATION = hex('A0000000790100');
const OBJECT = 0x0100;

const why = whyNoCacCard();

describe.skipIf(why)(suiteName('the Common Access Card of libcacard, over PC/SC', why), () => {
  let pcscd: PrivatePcscd;
  let pcsc: PcscReaders;
  let card: CacCard;
  beforeAll(async () => {
    pcscd = await startPrivatePcscd();
    pcsc = unwrap(await openPcsc());
    card = await insertCacCard(pcscd.ports[0]);
    await until(() => pcsc.list()[0]?.cardPresent() === true);
  });
  afterAll(async () => {
    await card.remove();
    await pcsc.close();
    await pcscd.remove();
  });

  async function lead(use: (channel: CardChannel) => Promise<Bytes>): Promise<Bytes> {
    const [reader] = pcsc.list();
    if (!reader) throw new Error('no reader');
    return unwrap(
      await withCard(reader, async (channel) => {
        unwrap(await exchangeDone(channel, selectApplication(APPLICATION), 'select'));
        unwrap(await exchangeDone(channel, selectChild(OBJECT), 'select object'));
        return { ok: true, value: await use(channel) };
      }),
    );
  }

  it('gives its certificate in parts, each fetched by GET RESPONSE', async () => {
    const certificate = await lead((channel) => readBuffer(channel));
    // one byte says that what follows is not compressed
    expect([certificate[0], Buffer.from(certificate.subarray(1))]).toEqual([0x00, card.certificate]);
  });

  it('signs a block sent in two commands, as its certificate proves', async () => {
    const message = utf8('signed by a card of libcacard');
    const block = padType1(await digestInfo(message), 256);
    const signature = await lead((channel) => sign(channel, block));
    expect(signature).toHaveLength(256);
    const { publicKey } = new X509Certificate(card.certificate);
    expect(verify('sha256', message, publicKey, signature)).toBe(true);
  });
});

/** READ BUFFER of values: two bytes of length (low byte first), then what is there, from the offset in P1-P2. */
async function readBuffer(channel: CardChannel): Promise<Bytes> {
  const part = async (offset: number, length: number): Promise<Bytes> => {
    const command: Command = {
      cla: 0x00,
      ins: 0x52,
      p1: offset >> 8,
      p2: offset & 0xff,
      data: Uint8Array.of(0x02, length),
    };
    return unwrap(await exchangeDone(channel, command, 'read buffer'));
  };
  const [low = 0, high = 0] = await part(0, 2);
  const whole = new Uint8Array((high << 8) | low);
  for (let at = 0; at < whole.length; at += 240)
    whole.set(await part(2 + at, Math.min(240, whole.length - at)), at);
  return whole;
}

/** SIGN/DECRYPT: P1 80 says that more of the block follows. */
async function sign(channel: CardChannel, block: Bytes): Promise<Bytes> {
  const command = { cla: 0x00, ins: 0x42, p2: 0x00 };
  unwrap(await exchangeDone(channel, { ...command, p1: 0x80, data: block.subarray(0, 240) }, 'sign'));
  return unwrap(await exchangeDone(channel, { ...command, p1: 0x00, data: block.subarray(240) }, 'sign'));
}
