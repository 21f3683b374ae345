import type { DossierId } from '#base/brand.ts';
import { concat, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { RemoteError } from '#sync/ports.ts';
import { exportPath } from '#wire/endpoints.ts';
import type { AppContext } from './context.ts';
import { nextChunk, noteReached, requestBytes, type Answered } from './fetch-bytes.ts';
import { isoDate } from './iso-date.ts';
import type { ExportedFile } from './dossier-port.ts';
import type { AppError, Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';

type MadeFor = Parameters<Relais['exportDossier']>[1];

/** The ZIP of the whole record, with its progress in the view. It goes to whoever asked for it, and is not kept. */
export async function exportDossier(
  context: AppContext,
  dossierId: DossierId,
  madeFor: MadeFor,
): Promise<Result<ExportedFile, AppError>> {
  const fileName = `dossier-${isoDate(new Date(context.clock.now()))}.zip`;
  const id = `export/${dossierId}`;
  const own = new AbortController();
  context.transfers.get(id)?.abort();
  context.transfers.set(id, own);
  const show = (done: number, total: number): void =>
    context.view.putTransfer({ id, title: fileName, direction: 'down', done, total: Math.max(done, total) });
  show(0, 0);
  const answer = await requestBytes(context.fetch, exportPath(dossierId, madeFor), own.signal);
  const bytes = answer.ok ? await readAll(answer.value, show, own.signal) : answer;
  if (context.transfers.get(id) === own) {
    context.transfers.delete(id);
    context.view.endTransfer(id);
  }
  noteReached(context.view, bytes);
  return bytes.ok ? ok({ fileName, bytes: bytes.value }) : err(appErrorOf(bytes.error));
}

async function readAll(
  { body, length }: Answered,
  show: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Result<Bytes, RemoteError>> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let done = 0;
  for (;;) {
    const chunk = await nextChunk(reader, signal);
    if (!chunk.ok) return chunk;
    if (!chunk.value) break;
    chunks.push(chunk.value);
    done += chunk.value.length;
    show(done, length ?? 0);
  }
  const bytes = concat(...chunks);
  const isWhole = (length === undefined || done === length) && hasEnd(bytes);
  // cut off on the way, where nothing else may tell
  return isWhole ? ok(bytes) : err({ type: 'Unreachable' });
}

/** The record that ends a ZIP without a comment (PKWARE APPNOTE 6.3.10, 4.3.16): a stream that was cut has none. */
function hasEnd(bytes: Bytes): boolean {
  const at = bytes.length - 22;
  return at >= 0 && new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0, true) === 0x06054b50;
}
