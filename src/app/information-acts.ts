import { err, ok } from '#base/result.ts';
import type { AppContext } from './context.ts';
import type { Notes } from './information-port.ts';
import { loadLate } from './load-late.ts';
import type { Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';

/** `notes` is undefined where nothing may be kept in the open: then nothing is. */
export function informationActs(context: AppContext, notes: Notes | undefined): Pick<Relais, 'information'> {
  return {
    async information() {
      const part = await loadLate(() => import('./information-desk.ts'));
      return part.ok ? ok(part.value.informationDesk(context, notes)) : err(appErrorOf(part.error));
    },
  };
}
