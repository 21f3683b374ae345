import type { CardReader } from '#cards/channel.ts';
import type { Result } from '#base/result.ts';
import type { CardStation, StationError, StationState } from '#cards/station.ts';
import type { StationLine } from './reading-port.ts';

/** Where cards may be read: a station, or a reader that cannot be one and says why. */
export type StationSource = Pick<StationLine, 'id' | 'name' | 'kind' | 'problem' | 'reader' | 'pairing'> & {
  /** Undefined where there is a problem. */
  readonly station: CardStation | undefined;
  /** Of a reader at this machine: for the self-test, which counts what passes. */
  readonly slot: CardReader | undefined;
  /** Of a bridge: meets it, and no card. */
  readonly connect: (() => Promise<Result<void, StationError>>) | undefined;
};

const NOT_THERE: StationState = {
  connected: false,
  cardPresent: false,
  ownPinEntry: undefined,
  waitingFor: undefined,
};

export const stateOf = ({ station }: StationSource): StationState => station?.state() ?? NOT_THERE;

/**
 * The station of the next act: the one that was tapped; else one with a card in it, the remembered one before others;
 * else the remembered one, then any that answers.
 */
export function chosenSource(
  sources: readonly StationSource[],
  { picked, remembered }: { picked: string | undefined; remembered: string | undefined },
): StationSource | undefined {
  const usable = sources.filter(({ problem }) => problem === undefined);
  const named = (id: string | undefined) => usable.find((source) => source.id === id);
  const withCard = usable.filter((source) => stateOf(source).cardPresent);
  return (
    named(picked) ??
    withCard.find(({ id }) => id === remembered) ??
    withCard[0] ??
    named(remembered) ??
    usable.find((source) => stateOf(source).connected) ??
    usable[0]
  );
}

/** The chosen one, then others with a card in them: in a reader with two slots the two cards have a slot each. */
export function stationsToTry(
  sources: readonly StationSource[],
  chosen: StationSource | undefined,
): readonly CardStation[] {
  const others = sources.filter((source) => source !== chosen && stateOf(source).cardPresent);
  return [chosen, ...others].flatMap((source) => source?.station ?? []);
}

export const stationLine = (source: StationSource, chosen: boolean): StationLine => {
  const { id, name, kind, problem, reader, pairing } = source;
  const { connected, cardPresent, ownPinEntry, waitingFor } = stateOf(source);
  return {
    id,
    name,
    kind,
    problem,
    reader,
    pairing,
    connected,
    cardPresent,
    ownPinEntry,
    waitingFor,
    chosen,
  };
};
