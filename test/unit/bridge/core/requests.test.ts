import { verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url, utf8 } from '#base/bytes.ts';
import { loginMessage } from '#cards/cps/login-message.ts';
import type { CardStation, Pin } from '#cards/station.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import { bridgeValues, type BridgeMessage } from '#wire/bridge.ts';
import { until } from '#test/support/bridge/manual-time.ts';
import { createTestBridge, ORIGIN, type TestBridge } from '#test/support/bridge/test-bridge.ts';
import { loginRequest, type TestApp } from '#test/support/bridge/test-app.ts';
import { issueNurseCard, nurse } from '../../demo/cards.ts';

let stored: StoredCpsCard;
beforeAll(async () => {
  ({ stored } = await issueNurseCard());
});
const vitale = (n = 0) => {
  const card = DEMO_HOLDER_CARDS[n];
  if (!card) throw new Error('no card');
  return createHolderCard(card);
};
const nonce = (n: number) => new Uint8Array(32).fill(n);
const failed = (type: string) =>
  expect.objectContaining({
    kind: 'failure',
    error: expect.objectContaining({ type }) as unknown,
  }) as unknown;
const waits = (app: TestApp) =>
  app.messages.flatMap((message) => (message.kind === 'waiting' ? [message.waitingFor] : []));
const accept = async (bridge: TestBridge, app: TestApp): Promise<void> => {
  const answer = app.ask(loginRequest(nonce(200)), nurse().pin);
  await bridge.answerNext('accepted');
  expect(await answer).toMatchObject({ kind: 'answer' });
  app.messages.length = 0;
};

/** Holds readings of a carte Vitale until it is opened. */
function createGate() {
  let reached = false;
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return {
    before: (station: CardStation): CardStation => ({
      ...station,
      readVitale: async () => {
        reached = true;
        await passed;
        return station.readVitale();
      },
    }),
    reached: () => reached,
    open: () => open(),
  };
}

