import type { DossierId } from '#base/brand.ts';
import { isNews } from '#domain/round/news.ts';
import type { AppContext } from './context.ts';
import { cachedDossier } from './dossier-acts.ts';
import type { VisitFacts } from './round-port.ts';

/**
 * What is to be known on the way to each of these holders, as far as their dossiers are on this device and open to its
 * professional. Nothing of it counts as a consultation: no document is named.
 */
export async function visitFacts(
  context: AppContext,
  dossierIds: readonly DossierId[],
): Promise<VisitFacts[]> {
  const facts: VisitFacts[] = [];
  const me = context.view.owner?.psIdNat;
  for (const dossierId of dossierIds) {
    const found = await cachedDossier(context, dossierId);
    if (!found.ok) continue;
    const { header, entries, lastVisitAt } = found.value;
    const news = entries.filter((entry) => entry.status !== 'deleted' && isNews(entry, { lastVisitAt, me }));
    const { address } = header.holderData;
    facts.push({ dossierId, news: news.length, ...(address && { address }) });
  }
  return facts;
}
