import type { DeviceId } from '#base/brand.ts';
import { equalBytes, fromBase64Url, toBase64Url, type Bytes } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import type { Result } from '#base/result.ts';
import type { SecureChannel } from '#wire/bridge-channel/channel.ts';
import { pairingDigits } from '#wire/bridge-channel/digits.ts';
import { frameType } from '#wire/bridge-channel/frames.ts';
import { startPairing, startSession, type PendingHandshake } from '#wire/bridge-channel/initiator.ts';
import { generateChannelKeys, type ChannelKeys } from '#wire/bridge-channel/keys.ts';
import { parsePairingFragment, pairingTicket } from '#wire/bridge-channel/link.ts';
import { decodeMessage, encodeMessage } from '#wire/bridge-channel/messages.ts';
import {
  BRIDGE_VERSION,
  bridgeMessage,
  bridgeWelcome,
  type BridgeMessage,
  type BridgeWelcome,
} from '#wire/bridge.ts';
import type { RelayClient, RelayError } from '#wire/client/relay-client.ts';
import { until } from './manual-time.ts';

/** The app's side of the channel in as few lines as it can have, to talk to a bridge under test. */
export interface TestApp {
  readonly address: DeviceId;
  /** Everything that came, in its order. */
  readonly messages: BridgeMessage[];
  /** Codes of refused frames of its own sessions. */
  readonly refusals: string[];
  /** By the link of a bridge; the digits of the pairing. */
  pair(link: string, options?: { secret?: Bytes }): Promise<{ welcome: BridgeWelcome; digits: string }>;
  /** A new session with the paired bridge. */
  resume(): Promise<BridgeWelcome>;
  /** The hello of a session with the paired bridge, or with that of a link; not sent. */
  hello(link?: string): Promise<Bytes>;
  /** Asks, and gives the last message for this request: its answer or failure. */
  ask(request: object, pin?: string): Promise<BridgeMessage>;
  /** Asks, and waits for nothing; gives the number of the request. */
  send(request: object, pin?: string): Promise<{ id: number; sent: Result<void, RelayError>; frame: Bytes }>;
  answerTo(id: number): Promise<BridgeMessage>;
  hangUp(): void;
  listen(): void;
  channel(): SecureChannel | undefined;
}

