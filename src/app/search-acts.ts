import { err, ok } from '#base/result.ts';
import type { AppContext } from './context.ts';
import { loadLate } from './load-late.ts';
import type { Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import type { SearchDesk } from './search-port.ts';

export function searchActs(context: AppContext): Pick<Relais, 'search'> {
  let desk: SearchDesk | undefined;
  return {
    async search() {
      const part = await loadLate(() => import('./search-desk.ts'));
      if (!part.ok) return err(appErrorOf(part.error));
      return ok((desk ??= part.value.searchDesk(context)));
    },
  };
}
