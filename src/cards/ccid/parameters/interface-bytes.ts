/** TAi, TBi, TCi or TDi of an answer to reset. */
export interface InterfaceByte {
  readonly letter: 'A' | 'B' | 'C' | 'D';
  /** i, from 1. */
  readonly index: number;
  /** Of the TD before it: for i > 2 the byte means something to this protocol only. Undefined for i = 1. */
  readonly protocol: number | undefined;
  readonly value: number;
}

export interface InterfaceBytes {
  readonly bytes: readonly InterfaceByte[];
  /** T of each TD, in order, 15 among them. */
  readonly protocols: readonly number[];
  readonly historicalAt: number;
  readonly historicalLength: number;
}

const LETTERS = ['A', 'B', 'C', 'D'] as const;

/**
 * Walks from T0 along the chain of TD bytes: each says by its high half which of TA, TB, TC, TD come next, and by its low
 * half for which protocol (ISO/IEC 7816-3 §8.2.2, §8.2.3). Undefined where the answer is cut short. Every step takes a
 * byte, so that the length of the answer bounds it.
 */
export function parseInterfaceBytes(atr: Uint8Array): InterfaceBytes | undefined {
  const t0 = atr[1];
  if (t0 === undefined) return undefined;
  const bytes: InterfaceByte[] = [];
  const protocols: number[] = [];
  let next = 2;
  let present: number | undefined = t0 >> 4;
  for (let index = 1; present !== undefined; index++) {
    const group = readGroup(atr, { from: next, present, index, protocol: protocols.at(-1) });
    if (!group) return undefined;
    bytes.push(...group);
    next += group.length;
    const td = group.find(({ letter }) => letter === 'D')?.value;
    if (td !== undefined) protocols.push(td & 0x0f);
    present = td === undefined ? undefined : td >> 4;
  }
  return { bytes, protocols, historicalAt: next, historicalLength: t0 & 0x0f };
}

/** The bytes of one index; undefined where one that was announced is missing. */
function readGroup(
  atr: Uint8Array,
  group: {
    readonly from: number;
    readonly present: number;
    readonly index: number;
    readonly protocol: number | undefined;
  },
): readonly InterfaceByte[] | undefined {
  const { from, present, index, protocol } = group;
  const letters = LETTERS.filter((_, bit) => (present & (1 << bit)) !== 0);
  if (from + letters.length > atr.length) return undefined;
  return letters.map((letter, i) => ({ letter, index, protocol, value: atr[from + i] ?? 0 }));
}
