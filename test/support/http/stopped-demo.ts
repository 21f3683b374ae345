import { unwrap } from '#base/result.ts';
import { furnishingDevice, type FurnishingDevice } from '#demo/server/device.ts';
import { furnish } from '#demo/server/furnish.ts';
import { openWorld, worldFiles } from '#demo/server/world.ts';
import { readConfig } from '#server/config.ts';
import { openServer, type RelaisServer } from '#server/server.server.ts';
import type { DemoProcess } from './processes.ts';

/** The server of a demonstration whose process does not run, with devices of its professionals. */
export type StoppedDemo = {
  readonly server: RelaisServer;
  readonly deviceOf: (card: string) => Promise<FurnishingDevice>;
};

/** Acts on the data of a demonstration between two runs of its process, by the server's own rules. */
export async function whileStopped<T>(
  { folder, origin }: Pick<DemoProcess, 'folder' | 'origin'>,
  act: (stopped: StoppedDemo) => Promise<T>,
): Promise<T> {
  const world = await openWorld(folder, Date.now());
  const env = { ORIGIN: origin, RELAIS_DATA: folder, RELAIS_KEY_FILE: worldFiles(folder).operatorKey };
  const server = unwrap(await openServer(unwrap(readConfig(env, 'demo'))));
  try {
    await furnish(server, world);
    return await act({
      server,
      deviceOf(id) {
        const card = world.cards[id];
        if (!card) throw new Error('a demonstration card is missing');
        return furnishingDevice(server, card);
      },
    });
  } finally {
    await server.close();
  }
}
