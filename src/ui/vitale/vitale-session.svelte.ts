import { createContext } from 'svelte';
import type { InsC } from '#base/brand.ts';
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
  cardRead(card: CardRead): void;
  /** Another person begins a creation afresh. */
  choose(person: IdentifiedPerson): void;
  keepCreation(draft: CreationDraft): void;
  forget(): void;
}

export function createVitaleSession(): VitaleSession {
  let card = $state.raw<CardRead>();
  let chosen = $state.raw<IdentifiedPerson>();
  let creation = $state.raw<CreationDraft>(EMPTY_CREATION);
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
    cardRead(read) {
      card = read;
      chosen = undefined;
      creation = EMPTY_CREATION;
    },
    choose(person) {
      if (person.insC !== chosen?.insC) creation = EMPTY_CREATION;
      chosen = person;
    },
    keepCreation(draft) {
      creation = draft;
    },
    forget() {
      card = undefined;
      chosen = undefined;
      creation = EMPTY_CREATION;
    },
  };
}

/** Set by the frame, which forgets it when the vault closes. */
export const [getVitaleSession, setVitaleSession] = createContext<VitaleSession>();
