import { err, type Result } from '#base/result.ts';
import { loadLate } from './load-late.ts';
import type { AppError } from './port.ts';
import type { OpenDesk } from './reading-desk.ts';
import type { ReadingDesk } from './reading-port.ts';
import { appErrorOf } from './remote-error.ts';

export type LateDesk = {
  reading: ReadingDesk;
  open(): Promise<Result<OpenDesk, AppError>>;
  /** The desk, where it was opened before. */
  ifOpen(act: (desk: OpenDesk) => void): void;
  /** A page shows stations. Returns the way to stop. */
  watch(): () => void;
};

/** The desk comes with the first page that shows stations, or the first act with a card. */
export function lateDesk(deps: { usb: boolean; load: () => Promise<OpenDesk> }): LateDesk {
  let opening: Promise<Result<OpenDesk, AppError>> | undefined;
  let opened: OpenDesk | undefined;

  async function load(): Promise<Result<OpenDesk, AppError>> {
    const desk = await loadLate(deps.load);
    if (desk.ok) opened = desk.value;
    else opening = undefined;
    return desk.ok ? desk : err(appErrorOf(desk.error));
  }
  const open = (): Promise<Result<OpenDesk, AppError>> => (opening ??= load());

  async function withDesk<T>(
    act: (desk: OpenDesk) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> {
    const desk = await open();
    return desk.ok ? act(desk.value) : desk;
  }

  return {
    open,
    ifOpen: (act) => opened && act(opened),
    watch() {
      let stop: (() => void) | 'stopped' | undefined;
      void open().then((desk) => {
        if (desk.ok && stop !== 'stopped') stop = desk.value.watch();
      });
      return () => {
        if (typeof stop === 'function') stop();
        stop = 'stopped';
      };
    },
    reading: {
      usb: deps.usb,
      chooseReader: () => withDesk((desk) => desk.chooseReader()),
      async forgetReader(id) {
        await opened?.forgetReader(id);
      },
      chooseStation: (id) => opened?.chooseStation(id),
      pair: (fragment) => withDesk((desk) => desk.pair(fragment)),
      endPairing: (id) => withDesk((desk) => desk.endPairing(id)),
      async selfTest(id) {
        if (!opened) throw new Error('a station is shown by an open desk only');
        return opened.selfTest(id);
      },
    },
  };
}
