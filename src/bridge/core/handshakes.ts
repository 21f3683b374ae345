import type { DeviceId } from '#base/brand.ts';
import { fromBase64Url, toBase64Url, toHex, type Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import type { Timer } from '#base/timer.ts';
import type { SecureChannel } from '#wire/bridge-channel/channel.ts';
import { pairingDigits } from '#wire/bridge-channel/digits.ts';
import type { RefuseCode } from '#wire/bridge-channel/frames.ts';
import type { ChannelKeys } from '#wire/bridge-channel/keys.ts';
import { encodeMessage } from '#wire/bridge-channel/messages.ts';
import { answerPairing, answerSession, type OpenedHello } from '#wire/bridge-channel/responder.ts';
import type { RelayClient } from '#wire/client/relay-client.ts';
import { createAppLink, type AppLink } from './app-link.ts';
import type { AppLinks } from './app-links.ts';
import { readHello, welcomeOf, type BridgeSelf } from './greeting.ts';
import type { Offers } from './offer.ts';
import type { BridgePairing, Notice, PairingStore } from './ports.ts';

export interface Handshakes {
  /** First meeting, by the link: the app is paired once its first message opens, for that proves the link's secret. */
  pair(from: DeviceId, sessionId: Bytes, frame: Bytes): Promise<void>;
  /** Every later meeting. */
  resume(from: DeviceId, sessionId: Bytes, frame: Bytes): Promise<void>;
  /** A message of an open session; undefined where it is not one, and that was dealt with. */
  open(
    from: DeviceId,
    sessionId: Bytes,
    frame: Bytes,
  ): Promise<{ link: AppLink; plaintext: Bytes } | undefined>;
}

/** An app that said hello by a link. */
type Candidate = { readonly appKey: Bytes; readonly appName: string; readonly secret: Bytes };

export function createHandshakes(deps: {
  readonly relay: Pick<RelayClient, 'send' | 'confirm'>;
  readonly timer: Timer;
  readonly clock: Clock;
  readonly keys: ChannelKeys;
  readonly self: BridgeSelf;
  readonly links: AppLinks;
  readonly offers: Offers;
  readonly pairings: PairingStore;
  readonly notice: (notice: Notice) => void;
  readonly refuse: (to: DeviceId, sessionId: Bytes, code: RefuseCode) => void;
}): Handshakes {
  const { keys, self, links, offers, pairings, notice, refuse } = deps;
  /** Apps that read the link and have not proved it yet. */
  const candidates = new Map<AppLink, Candidate>();

  /** Answers a hello that was opened; undefined where it asks for what this bridge is not. */
  async function greet(
    from: DeviceId,
    sessionId: Bytes,
    hello: OpenedHello,
  ): Promise<{ link: AppLink; appName: string } | undefined> {
    const read = readHello(hello.payload, self);
    if (!read.ok && read.error !== 'origin') {
      refuse(from, sessionId, 'version');
      return void notice({ type: 'refused', because: read.error });
    }
    // an app of another address learns ours from the welcome, and that is all it gets
    const { frame, channel } = await hello.reply(encodeMessage(welcomeOf(self)));
    const link = createAppLink(deps, { address: from, sessionId, channel });
    link.sendFrame(frame);
    if (read.ok) return { link, appName: read.value.appName };
    link.end();
    return void notice({ type: 'refused', because: 'origin' });
  }

  async function proved(link: AppLink): Promise<boolean> {
    links.keepOnly(link);
    const candidate = candidates.get(link);
    candidates.delete(link);
    return candidate ? finishPairing(link, candidate) : true;
  }

  async function finishPairing(link: AppLink, { appKey, appName, secret }: Candidate): Promise<boolean> {
    // the link that it read must be the one that is open still
    if (offers.secret() !== secret) return false;
    offers.end();
    for (const other of candidates.keys()) links.end(other);
    candidates.clear();
    const pairing = newPairing(link, { appKey, appName, now: deps.clock.now() });
    await pairings.put(pairing);
    const { bridgeName } = self;
    const confirmed = await deps.relay.confirm({ app: link.address, appName, bridgeName });
    if (!confirmed.ok) {
      await pairings.remove(link.address);
      link.send({ kind: 'pairingEnded' });
      return false;
    }
    notice({ type: 'paired', appName, digits: pairing.digits });
    return true;
  }

  return {
    async pair(from, sessionId, frame) {
      const secret = offers.secret();
      const hello = secret ? await answerPairing({ keys, secret }, frame) : undefined;
      if (!secret || !hello?.ok) {
        refuse(from, sessionId, 'pairingRefused');
        return notice({ type: 'refused', because: 'pairing' });
      }
      const greeted = await greet(from, sessionId, hello.value);
      if (!greeted) return;
      links.add(greeted.link);
      candidates.set(greeted.link, { appKey: hello.value.appKey, appName: greeted.appName, secret });
      greeted.link.signal.addEventListener('abort', () => candidates.delete(greeted.link), { once: true });
    },

    async resume(from, sessionId, frame) {
      const appKey = fromBase64Url(pairings.find(from)?.appKey ?? '');
      const hello = appKey?.length ? await answerSession({ keys, appKey }, frame) : undefined;
      if (!hello?.ok) {
        refuse(from, sessionId, 'peerUnknown');
        return notice({ type: 'refused', because: 'unknownApp' });
      }
      const greeted = await greet(from, sessionId, hello.value);
      if (greeted) links.add(greeted.link);
    },

    async open(from, sessionId, frame) {
      const link = links.find(from, toHex(sessionId));
      if (!link) return refuse(from, sessionId, 'sessionUnknown') ?? undefined;
      const wasProved = link.channel.confirmed;
      const opened = await link.channel.open(frame);
      if (!opened.ok) return endWhereBroken(link, sessionId);
      if (!wasProved && !(await proved(link))) {
        links.end(link);
        return refuse(from, sessionId, 'pairingRefused') ?? undefined;
      }
      return { link, plaintext: opened.value };
    },
  };

  /** What comes twice is ignored; after what was lost or altered the app begins a new session. */
  function endWhereBroken(link: AppLink, sessionId: Bytes): undefined {
    if (!isBroken(link.channel)) return;
    links.end(link);
    refuse(link.address, sessionId, 'sessionUnknown');
    notice({ type: 'refused', because: 'frame' });
  }
}

/** Read afresh: the compiler does not know that `open` changes it. */
const isBroken = (channel: SecureChannel): boolean => channel.broken;

const newPairing = (
  link: AppLink,
  { appKey, appName, now }: { appKey: Bytes; appName: string; now: number },
): BridgePairing => ({
  address: link.address,
  appKey: toBase64Url(appKey),
  appName,
  digits: pairingDigits(link.channel.handshakeHash),
  accepted: false,
  pairedAt: now,
  lastUsedAt: now,
});