describe('what apps ask of a bridge', () => {
  it('tells which reader it has, and whether a card is in it', async () => {
    const { pairedApp, reader } = await createTestBridge();
    const app = await pairedApp();
    reader.insert(vitale());
    expect(await app.ask({ verb: 'status' })).toMatchObject({
      value: { reader: 'Lecteur', cardPresent: true, ownPinEntry: null },
    });
  });

  it('reads a carte Vitale in one round trip', async () => {
    const { pairedApp, reader, relay } = await createTestBridge();
    const app = await pairedApp();
    reader.insert(vitale());
    await until(() => app.messages.some(({ kind }) => kind === 'cardChanged'));
    relay.seen.length = 0;
    const answer = await app.ask({ verb: 'readVitale' });
    const reading = bridgeValues.readVitale.parse(answer.kind === 'answer' ? answer.value : undefined);
    expect(reading.persons[0]).toMatchObject({ familyName: 'PAT-TROIS', nir: '279035121518989' });
    expect(relay.seen).toHaveLength(2);
  });

  it('signs a login that the server of its own address can check', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp();
    bridge.reader.insert(openCpsCard(stored));
    const asked = app.ask(loginRequest(nonce(1)), nurse().pin);
    await bridge.answerNext('accepted');
    const answer = await asked;
    const value = bridgeValues.cpsLogin.parse(answer.kind === 'answer' ? answer.value : undefined);
    const signed = await loginMessage({
      instanceId: 'instance-1',
      origin: ORIGIN,
      nonce: nonce(1),
      jkt: new Uint8Array(32).fill(7),
    });
    const certificate = new X509Certificate(fromBase64Url(value.certificate) ?? new Uint8Array());
    const signature = fromBase64Url(value.signature) ?? new Uint8Array();
    expect(verify('sha256', signed, certificate.publicKey, signature)).toBe(true);
  });

  it('asks at the bridge before the first login of an app, with the digits that it shows, and never again', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp('Tablette');
    bridge.reader.insert(openCpsCard(stored));
    const first = app.ask(loginRequest(nonce(1)), nurse().pin);
    await until(() => bridge.approvals.waiting().length === 1);
    const [question] = bridge.approvals.waiting();
    expect(question).toMatchObject({ appName: 'Tablette', digits: bridge.host.pairings()[0]?.digits });
    await until(() => waits(app).includes('acceptance'));
    bridge.approvals.answer(question?.digits ?? '', 'accepted');
    expect(await first).toMatchObject({ kind: 'answer' });
    expect(await app.ask(loginRequest(nonce(2)), nurse().pin)).toMatchObject({ kind: 'answer' });
    expect(bridge.host.pairings()).toMatchObject([{ accepted: true }]);
  });

  it('signs nothing for an app that was declined, or that nobody answered', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp();
    bridge.reader.insert(openCpsCard(stored));
    const declined = app.ask(loginRequest(nonce(1)), nurse().pin);
    await bridge.answerNext('declined');
    expect(await declined).toEqual(failed('NotAccepted'));
    const late = app.ask(loginRequest(nonce(2)), nurse().pin);
    await until(() => bridge.approvals.waiting().length === 1);
    await bridge.time.pass(90_000);
    expect(await late).toEqual(failed('NotAccepted'));
    expect(bridge.approvals.waiting()).toEqual([]);
    expect(bridge.host.pairings()).toMatchObject([{ accepted: false }]);
  });

  it('gives a wrong code to the card once, and says what is left', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp();
    bridge.reader.insert(openCpsCard(stored));
    await accept(bridge, app);
    const answer = await app.ask(loginRequest(nonce(1)), '0000');
    expect(answer).toMatchObject({ kind: 'failure', error: { type: 'WrongPin', triesLeft: 2 } });
    await app.ask(loginRequest(nonce(2)), '0000');
    expect(bridge.notices).toContainEqual({ type: 'lastTry' });
    expect(await app.ask({ verb: 'cpsIdentity' })).toMatchObject({ value: { triesLeft: 1 } });
  });

  it('signs no challenge twice, and forgets one after five minutes', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp();
    bridge.reader.insert(openCpsCard(stored));
    await accept(bridge, app);
    expect(await app.ask(loginRequest(nonce(1)), nurse().pin)).toMatchObject({ kind: 'answer' });
    expect(await app.ask(loginRequest(nonce(1)), nurse().pin)).toEqual(failed('NonceUsed'));
    await bridge.time.pass(5 * 60_000);
    expect(await app.ask(loginRequest(nonce(1)), nurse().pin)).toMatchObject({ kind: 'answer' });
  });

  it('derives the same secret for a vault each time, and shows it to no one else', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp();
    bridge.reader.insert(openCpsCard(stored));
    await accept(bridge, app);
    const unlock = {
      verb: 'cpsUnlock',
      vaultId: toBase64Url(nonce(3)),
      salt: toBase64Url(nonce(4)),
      pin: 'typed',
    };
    const first = await app.ask(unlock, nurse().pin);
    expect(first).toMatchObject({ kind: 'answer' });
    expect((await app.ask(unlock, nurse().pin)) as { value?: unknown }).toHaveProperty(
      'value',
      (first as { value?: unknown }).value,
    );
  });

  it('refuses a verb that it does not have, and goes on', async () => {
    const { pairedApp } = await createTestBridge();
    const app = await pairedApp();
    expect(await app.ask({ verb: 'transmit', apdu: '00a40000' })).toEqual(failed('BridgeVersion'));
    expect(await app.ask({ verb: 'sign', digest: 'abc' })).toEqual(failed('BridgeVersion'));
    expect(await app.ask({ verb: 'status' })).toMatchObject({ kind: 'answer' });
  });

  it('ends a session that speaks no request at all; the next one works', async () => {
    const { pairedApp, notices } = await createTestBridge();
    const app = await pairedApp();
    await app.channel()?.seal(utf8('x'));
    const garbage = await app.channel()?.seal(utf8('not a message'));
    expect(garbage).toBeDefined();
    await app.send({ verb: 'status' });
    await until(() => app.refusals.includes('sessionUnknown'));
    expect(notices).toContainEqual({ type: 'refused', because: 'frame' });
    await app.resume();
    expect(await app.ask({ verb: 'status' })).toMatchObject({ kind: 'answer' });
  });

  it('serves two apps in turn, and tells the second that it waits', async () => {
    const gate = createGate();
    const bridge = await createTestBridge({ wrap: gate.before });
    const one = await bridge.pairedApp('Une');
    const two = await bridge.pairedApp('Deux');
    bridge.reader.insert(vitale());
    const first = await one.send({ verb: 'readVitale' });
    await until(() => gate.reached());
    const second = await two.send({ verb: 'readVitale' });
    await until(() => waits(two).includes('turn'));
    gate.open();
    expect(await one.answerTo(first.id)).toMatchObject({ kind: 'answer' });
    expect(await two.answerTo(second.id)).toMatchObject({ kind: 'answer' });
    expect(waits(two)).toEqual(['turn', 'nothing']);
  });

  it('takes one card request of an app at a time, and answers its status meanwhile', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp();
    bridge.reader.insert(openCpsCard(stored));
    const login = await app.send(loginRequest(nonce(1)), nurse().pin);
    expect(await app.ask({ verb: 'readVitale' })).toEqual(failed('Busy'));
    expect(await app.ask({ verb: 'status' })).toMatchObject({ kind: 'answer' });
    await bridge.answerNext('accepted');
    expect(await app.answerTo(login.id)).toMatchObject({ kind: 'answer' });
  });

  it('drops what an app asked in a session that it has replaced', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp();
    bridge.reader.insert(openCpsCard(stored));
    await app.send(loginRequest(nonce(1)), nurse().pin);
    await until(() => bridge.approvals.waiting().length === 1);
    await app.resume();
    const again = await app.send(loginRequest(nonce(2)), nurse().pin);
    await until(
      () =>
        bridge.approvals.waiting().length === 1 &&
        bridge.notices.filter(({ type }) => type === 'approvalAsked').length === 2,
    );
    await bridge.answerNext('accepted');
    expect(await app.answerTo(again.id)).toMatchObject({ kind: 'answer' });
  });

  it('tells every app when a card comes or goes', async () => {
    const { pairedApp, reader } = await createTestBridge();
    const [one, two] = [await pairedApp('Une'), await pairedApp('Deux')];
    reader.insert(vitale());
    const told = (app: TestApp) => app.messages.some((m) => m.kind === 'cardChanged' && m.status.cardPresent);
    await until(() => told(one) && told(two));
  });

  it('says at once that a card was pulled out, whatever it was doing, and reads the next one', async () => {
    const gate = createGate();
    const bridge = await createTestBridge({ wrap: gate.before });
    const app = await bridge.pairedApp();
    bridge.reader.insert(vitale());
    const { id } = await app.send({ verb: 'readVitale' });
    await until(() => gate.reached());
    bridge.reader.remove();
    expect(await app.answerTo(id)).toEqual(failed('CardRemoved'));
    gate.open();
    bridge.reader.insert(vitale());
    expect(await app.ask({ verb: 'readVitale' })).toMatchObject({ kind: 'answer' });
  });

  it('answers CardRemoved where the dialogue itself meets it, and the next reading works', async () => {
    const { pairedApp, reader } = await createTestBridge();
    const app = await pairedApp();
    reader.insert(vitale());
    reader.setFault({ type: 'pulled', after: 2 });
    expect(await app.ask({ verb: 'readVitale' })).toEqual(failed('CardRemoved'));
    reader.setFault(undefined);
    expect(await app.ask({ verb: 'readVitale' })).toEqual(failed('NoCard'));
    reader.insert(vitale());
    expect(await app.ask({ verb: 'readVitale' })).toMatchObject({ kind: 'answer' });
  });

  it('finds the CPS and the Vitale in two readers', async () => {
    const bridge = await createTestBridge();
    const second = createSimulatedReader({ name: 'Second' });
    bridge.readers.push(second);
    bridge.reader.insert(openCpsCard(stored));
    second.insert(vitale());
    const app = await bridge.pairedApp();
    expect(await app.ask({ verb: 'readVitale' })).toMatchObject({ kind: 'answer' });
    expect(await app.ask({ verb: 'cpsIdentity' })).toMatchObject({
      value: { serialNumber: nurse().serialNumber },
    });
  });

  it('goes on after a mistake of its own, and tells the app no more than that', async () => {
    const broken = (station: CardStation): CardStation => ({
      ...station,
      readVitale: () => Promise.reject(new Error('PAT-TROIS')),
    });
    const bridge = await createTestBridge({ wrap: broken });
    const app = await bridge.pairedApp();
    bridge.reader.insert(vitale());
    expect(await app.ask({ verb: 'readVitale' })).toMatchObject({
      kind: 'failure',
      error: { type: 'ReaderFault', what: 'bridge' },
    });
    expect(bridge.notices.map(({ type }) => type)).toContain('fault');
    bridge.reader.insert(openCpsCard(stored));
    expect(await app.ask({ verb: 'cpsIdentity' })).toMatchObject({ kind: 'answer' });
  });

  it('says where there is no reader', async () => {
    const bridge = await createTestBridge();
    bridge.readers.length = 0;
    const app = await bridge.pairedApp();
    expect(await app.ask({ verb: 'readVitale' })).toEqual(failed('NoReader'));
    expect(await app.ask({ verb: 'status' })).toMatchObject({ value: { reader: null, cardPresent: false } });
  });
});

