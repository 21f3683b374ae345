import { DataStore, Upload } from '@tus/server';
import type { Readable } from 'node:stream';
import { bytesOf } from './transfer-file.ts';
import { discardUpload, finishUpload, sealUpload, type FinishDeps } from './upload-finish.ts';
import { UploadRefusal } from './upload-refusal.ts';
import type { UploadRow } from './upload-rows.ts';

type StoreDeps = FinishDeps & {
  /** Whether all of this upload comes with its creation: then it needs no place on its way. */
  comesWhole(uploadId: string): boolean;
};

/**
 * Where @tus/server puts the bytes: sealed on their way, a sealed blob once whole. Each method runs under the upload's
 * lock. The row is made by whoever knows the caller, before `create`.
 */
export class SealedDataStore extends DataStore {
  readonly #deps: StoreDeps;

  constructor(deps: StoreDeps) {
    super();
    this.#deps = deps;
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
  }

  override async create(file: Upload): Promise<Upload> {
    if (!this.#deps.comesWhole(file.id)) await this.#deps.transfers.create(file.id);
    return file;
  }

  /** The bytes that are on disk now; an upload that was whole when the server stopped is finished here. */
  override async getUpload(id: string): Promise<Upload> {
    const row = await this.#rowOf(id);
    const offset = row.completedAt === null ? await this.#deps.transfers.length(id) : row.size;
    if (row.completedAt === null && offset === row.size) await this.#finish(row);
    return new Upload({ id, size: row.size, offset });
  }

  override async write(content: Readable, id: string): Promise<number> {
    const row = await this.#rowOf(id);
    if (row.completedAt !== null) return row.size;
    if (this.#deps.comesWhole(id)) return this.#sealWhole(row, content);
    const offset = await this.#deps.transfers.append(id, this.#deps.rows.openKey(row), content);
    if (offset === row.size) await this.#finish(row);
    return offset;
  }

  override async remove(id: string): Promise<void> {
    await discardUpload(this.#deps, id);
  }

  async #rowOf(id: string): Promise<UploadRow> {
    const row = await this.#deps.rows.find(id);
    if (!row) throw new UploadRefusal('unknown');
    return row;
  }

  async #sealWhole(row: UploadRow, content: Readable): Promise<number> {
    const sealed = await sealUpload(this.#deps, row, bytesIn(content));
    if (sealed === 'hashMismatch') throw new UploadRefusal('hashMismatch');
    return row.size;
  }

  async #finish(row: UploadRow): Promise<void> {
    if ((await finishUpload(this.#deps, row)) === 'hashMismatch') throw new UploadRefusal('hashMismatch');
  }
}

async function* bytesIn(content: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) yield bytesOf(chunk);
}
