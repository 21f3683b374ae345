import { DataStore, Upload } from '@tus/server';
import type { Readable } from 'node:stream';
import { discardUpload, finishUpload, type FinishDeps } from './upload-finish.ts';
import { UploadRefusal } from './upload-refusal.ts';
import type { UploadRow } from './upload-rows.ts';

/**
 * Where @tus/server puts the bytes: sealed on their way, a sealed blob once whole. Each method runs under the upload's
 * lock. The row is made by whoever knows the caller, before `create`.
 */
export class SealedDataStore extends DataStore {
  readonly #deps: FinishDeps;

  constructor(deps: FinishDeps) {
    super();
    this.#deps = deps;
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
  }

  override async create(file: Upload): Promise<Upload> {
    await this.#deps.transfers.create(file.id);
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

  async #finish(row: UploadRow): Promise<void> {
    if ((await finishUpload(this.#deps, row)) === 'hashMismatch') throw new UploadRefusal('hashMismatch');
  }
}
