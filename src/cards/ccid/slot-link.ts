import type { Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import type { Limits } from './awaited.ts';
import type { CcidLink } from './link.ts';
import type { CcidAnswer, CcidCommand } from './messages.ts';

/** The link as one slot sees it. */
export interface SlotLink {
  command(command: CcidCommand, limits?: Limits): Promise<Result<CcidAnswer, CardError>>;
  hurry(withinMs: number): void;
}

export const slotLink = (link: CcidLink, slot: number): SlotLink => ({
  command: (command, limits) => link.command(slot, command, limits),
  hurry: (withinMs) => link.hurry(slot, withinMs),
});
