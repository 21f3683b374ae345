import type { DocumentId, DossierId } from '#base/brand.ts';
import type { DocumentFacts } from '#domain/access/question.ts';

/** Something committed in a dossier: told to the open streams, which ask again what each reader may see. */
export type Moved = {
  dossierId: DossierId;
  documentId?: DocumentId;
  /** The document as it was: who saw it then and no longer does is told too, and nobody else. */
  before?: DocumentFacts;
};

/** Carries «this dossier moved» from the writer to the open streams of this process. */
export class Notices {
  readonly #listeners = new Set<(moved: Moved) => void>();

  tell(moved: Moved): void {
    for (const listener of this.#listeners) listener(moved);
  }

  /** Returns the way to stop. */
  listen(listener: (moved: Moved) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
