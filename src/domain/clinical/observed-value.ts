import type { ClinicalCode } from './code.ts';

/** A measured value as the document wrote it (HL7 v3 PQ, IVL_PQ, CD, ST, INT, BL). */
export type ObservedValue =
  | {
      readonly type: 'quantity';
      readonly value: number;
      /** UCUM, as written; empty where there is none. */
      readonly unit: string;
      /** Only a bound is known: below or above the range of the method. */
      readonly comparator?: '<' | '<=' | '>' | '>=';
    }
  | { readonly type: 'coded'; readonly code: ClinicalCode; readonly text: string }
  | { readonly type: 'text'; readonly text: string };

/** Bounds in the unit of their own value; `text` where the laboratory wrote it in words. */
export type ReferenceRange = {
  readonly low?: { readonly value: number; readonly unit: string };
  readonly high?: { readonly value: number; readonly unit: string };
  readonly text?: string;
};
