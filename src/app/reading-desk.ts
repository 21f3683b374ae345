import type { PsIdNat } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardReader } from '#cards/channel.ts';
import type { LocalStationDeps } from '#cards/local-station.ts';
import type { StationError } from '#cards/station.ts';
import type { VitaleReading } from '#cards/vitale/records.ts';
import { bridgeSources, type BridgeSourcesDeps } from './bridge-sources.ts';
import { cardArrivals } from './card-arrivals.ts';
import { storedCpsCache } from './card-cache.ts';
import { cardIdentities } from './card-identity.ts';
import { firstThatHolds } from './first-that-holds.ts';
import { localSources } from './local-sources.ts';
import type { AppError } from './port.ts';
import type { ReadingDesk } from './reading-port.ts';
import { selfTest } from './self-test.ts';
import type { PresentedCard } from './card-login.ts';
import { chosenSource, stateOf, stationLine, stationsToTry, type StationSource } from './stations.ts';
import type { ViewState } from './view.svelte.ts';

export type ReadingDeskDeps = BridgeSourcesDeps & {
  view: ViewState;
  /** Undefined where the browser has no WebUSB. */
  usb: USB | undefined;
  demoReader: CardReader | undefined;
  instanceId: LocalStationDeps['instanceId'];
  /** Whether this professional keeps a vault on this device. */
  keepsVault: (owner: PsIdNat) => Promise<boolean>;
};

/** The desk with what the app itself asks of it. */
export interface OpenDesk extends Omit<ReadingDesk, 'usb'> {
  readVitale(): Promise<Result<VitaleReading, StationError>>;
  /** The CPS that a sign-in is done with, and where it lies. */
  presentedCard(): Promise<Result<PresentedCard, StationError>>;
  /** After a login: how many tries are left, where the card said so. */
  loginDone(card: PresentedCard, error: AppError | undefined): void;
  /** A page shows stations. Returns the way to stop. */
  watch(): () => void;
  /** The session is over: the next card is for a sign-in. */
  look(): void;
  /** The network, or a reader that another tab held, may be back. */
  wake(): void;
}

/** All stations of this device, the one chosen, and the cards in them. */
export async function openReadingDesk(deps: ReadingDeskDeps): Promise<OpenDesk> {
  const { view, repository, usb, clock, deviceName } = deps;
  const remembered = await repository.chosenStation();
  const choice = {
    picked: undefined as string | undefined,
    remembered: remembered.ok ? remembered.value : undefined,
  };
  const cache = storedCpsCache(repository, clock, deps.keepsVault);
  const identities = cardIdentities(() => refresh());
  const arrivals = cardArrivals();
  const local = localSources({ ...deps, cache }, () => refresh());
  const readers = usb && (await (await import('#readers/webusb.ts')).webUsbReaders(usb));
  const bridges = await bridgeSources(deps, () => refresh());
  readers?.onChange(() => refresh());
  /** Pages, and whoever waits for a card to be taken out. */
  let watchers = 0;
  let stopBridges: (() => void) | undefined;

  const sources = (): readonly StationSource[] => [
    ...(deps.demoReader ? [local.simulated(deps.demoReader)] : []),
    ...local.usb(readers?.list() ?? []),
    ...bridges.list(),
  ];
  const chosen = (all = sources()): StationSource | undefined => chosenSource(all, choice);
  const toTry = () => stationsToTry(sources(), chosen());

  /** By a tap on it, or since it was just added. */
  function choose(id: string): void {
    choice.picked = choice.remembered = id;
    refresh();
    void repository.chooseStation(id);
  }

  function refresh(): void {
    const all = sources();
    const now = chosen(all);
    identities.keepOnly((id) => all.some((source) => source.id === id && stateOf(source).cardPresent));
    look(now);
    view.cardsCame = arrivals.count(all);
    view.stationLines = all.map((source) => stationLine(source, source === now));
    view.triesOfCard = identities.triesLeft(now?.id);
  }

  /** Without a session, a card is put in to sign in with: who it is, and the tries left, are read at once. */
  function look(now = chosen()): void {
    if (view.session || !now?.station || !stateOf(now).cardPresent) return;
    identities.look(now.station);
    // beforehand, so that after the code nothing waits for it
    if (now.slot) void deps.instanceId();
  }

  refresh();
  return {
    look,
    readVitale: async () => {
      const read = await firstThatHolds(toTry(), (station) => station.readVitale());
      return read.ok ? ok(read.value.value) : read;
    },
    async presentedCard() {
      const read = () => firstThatHolds(toTry(), (station) => identities.of(station));
      let held = await read();
      // a bridge tells its state as it connects: what was read before that may have been forgotten
      if (held.ok && !identities.holds(held.value.station.id, held.value.value)) held = await read();
      if (!held.ok) return held;
      const { station, value: identity } = held.value;
      return ok({ station, identity, isStillIn: () => identities.holds(station.id, identity) });
    },
    loginDone({ station }, error) {
      const card = error?.type === 'Card' ? error.card : undefined;
      if (card?.type === 'WrongPin') identities.noteTries(station.id, card.triesLeft);
      else if (card?.type === 'PinBlocked') identities.noteTries(station.id, 0);
      else if (card) {
        // another card, or one that behaves otherwise than it did: it is read anew
        identities.forget(station.id);
        refresh();
      } else if (!error) identities.noteTries(station.id, undefined);
    },
    watch() {
      watchers++;
      stopBridges ??= bridges.watch();
      look();
      let over = false;
      return () => {
        if (over) return;
        over = true;
        if (--watchers > 0) return;
        stopBridges?.();
        stopBridges = undefined;
      };
    },
    wake() {
      void readers?.retry();
      bridges.wake();
    },
    async chooseReader() {
      const found = await readers?.choose();
      if (!found?.ok) return err({ type: 'Cancelled' });
      // one that cannot be used takes the place of none that can
      if (sources().some(({ id, problem }) => id === found.value && !problem)) choose(found.value);
      else refresh();
      return ok(undefined);
    },
    async forgetReader(id) {
      // of a reader with several slots, each is a station
      const reader = readers?.list().find((one) => id === one.id || id.startsWith(`${one.id}#`));
      if (reader) await readers?.forget(reader.id);
    },
    chooseStation: choose,
    async pair(fragment) {
      const paired = await bridges.pair(fragment);
      if (paired.ok) choose(paired.value.id);
      return paired;
    },
    endPairing: (id) => bridges.endPairing(id),
    async selfTest(id) {
      const source = sources().find((one) => one.id === id);
      if (!source) throw new Error('no such station');
      return selfTest({ clock, browser: deviceName }, source);
    },
  };
}
