import type { SyncEvent, TabMessage } from '#sync/ports.ts';
import { fetchContents } from './content-acts.ts';
import type { AppContext } from './context.ts';
import { uploadId } from './outbox-acts.ts';
import { fetchCreated } from './pending-acts.ts';
import { refreshView } from './refresh-view.ts';
import { syncErrorCode } from './remote-error.ts';

/** What the sync core did, for the screens. */
export function onSyncEvent(context: AppContext, event: SyncEvent): void {
  const { view } = context;
  const session = context.opened();
  switch (event.kind) {
    case 'running':
      view.running = event.running;
      break;
    case 'reached':
      view.online = event.online;
      break;
    case 'succeeded':
      view.lastSuccessAt = event.at;
      view.syncError = undefined;
      void refreshView(context).then(() => fetchCreated(context));
      break;
    case 'failed':
      view.syncError = syncErrorCode(event.error);
      break;
    case 'sending':
      view.sending = event.ns;
      void refreshView(context);
      break;
    case 'upload': {
      const title = view.outbox.find((line) => line.id === String(event.n))?.title ?? '';
      view.putTransfer({
        id: uploadId(event.n),
        title,
        direction: 'up',
        done: event.done,
        total: event.total,
      });
      break;
    }
    case 'uploadEnded':
      view.endTransfer(uploadId(event.n));
      break;
    case 'offeredAgain':
      view.offeredAgain += event.commands;
      void refreshView(context);
      break;
    case 'outbox':
      void refreshView(context);
      break;
    case 'leaseEnded':
      view.leasesEnded += event.dossierIds.length;
      for (const dossierId of event.dossierIds) view.raiseRevision(dossierId);
      void refreshView(context);
      break;
    case 'dossier':
    case 'removed':
      view.raiseRevision(event.dossierId);
      void refreshView(context);
      if (session && event.kind === 'dossier') void fetchContents(context, session, event.dossierId);
  }
}

/** Another tab of this vault wrote, sent or fetched. */
export function onTabMessage(context: AppContext, message: TabMessage): void {
  if (message.kind === 'wake') return;
  if (message.kind === 'reached') {
    context.view.online = message.online;
    return;
  }
  if (message.kind === 'exchanged') {
    context.view.lastSuccessAt = message.done ? context.clock.now() : undefined;
    return;
  }
  if (message.kind === 'dossier') context.view.raiseRevision(message.dossierId);
  else for (const line of context.view.dossiers) context.view.raiseRevision(line.dossierId);
  void refreshView(context);
}
