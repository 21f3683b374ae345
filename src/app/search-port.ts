import type { DossierId } from '#base/brand.ts';
import type { Result } from '#base/result.ts';
import type { SearchAnswer } from '#documents/search/answer.ts';
import type { FilterChoices, SearchFilters } from '#documents/search/filters.ts';
import type { MergedAnswer } from '#documents/search/merge-hits.ts';
import type { AppError } from './port.ts';

/** Search inside documents, on this device and without a network. */
export interface SearchDesk {
  /** In one dossier, with what was written here and is not sent yet. */
  inDossier(
    dossierId: DossierId,
    typed: string,
    filters: SearchFilters,
    limit: number,
  ): Promise<Result<SearchAnswer, AppError>>;
  /** What the filters of a dossier can be set to. */
  choices(dossierId: DossierId): Promise<Result<FilterChoices, AppError>>;
  /** In every dossier that this device holds; one that cannot be read is left out. */
  everywhere(typed: string, filters: SearchFilters, limit: number): Promise<Result<MergedAnswer, AppError>>;
  /** Hits of these were read on the screen: an access like any other, and noted where the server cannot see it. */
  seen(dossierIds: readonly DossierId[]): Promise<void>;
}
