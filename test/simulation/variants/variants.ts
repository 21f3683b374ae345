import type { Variant } from '../world.ts';
import { adoptedDigest } from './adopted-digest.ts';
import { deletedBeforeReceipt } from './deleted-before-receipt.ts';
import { noReceiptCheck } from './no-receipt-check.ts';
import { noRemoval } from './no-removal.ts';
import { timestampCursor } from './timestamp-cursor.ts';

/** Engines that are known to be wrong, each in one part: the simulation must catch every one of them. */
export const VARIANTS: readonly Variant[] = [
  noReceiptCheck,
  timestampCursor,
  adoptedDigest,
  noRemoval,
  deletedBeforeReceipt,
];
