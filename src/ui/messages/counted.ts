/** A count with its noun. French puts 0 and 1 in the singular; pass `zero` where a language does not. */
export const counted = (count: number, one: string, many: string, zero: string = one): string =>
  `${count} ${count === 0 ? zero : count === 1 ? one : many}`;
