/** What a pair of status bytes means to us. */
export type StatusMeaning =
  | 'done'
  | 'moreData'
  | 'wrongLength'
  | 'endOfFile'
  | 'wrongPin'
  | 'pinBlocked'
  | 'securityNotSatisfied'
  | 'fileNotFound'
  | 'dataNotFound'
  | 'outsideFile';

interface StatusRow {
  readonly match: number;
  readonly mask: number;
  readonly meaning: StatusMeaning;
}

/** ISO/IEC 7816-4 §5.1.3, status bytes SW1-SW2. First match wins. */
export const STATUS_WORDS: readonly StatusRow[] = [
  { match: 0x9000, mask: 0xffff, meaning: 'done' },
  { match: 0x6100, mask: 0xff00, meaning: 'moreData' }, // low byte = bytes waiting, 00 = 256 or more
  { match: 0x9f00, mask: 0xff00, meaning: 'moreData' }, // the same, as the CPS2ter side of a CPS says it (ETSI TS 102 221)
  { match: 0x6c00, mask: 0xff00, meaning: 'wrongLength' }, // low byte = the right Le
  { match: 0x6282, mask: 0xffff, meaning: 'endOfFile' }, // fewer bytes than asked were left; they come with it
  { match: 0x63c0, mask: 0xfff0, meaning: 'wrongPin' }, // after VERIFY; low nibble = tries left
  { match: 0x6300, mask: 0xffff, meaning: 'wrongPin' }, // after VERIFY, without a count
  { match: 0x6983, mask: 0xffff, meaning: 'pinBlocked' },
  { match: 0x6982, mask: 0xffff, meaning: 'securityNotSatisfied' },
  { match: 0x6a82, mask: 0xffff, meaning: 'fileNotFound' },
  { match: 0x6a88, mask: 0xffff, meaning: 'dataNotFound' },
  { match: 0x6b00, mask: 0xffff, meaning: 'outsideFile' }, // READ BINARY: offset beyond the end
];

/** Undefined for what we have no use for: the caller reports the number. */
export const meaningOf = (sw: number): StatusMeaning | undefined =>
  STATUS_WORDS.find(({ match, mask }) => (sw & mask) === match)?.meaning;
