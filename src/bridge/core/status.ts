import type { CardStation } from '#cards/station.ts';
import type { BridgeStatus } from '#wire/bridge.ts';

/** What apps are told of the readers: the one that holds a card, else the first. */
export function bridgeStatusOf(stations: readonly CardStation[], hasScreen: boolean): BridgeStatus {
  const connected = stations.filter((station) => station.state().connected);
  const shown = connected.find((station) => station.state().cardPresent) ?? connected[0];
  const screen = hasScreen ? 'screen' : null;
  return {
    reader: shown ? shown.name.slice(0, 200) : null,
    cardPresent: shown?.state().cardPresent ?? false,
    ownPinEntry: shown?.state().ownPinEntry === 'pinPad' ? 'pinPad' : screen,
  };
}
