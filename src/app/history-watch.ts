import type { TreeHeadRepository } from '#store/tree-head-repository.ts';
import type { AppContext } from './context.ts';
import type { HistoryCheck } from './history-check.ts';
import { loadLate } from './load-late.ts';

/** Whether the history of traces goes on from what this device saw before; what is found stays in the view. */
export function historyWatch(context: AppContext, heads: TreeHeadRepository): () => Promise<boolean> {
  let kept: { instanceId: string; history: HistoryCheck } | undefined;

  async function checkOf(instanceId: string): Promise<HistoryCheck | undefined> {
    if (kept?.instanceId === instanceId) return kept.history;
    const part = await loadLate(() => import('./history-check.ts'));
    const api = await loadLate(context.api);
    if (!part.ok || !api.ok) return undefined;
    const history = part.value.historyCheck({
      api: async () => api.value,
      heads,
      clock: context.clock,
      instanceId,
    });
    kept = { instanceId, history };
    return history;
  }

  return async () => {
    const instanceId = context.account.session?.instanceId;
    const history = instanceId === undefined ? undefined : await checkOf(instanceId);
    if (!history) return false;
    const { altered, checked, restoredAt } = await history.check(true);
    context.view.alteredHistory = altered;
    context.view.historyChecked = checked;
    context.view.serverRestoredAt = restoredAt;
    return true;
  };
}
