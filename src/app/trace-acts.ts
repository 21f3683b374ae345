import { utf8 } from '#base/bytes.ts';
import { ok } from '#base/result.ts';
import { askForPage, type AppContext } from './context.ts';
import { isoDate } from './iso-date.ts';
import type { Relais } from './port.ts';
import { exportDossier } from './record-export.ts';

type Acts = Pick<Relais, 'traces' | 'exportTraces' | 'exportDossier'>;

const TRACES_PER_PAGE = 50;

export function traceActs(context: AppContext): Acts {
  return {
    traces: (dossierId, cursor, filter) =>
      askForPage(context, (api) =>
        api.traces({ dossierId, cursor, limit: TRACES_PER_PAGE, ...(filter && { filter }) }),
      ),
    async exportTraces(dossierId) {
      const answer = await askForPage(context, (api) => api.exportTraces(dossierId));
      if (!answer.ok) return answer;
      const fileName = `traces-${isoDate(new Date(context.clock.now()))}.json`;
      return ok({ fileName, bytes: utf8(answer.value.json) });
    },
    exportDossier: async (dossierId, madeFor) => ok(exportDossier(context, dossierId, madeFor)),
  };
}