export async function createTestApp(deps: {
  readonly relay: RelayClient;
  readonly address: DeviceId;
  readonly origin: string;
  readonly name?: string;
  readonly version?: number;
}): Promise<TestApp> {
  const { relay, address } = deps;
  const keys: ChannelKeys = await generateChannelKeys();
  const hello = encodeMessage({
    version: deps.version ?? BRIDGE_VERSION,
    origin: deps.origin,
    appName: deps.name ?? 'Tablette',
  });
  const messages: BridgeMessage[] = [];
  const refusals: string[] = [];
  let bridge: { key: Bytes; address: DeviceId } | undefined;
  let ticket: Bytes | undefined;
  let pending: PendingHandshake | undefined;
  let session: { channel: SecureChannel; id: Bytes } | undefined;
  let welcome: BridgeWelcome | undefined;
  let stop: () => void = () => undefined;
  let lastId = 0;

  const isOurs = (sessionId: Bytes): boolean =>
    [pending?.sessionId, session?.id].some((id) => id && equalBytes(id, sessionId));

  async function onFrame(frame: Bytes): Promise<void> {
    const head = frameType(frame);
    if (head?.type === 'refuse') return void (isOurs(head.sessionId) && refusals.push(head.code));
    if (head?.type === 'message') return onMessage(head.sessionId, frame);
    const finished = await pending?.finish(frame);
    if (!pending || !finished?.ok) return;
    session = { channel: finished.value.channel, id: pending.sessionId };
    const decoded = decodeMessage(finished.value.payload);
    welcome = decoded.ok ? bridgeWelcome.parse(decoded.value.json) : undefined;
  }

  async function onMessage(sessionId: Bytes, frame: Bytes): Promise<void> {
    if (!session || !equalBytes(session.id, sessionId)) return;
    const opened = await session.channel.open(frame);
    const decoded = opened.ok ? decodeMessage(opened.value) : undefined;
    if (decoded?.ok) messages.push(bridgeMessage.parse(decoded.value.json));
  }

  let last: Promise<unknown> = Promise.resolve();
  const listen = (): void => {
    stop = relay.listen({
      onEvent(event) {
        if (event.kind !== 'frame') return;
        const bytes = fromBase64Url(event.frame) ?? new Uint8Array();
        last = last.then(() => onFrame(bytes));
      },
      onDown: () => undefined,
    });
  };
  listen();

  async function greet(next: PendingHandshake): Promise<BridgeWelcome> {
    pending = next;
    welcome = undefined;
    refusals.length = 0;
    const sent = await transmit(next.frame);
    if (!sent.ok) throw new Error(JSON.stringify(sent.error));
    await until(() => welcome !== undefined || refusals.length > 0);
    if (!welcome) throw new Error(refusals[0]);
    return welcome;
  }
  const transmit = (frame: Bytes): Promise<Result<void, RelayError>> =>
    relay.send({ to: bridge?.address ?? address, frame, ...(ticket && { ticket }) });

  const app: TestApp = {
    address,
    messages,
    refusals,
    channel: () => session?.channel,
    listen,
    hangUp: () => stop(),
    async pair(link, options) {
      const offer = parsePairingFragment(link.slice(link.indexOf('#')));
      if (!offer) throw new Error('no link');
      const secret = options?.secret ?? offer.secret;
      bridge = { key: offer.bridgeKey, address: offer.address };
      ticket = await pairingTicket(offer.secret);
      const first = await startPairing(
        { keys, bridgeKey: offer.bridgeKey, secret, random: systemRandom },
        hello,
      );
      const said = await greet(first);
      const digits = session ? pairingDigits(session.channel.handshakeHash) : '';
      const status = await app.ask({ verb: 'status' });
      if (status.kind === 'answer') ticket = undefined;
      return { welcome: said, digits };
    },
    async hello(link) {
      const offer = link === undefined ? undefined : parsePairingFragment(link.slice(link.indexOf('#')));
      if (offer) bridge = { key: offer.bridgeKey, address: offer.address };
      pending = await startSession(
        { keys, bridgeKey: bridge?.key ?? new Uint8Array(32), random: systemRandom },
        hello,
      );
      return pending.frame;
    },
    async resume() {
      await app.hello();
      if (!pending) throw new Error('unreachable');
      return greet(pending);
    },
    async send(request, pin) {
      if (!session) throw new Error('no session');
      const id = ++lastId;
      const secret = pin === undefined ? new Uint8Array() : new TextEncoder().encode(pin);
      const frame = await session.channel.seal(encodeMessage({ ...request, id }, secret));
      return { id, sent: await transmit(frame), frame };
    },
    async answerTo(id) {
      const find = () =>
        messages.find((one) => (one.kind === 'answer' || one.kind === 'failure') && one.id === id);
      await until(
        () =>
          find() !== undefined || refusals.length > 0 || messages.some(({ kind }) => kind === 'pairingEnded'),
      );
      const found = find();
      if (!found) throw new Error(refusals[0] ?? 'pairingEnded');
      return found;
    },
    async ask(request, pin) {
      const { id, sent } = await app.send(request, pin);
      if (!sent.ok) throw new Error(JSON.stringify(sent.error));
      return app.answerTo(id);
    },
  };
  return app;
}

export const loginRequest = (nonce: Bytes, pin: 'typed' | 'atStation' = 'typed') => ({
  verb: 'cpsLogin',
  nonce: toBase64Url(nonce),
  jkt: toBase64Url(new Uint8Array(32).fill(7)),
  pin,
});
