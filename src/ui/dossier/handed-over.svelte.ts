import { createContext } from 'svelte';
import type { DossierId } from '#base/brand.ts';

/** What another app, or a hand that let go of several at once, brought: they are added one after the other. */
export type Handed = { readonly file: File; readonly others: readonly File[] };

/**
 * The one door for a file that was not chosen on the page that adds it: dropped onto a dossier, shared by another app,
 * opened with this one. In memory only; the frame forgets it when the vault closes.
 */
export interface HandedOver {
  /** For a dossier that nobody chose yet. */
  readonly received: Handed | undefined;
  receive(files: readonly File[]): void;
  /** For the page that adds to this dossier, which is opened next: `goto('/dossier/<id>/ajouter')`. */
  give(dossierId: DossierId, files: readonly File[]): void;
  /** What was received, now that its dossier is known. */
  pass(dossierId: DossierId): void;
  /** Once: what was given for another dossier is forgotten, so that it never comes up later. */
  take(dossierId: DossierId): Handed | undefined;
  forget(): void;
}

export function createHandedOver(): HandedOver {
  let received = $state.raw<Handed>();
  let given: { readonly dossierId: DossierId; readonly handed: Handed } | undefined;
  return {
    get received() {
      return received;
    },
    receive(files) {
      received = firstOf(files);
    },
    give(dossierId, files) {
      const handed = firstOf(files);
      given = handed && { dossierId, handed };
    },
    pass(dossierId) {
      given = received && { dossierId, handed: received };
      received = undefined;
    },
    take(dossierId) {
      const taken = given?.dossierId === dossierId ? given.handed : undefined;
      given = undefined;
      return taken;
    },
    forget() {
      received = undefined;
      given = undefined;
    },
  };
}

function firstOf([file, ...others]: readonly File[]): Handed | undefined {
  return file && { file, others };
}

/** Set by the frame. */
export const [getHandedOver, setHandedOver] = createContext<HandedOver>();