describe('a code typed at the bridge', () => {
  const login = (app: TestApp, n: number): Promise<BridgeMessage> =>
    app.ask(loginRequest(nonce(n), 'atStation'));

  it('is asked on its screen after the card told the tries left, and wiped', async () => {
    const typed = utf8(nurse().pin);
    const asked: unknown[] = [];
    const bridge = await createTestBridge({
      pinScreen: {
        askPin: (question) => {
          asked.push(question);
          return Promise.resolve(typed);
        },
      },
    });
    const app = await bridge.pairedApp('Tablette');
    bridge.reader.insert(openCpsCard(stored));
    await accept(bridge, app);
    expect(await app.ask({ verb: 'status' })).toMatchObject({ value: { ownPinEntry: 'screen' } });
    expect(await login(app, 1)).toMatchObject({ kind: 'answer' });
    expect(asked).toEqual([{ appName: 'Tablette', triesLeft: 3 }]);
    expect(waits(app)).toEqual(['pin', 'nothing']);
    expect([...typed]).toEqual([0, 0, 0, 0]);
  });

  it('is not asked for a card that is no CPS', async () => {
    const bridge = await createTestBridge({
      pinScreen: { askPin: () => Promise.reject(new Error('asked')) },
    });
    const app = await bridge.pairedApp();
    bridge.reader.insert(openCpsCard(stored));
    await accept(bridge, app);
    bridge.reader.insert(vitale());
    expect(await login(app, 1)).toEqual(failed('WrongCard'));
  });

  it('is given up by whoever types, by the clock, and by pulling the card', async () => {
    let giveUp = true;
    const bridge = await createTestBridge({
      pinScreen: {
        askPin: (_question, signal) =>
          giveUp
            ? Promise.resolve(undefined)
            : new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined))),
      },
    });
    const app = await bridge.pairedApp();
    bridge.reader.insert(openCpsCard(stored));
    await accept(bridge, app);
    expect(await login(app, 1)).toEqual(failed('PinPadCancelled'));
    giveUp = false;
    const late = login(app, 2);
    await until(() => waits(app).filter((what) => what === 'pin').length === 2);
    await bridge.time.pass(60_000);
    expect(await late).toEqual(failed('PinPadTimeout'));
    const pulled = login(app, 3);
    await until(() => waits(app).filter((what) => what === 'pin').length === 3);
    bridge.reader.remove();
    expect(await pulled).toEqual(failed('CardRemoved'));
  });

  it('cannot be where nobody sits and the reader has no keys', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp();
    bridge.reader.insert(openCpsCard(stored));
    await accept(bridge, app);
    expect(await login(app, 1)).toEqual(failed('NoPinEntry'));
  });

  it('goes by the keys of a reader that has them', async () => {
    const pins: Pin[] = [];
    const withKeys = (station: CardStation): CardStation => ({
      ...station,
      state: () => ({ ...station.state(), ownPinEntry: 'pinPad' }),
      cpsLogin: async (request) => {
        pins.push(request.pin);
        return { ok: false, error: { type: 'PinPadTimeout' } };
      },
    });
    const bridge = await createTestBridge({ wrap: withKeys });
    const app = await bridge.pairedApp();
    bridge.reader.insert(openCpsCard(stored));
    const asked = login(app, 1);
    await bridge.answerNext('accepted');
    expect(await asked).toEqual(failed('PinPadTimeout'));
    expect(pins).toEqual(['atStation']);
  });
});
