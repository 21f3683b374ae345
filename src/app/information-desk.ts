import { ok } from '#base/result.ts';
import { informationOutput } from '#wire/information.ts';
import * as z from 'zod/mini';
import { askForPage, type AppContext } from './context.ts';
import type { InformationDesk, KeptInformation, Notes } from './information-port.ts';

const NAME = 'relais-information';
/** So old it may be before it is asked for again by itself; ms. */
const YOUNG_MS = 24 * 3600_000;
const NO_NOTES: Notes = { getItem: () => null, setItem: () => undefined };
const row = z.object({ information: informationOutput, receivedAt: z.int() });

export function informationDesk(context: AppContext, notes: Notes = NO_NOTES): InformationDesk {
  const { clock } = context;
  const isYoung = (kept: KeptInformation | undefined): boolean =>
    kept !== undefined && Math.abs(clock.now() - kept.receivedAt) < YOUNG_MS;
  const desk: InformationDesk = {
    kept: () => readKept(notes),
    async refresh() {
      const answer = await askForPage(context, (api) => api.information());
      if (!answer.ok) return answer;
      const kept = { information: answer.value, receivedAt: clock.now() };
      write(notes, kept);
      return ok(kept);
    },
    keepYoung: async () => isYoung(desk.kept()) || (await desk.refresh()).ok,
  };
  return desk;
}

/** Undefined where there is none, or none that this version understands. */
function readKept(notes: Notes): KeptInformation | undefined {
  try {
    const read = row.safeParse(JSON.parse(notes.getItem(NAME) ?? 'null'));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

function write(notes: Notes, kept: KeptInformation): void {
  try {
    notes.setItem(NAME, JSON.stringify(kept));
  } catch {
    // shown now, not later
  }
}
