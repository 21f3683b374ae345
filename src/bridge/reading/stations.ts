import type { CardReader } from '#cards/channel.ts';
import type { CardStation } from '#cards/station.ts';
import type { Stations } from '../core/ports.ts';
import type { ReaderSource } from './reader-source.ts';

/** One station for each reader, the same one as long as the reader is there. */
export function createStations(
  source: Pick<ReaderSource, 'list' | 'onChange'>,
  stationOf: (reader: CardReader, id: string) => CardStation,
): Stations {
  const known = new Map<CardReader, { station: CardStation; stop: () => void }>();
  const listeners = new Set<() => void>();
  let count = 0;
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  function follow(): readonly CardStation[] {
    const readers = source.list();
    for (const [reader, { stop }] of known) {
      if (readers.includes(reader)) continue;
      stop();
      known.delete(reader);
    }
    return readers.map((reader) => known.get(reader)?.station ?? add(reader));
  }

  function add(reader: CardReader): CardStation {
    const station = stationOf(reader, `reader-${++count}`);
    known.set(reader, { station, stop: station.onChange(changed) });
    return station;
  }

  source.onChange(() => {
    // before the reader is forgotten: a dialogue at it hears that it is gone
    changed();
    follow();
  });
  return {
    list: follow,
    onChange(listener) {
      follow();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
