import { createContext } from 'svelte';
import type { DossierId, InsC } from '#base/brand.ts';
import { EMPTY_CREATION, type CreationDraft } from '#domain/consent/creation-steps.ts';
import type { BeneficiaryIdentity } from '#domain/identity/beneficiary.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';

/** A person of the card whose identifier could be computed. */
export type IdentifiedPerson = { readonly traits: HolderTraits; readonly insC: InsC };

/** `readAt`: ms, clock of the device. No NIR is in it. */
export type CardRead = { readonly readAt: number; readonly persons: readonly BeneficiaryIdentity[] };

/** What was read from the last carte Vitale, from page to page; in memory only, never in an address or a storage. */
export interface VitaleSession {
  readonly card: CardRead | undefined;
  readonly chosen: IdentifiedPerson | undefined;
  /** The creation under way for `chosen`. */
  readonly creation: CreationDraft;
  /** The closed dossier of `chosen` that the creation's steps are to open again (EX_1.2-1030). */
  readonly reopening: DossierId | undefined;
  cardRead(card: CardRead): void;
  /** Another person begins a creation afresh. */
  choose(person: IdentifiedPerson): void;
  reopen(dossierId: DossierId): void;
  keepCreation(draft: CreationDraft): void;
  forget(): void;
}

export function createVitaleSession(): VitaleSession {
  let card = $state.raw<CardRead>();
  let chosen = $state.raw<IdentifiedPerson>();
  let creation = $state.raw<CreationDraft>(EMPTY_CREATION);
  let reopening = $state.raw<DossierId>();
  return {
    get card() {
      return card;
    },
    get chosen() {
      return chosen;
    },
    get creation() {
      return creation;
    },
    get reopening() {
      return reopening;
    },
    cardRead(read) {
      reopening = undefined;
      card = read;
      chosen = undefined;
      creation = EMPTY_CREATION;
    },
    choose(person) {
      reopening = undefined;
      if (person.insC !== chosen?.insC) creation = EMPTY_CREATION;
      chosen = person;
    },
    reopen(dossierId) {
      reopening = dossierId;
      creation = EMPTY_CREATION;
    },
    keepCreation(draft) {
      creation = draft;
    },
    forget() {
      card = undefined;
      reopening = undefined;
      chosen = undefined;
      creation = EMPTY_CREATION;
    },
  };
}

/** Set by the frame, which forgets it when the vault closes. */
export const [getVitaleSession, setVitaleSession] = createContext<VitaleSession>();
