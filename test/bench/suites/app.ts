import { offlineReload } from '../app/offline-reload.ts';
import { tracedWrites } from '../app/traced-writes.ts';
import type { Suite } from '../suite.ts';

export const measure: Suite = async ({ progress }) => {
  progress('offline reload');
  return await offlineReload();
};
