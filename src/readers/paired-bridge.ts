import { toBase64Url, type Bytes } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import type { CardStation, Pin, StationError } from '#cards/station.ts';
import { createBridgeConnection, type BridgeConnectionDeps } from './bridge-connection.ts';
import type { Asked } from './bridge-talk.ts';
import { parseAnswer } from './bridge-values.ts';

/** A station behind a bridge. It connects while somebody watches it, and for each act. */
export interface PairedBridge extends CardStation {
  readonly kind: 'bridge';
  /** Why it cannot be used at all. */
  problem(): StationError | undefined;
  /** Asks the bridge how it is, and no card. */
  meet(): Promise<Result<void, StationError>>;
  /** A page shows it: connects, reconnects, and follows its card. Returns the way to stop. */
  watch(): () => void;
  /** The network may be back. */
  wake(): void;
  close(): void;
}

export type PairedBridgeDeps = Omit<BridgeConnectionDeps, 'onChange'> & {
  /** An act succeeded; `accepted` where it was one that a new pairing has to be accepted for. */
  onUsed(use: { accepted: boolean }): void;
};

export function createPairedBridge(deps: PairedBridgeDeps): PairedBridge {
  const { id, name } = deps.pairing;
  const listeners = new Set<() => void>();
  const onChange = (): void => listeners.forEach((listener) => listener());
  const connection = createBridgeConnection({ ...deps, onChange });

  async function act<T>(
    request: Asked,
    parse: (value: unknown) => Result<T, StationError>,
    secret?: Bytes,
  ): Promise<Result<T, StationError>> {
    try {
      const answer = await connection.act(request, secret);
      const value = answer.ok ? parse(answer.value) : answer;
      if (value.ok) deps.onUsed({ accepted: 'pin' in request });
      return value;
    } finally {
      secret?.fill(0);
    }
  }

  return {
    id,
    name,
    kind: 'bridge',
    state: () => connection.state(),
    problem: () => connection.problem(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async meet() {
      const status = await connection.act({ verb: 'status' });
      return status.ok ? ok(undefined) : status;
    },
    watch: () => connection.watch(),
    wake: () => connection.wake(),
    close: () => connection.close(),
    readVitale: () => act({ verb: 'readVitale' }, parseAnswer.readVitale),
    cpsIdentity: () => act({ verb: 'cpsIdentity' }, parseAnswer.cpsIdentity),
    cpsLogin: ({ nonce, jkt, pin, ...card }) =>
      act(
        { verb: 'cpsLogin', nonce: toBase64Url(nonce), jkt: toBase64Url(jkt), pin: travelling(pin), ...card },
        parseAnswer.cpsLogin,
        typed(pin),
      ),
    cpsUnlock: ({ vaultId, salt, pin, ...card }) =>
      act(
        {
          verb: 'cpsUnlock',
          vaultId: toBase64Url(vaultId),
          salt: toBase64Url(salt),
          pin: travelling(pin),
          ...card,
        },
        parseAnswer.cpsUnlock,
        typed(pin),
      ),
  };
}

/** The digits go beside the JSON, as bytes that can be wiped. */
const typed = (pin: Pin): Bytes | undefined => (pin === 'atStation' ? undefined : pin);
const travelling = (pin: Pin): 'typed' | 'atStation' => (pin === 'atStation' ? 'atStation' : 'typed');
