import type { DossierId } from '#base/brand.ts';
import { ok, err, type Result } from '#base/result.ts';
import type { RemoteError } from '#sync/ports.ts';
import { exportPath } from '#wire/endpoints.ts';
import type { AppContext } from './context.ts';
import { nextChunk, noteReached, requestBytes, type Answered } from './fetch-bytes.ts';
import { isoDate } from './iso-date.ts';
import type { RecordFile } from './dossier-port.ts';
import type { Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';

type MadeFor = Parameters<Relais['exportDossier']>[1];
type See = Parameters<RecordFile['readAll']>[0];

/** The ZIP of the whole record. It goes part by part to whoever asked for it, and is never whole in memory. */
export function exportDossier(context: AppContext, dossierId: DossierId, madeFor: MadeFor): RecordFile {
  const fileName = `dossier-${isoDate(new Date(context.clock.now()))}.zip`;
  return {
    fileName,
    async readAll(see) {
      const read = await fetchRecord(context, { dossierId, madeFor, fileName }, see);
      noteReached(context.view, read);
      return read.ok ? read : err(appErrorOf(read.error));
    },
  };
}

/** With its progress in the view. */
async function fetchRecord(
  context: AppContext,
  { dossierId, madeFor, fileName }: { dossierId: DossierId; madeFor: MadeFor; fileName: string },
  see: See,
): Promise<Result<void, RemoteError>> {
  const id = `export/${dossierId}`;
  const own = new AbortController();
  context.transfers.get(id)?.abort();
  context.transfers.set(id, own);
  const show = (done: number, total: number): void =>
    context.view.putTransfer({ id, title: fileName, direction: 'down', done, total: Math.max(done, total) });
  show(0, 0);
  try {
    const answer = await requestBytes(context.fetch, exportPath(dossierId, madeFor), own.signal);
    return answer.ok ? await passOn(answer.value, { see, show, signal: own.signal }) : answer;
  } finally {
    // nobody reads on, whatever ended it
    own.abort();
    if (context.transfers.get(id) === own) {
      context.transfers.delete(id);
      context.view.endTransfer(id);
    }
  }
}

async function passOn(
  { body, length }: Answered,
  to: { see: See; show: (done: number, total: number) => void; signal: AbortSignal },
): Promise<Result<void, RemoteError>> {
  const reader = body.getReader();
  let [done, end] = [0, new Uint8Array()];
  for (;;) {
    const chunk = await nextChunk(reader, to.signal);
    if (!chunk.ok) return chunk;
    if (!chunk.value) break;
    await to.see(new Uint8Array(chunk.value));
    end = lastOf(end, chunk.value);
    done += chunk.value.length;
    to.show(done, length ?? 0);
  }
  const isWhole = (length === undefined || done === length) && isEnd(end);
  // cut off on the way, where nothing else may tell
  return isWhole ? ok(undefined) : err({ type: 'Unreachable' });
}

/** Length of the record that ends a ZIP without a comment (PKWARE APPNOTE 6.3.10, 4.3.16), bytes. */
const END_BYTES = 22;

/** The last bytes of two pieces, as many as that record has. */
function lastOf(before: Uint8Array, chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  if (chunk.length >= END_BYTES) return chunk.slice(-END_BYTES);
  return Uint8Array.of(...before, ...chunk).slice(-END_BYTES);
}

/** A stream that was cut has no such record. */
const isEnd = (bytes: Uint8Array<ArrayBuffer>): boolean =>
  bytes.length === END_BYTES && new DataView(bytes.buffer).getUint32(0, true) === 0x06054b50;
