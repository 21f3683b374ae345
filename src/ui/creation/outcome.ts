import type { DossierId } from '#base/brand.ts';

/** How a creation ended. `at`: ms, clock of the device. */
export type CreationOutcome =
  | { kind: 'created'; dossierId: DossierId; at: number; mayConsult: false }
  /** The DMP existed already: no second one was made. */
  | { kind: 'existing'; dossierId: DossierId; mayConsult: boolean }
  /** Written without a network: leaves by itself, and is not to be done again. */
  | { kind: 'waiting'; dossierId: DossierId | undefined; authorised: boolean };
