import type { DeviceId } from '#base/brand.ts';
import { toHex, type Bytes } from '#base/bytes.ts';
import type { Timer } from '#base/timer.ts';
import type { SecureChannel } from '#wire/bridge-channel/channel.ts';
import { encodeMessage } from '#wire/bridge-channel/messages.ts';
import type { BridgeMessage } from '#wire/bridge.ts';
import type { RelayClient } from '#wire/client/relay-client.ts';

/** One session with one app: what it sends arrives in order, or the session ends. */
export interface AppLink {
  readonly address: DeviceId;
  /** Hex of the session id in its frames. */
  readonly sessionId: string;
  readonly channel: SecureChannel;
  /** Ends with the session. */
  readonly signal: AbortSignal;
  /** A card request is under way: one at a time. */
  busy: boolean;
  send(message: BridgeMessage): void;
  /** A frame that stands before all messages: the answer to the hello. */
  sendFrame(frame: Bytes): void;
  /** Resolves when all that was sent so far arrived, or will not. */
  flushed(): Promise<void>;
  /** Sends nothing more, and lets nothing begin that was asked for here. What was sent before is still delivered. */
  end(): void;
}

/** A frame that did not arrive is sent again after these delays, ms: the app ignores what comes twice. */
const AGAIN_AFTER_MS = [300, 1000, 2000, 4000];

export function createAppLink(
  deps: { readonly relay: Pick<RelayClient, 'send'>; readonly timer: Timer },
  session: { readonly address: DeviceId; readonly sessionId: Bytes; readonly channel: SecureChannel },
): AppLink {
  const { address, channel } = session;
  const over = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  const inOrder = (work: () => Promise<void>): void => {
    last = last.then(work).catch(() => over.abort());
  };
  async function deliver(frame: Bytes): Promise<void> {
    if (!(await sendFrame(deps, address, frame))) over.abort();
  }

  return {
    address,
    sessionId: toHex(session.sessionId),
    channel,
    signal: over.signal,
    busy: false,
    send(message) {
      if (over.signal.aborted) return;
      const plaintext = encodeMessage(message);
      inOrder(async () => {
        const frame = await channel.seal(plaintext);
        plaintext.fill(0);
        await deliver(frame);
      });
    },
    sendFrame: (frame) => inOrder(() => deliver(frame)),
    flushed: () => last.then(() => undefined),
    end: () => over.abort(),
  };
}

/** True once the relay took it; false where it will not, or did not for as long as we try. */
export async function sendFrame(
  { relay, timer }: { readonly relay: Pick<RelayClient, 'send'>; readonly timer: Timer },
  to: DeviceId,
  frame: Bytes,
): Promise<boolean> {
  for (const delayMs of [...AGAIN_AFTER_MS, undefined]) {
    const sent = await relay.send({ to, frame });
    if (sent.ok) return true;
    const passing = sent.error.type === 'Unreachable' || sent.error.code === 'peerAway';
    if (!passing || delayMs === undefined) return false;
    await new Promise<void>((resolve) => timer.after(delayMs, resolve));
  }
  return false;
}
