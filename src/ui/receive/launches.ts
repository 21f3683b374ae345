import { RECEIVE_PATH } from '#app/shared-files.ts';
import type { HandedOver } from '../dossier/handed-over.svelte.ts';

/** Of the File Handling and Launch Handler APIs, what is used here; Chromium at a desk alone has them. */
export type LaunchQueue = { setConsumer(consume: (launch: Launch) => void): void };
type Launch = {
  readonly targetURL?: string | undefined;
  readonly files?: readonly { getFile?(): Promise<File> }[];
};

declare global {
  interface Window {
    readonly launchQueue?: LaunchQueue;
  }
}

type Deps = {
  queue: LaunchQueue;
  door: Pick<HandedOver, 'receive'>;
  isReload: boolean;
  goTo: (path: string) => void;
};

/**
 * The window that is open takes what a new one would have been opened for (`launch_handler` of the manifest), since the
 * vault is open in it alone: a file that is opened with this app goes to the page that chooses a dossier, a shortcut to
 * its page.
 */
export function followLaunches({ queue, door, isReload, goTo }: Deps): void {
  // the launch that opened this very page: its address is where the page already was
  let own = true;
  queue.setConsumer((launch) => {
    const first = own;
    own = false;
    // said again after a reload, of a file that was taken before
    if (first && isReload) return;
    void filesOf(launch).then((files) => {
      if (files.length > 0) door.receive(files);
      const path = files.length > 0 ? RECEIVE_PATH : first ? undefined : pathOf(launch.targetURL);
      if (path !== undefined) goTo(path);
    });
  });
}

/** A file that was moved or withdrawn since is left out. */
async function filesOf({ files = [] }: Launch): Promise<File[]> {
  const read = await Promise.allSettled(files.map(async (handle) => handle.getFile?.()));
  return read.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : []));
}

function pathOf(target: string | undefined): string | undefined {
  if (target === undefined || !URL.canParse(target)) return undefined;
  const { pathname, search } = new URL(target);
  return pathname + search;
}

export const isReload = (): boolean =>
  performance.getEntriesByType('navigation').some((entry) => 'type' in entry && entry.type === 'reload');
