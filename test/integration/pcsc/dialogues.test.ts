import { X509Certificate, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex, utf8, type Bytes } from '#base/bytes.ts';
import { unwrap, type Result } from '#base/result.ts';
import { openPcsc, type PcscReaders } from '#bridge/pcsc/open-pcsc.ts';
import type { CardReader } from '#cards/channel.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import { loginMessage } from '#cards/cps/login-message.ts';
import type { CardError } from '#cards/errors.ts';
import type { CpsLogin } from '#cards/station.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import { withCard } from '#cards/with-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { createContactlessCps3Card } from '#demo/cards/cps3-contactless.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { cpsContent, openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { suiteName, whyNoPcscd } from '#test/support/pcsc/components.ts';
import { startPrivatePcscd, type PrivatePcscd } from '#test/support/pcsc/private-pcscd.ts';
import { until, virtualSlot, type VirtualSlot } from '#test/support/pcsc/virtual-slot.ts';
import { issueNurseCard, nurse, play } from '../../unit/demo/cards.ts';

const challenge = {
  instanceId: 'instance-1',
  origin: 'https://dmp.example',
  nonce: new Uint8Array(32).fill(7),
  jkt: new Uint8Array(32).fill(9),
};
const SITUATIONS = [
  { name: 'Cabinet A (fictif)', structureId: '1990000012', sector: 'SA07' },
  { name: 'Cabinet B (fictif)' },
];

const why = whyNoPcscd();

describe.skipIf(why)(suiteName('cards behind pcscd', why), () => {
  let pcscd: PrivatePcscd;
  let pcsc: PcscReaders;
  let reader: CardReader;
  let slot: VirtualSlot;
  let stored: StoredCpsCard;
  beforeAll(async () => {
    stored = { ...(await issueNurseCard()).stored, situations: SITUATIONS };
    pcscd = await startPrivatePcscd();
    pcsc = unwrap(await openPcsc());
    await until(() => pcsc.list().length === 2);
    const [first] = pcsc.list();
    if (!first) throw new Error('no reader');
    reader = first;
    slot = virtualSlot(reader, pcscd.ports[0]);
  });
  afterAll(async () => {
    await slot.pull();
    await pcsc.close();
    await pcscd.remove();
  });

  const signIn = (pin = nurse().pin): Promise<Result<CpsLogin, CardError>> =>
    withCard(reader, (channel) => cpsLogin(channel, { ...challenge, pin: utf8(pin) }));

  it('are named by the service, and known to be real and without keys', () => {
    expect(pcsc.list().map(({ name }) => name)).toEqual(['Virtual PCD 00 00', 'Virtual PCD 00 01']);
    expect(reader).toMatchObject({ simulated: false, hasPinPad: false });
  });

  it('tell who is on a carte Vitale, from files longer than one answer', async () => {
    const family = holder('vitale-famille');
    await slot.insert(createHolderCard(family));
    const reading = unwrap(await withCard(reader, readVitale));
    expect(reading.persons.length).toBeGreaterThan(2);
    expect(reading).toEqual(unwrap(await withCard(reader, readVitale)));
  });

  it.each(['cps3', 'cps4'] as const)(
    'sign in with a %s, and forget the code afterwards',
    async (generation) => {
      const card = openCpsCard({ ...stored, generation });
      await slot.insert(card);
      const { certificate, signature, situations } = unwrap(await signIn());
      const { publicKey } = new X509Certificate(certificate);
      expect(verify('sha256', await loginMessage(challenge), publicKey, signature)).toBe(true);
      expect(situations).toEqual(SITUATIONS);
      const [, tries] =
        generation === 'cps3' ? await play(card, '00', '00200001') : ['', await triesOfCps4(card)];
      expect(tries).toBe('63c3');
    },
  );

  it('count a wrong code once', async () => {
    const card = openCpsCard(stored);
    await slot.insert(card);
    expect(await signIn('9999')).toEqual({ ok: false, error: { type: 'WrongPin', triesLeft: 2 } });
    expect(card.triesLeft()).toBe(2);
  });

  it('without contact are refused for sign-in, with the reason', async () => {
    await slot.insert(createContactlessCps3Card(cpsContent(stored)));
    expect(await signIn()).toEqual({ ok: false, error: { type: 'ContactlessCps' } });
  });

  it.each([0, 3, 9])('pulled out after %i commands end the dialogue with CardRemoved', async (after) => {
    const card = openCpsCard(stored);
    await slot.insert(pulledAfter(card, after, () => slot.pullAtOnce()));
    expect(await signIn()).toEqual({ ok: false, error: { type: 'CardRemoved' } });
    await slot.insert(card);
    expect((await signIn()).ok).toBe(true);
  });

  it('that say nothing readable at power-on are mute', async () => {
    const garbled = { ...openCpsCard(stored), atr: Uint8Array.of(0x00, 0xff) };
    await slot.insert(garbled);
    expect(await reader.open()).toEqual({ ok: false, error: { type: 'CardMute' } });
  });

  it('are busy for a second program until the first has done', async () => {
    await slot.insert(openCpsCard(stored));
    const other = unwrap(await openPcsc());
    const channel = unwrap(await reader.open());
    expect(await other.list()[0]?.open()).toEqual({ ok: false, error: { type: 'Busy' } });
    await channel.close();
    const theirs = await other.list()[0]?.open();
    expect(theirs?.ok && toHex(theirs.value.atr)).toBe(toHex(channel.atr));
    if (theirs?.ok) await theirs.value.close();
    await other.close();
  });

  it('come back by themselves after the service was killed and started again', async () => {
    const card = openCpsCard(stored);
    await slot.insert(card);
    const channel = unwrap(await reader.open());
    await pcscd.kill();
    expect(await channel.transmit(Uint8Array.of(0x00, 0xa4, 0x00, 0x0c))).toEqual({
      ok: false,
      error: { type: 'ReaderGone' },
    });
    await until(() => !pcsc.serviceRunning());
    expect([pcsc.list(), reader.cardPresent()]).toEqual([[], false]);
    expect(await reader.open()).toEqual({ ok: false, error: { type: 'ReaderGone' } });
    expect(await openPcsc()).toEqual({ ok: false, error: { type: 'serviceAway' } });
    await channel.close();
    await pcscd.start();
    await until(() => pcsc.list().length === 2);
    expect(pcsc.list()[0]).toBe(reader);
    await slot.insert(card);
    expect((await signIn()).ok).toBe(true);
  });
});

function holder(id: string): (typeof DEMO_HOLDER_CARDS)[number] {
  const found = DEMO_HOLDER_CARDS.find((card) => card.id === id);
  if (!found) throw new Error('no such card');
  return found;
}

async function triesOfCps4(card: SimulatedCard): Promise<string | undefined> {
  return (await play(card, '01A4040C08 80250000 01FF0100', '01200001')).at(-1);
}

/** Leaves the reader while it should answer command number `after`, counted from 0. */
function pulledAfter(card: SimulatedCard, after: number, pull: () => Promise<void>): SimulatedCard {
  let commands = 0;
  return {
    ...card,
    async transmit(command): Promise<Bytes> {
      if (commands++ === after) await pull();
      return card.transmit(command);
    },
  };
}
