/** What a reader says of itself in its descriptors (CCID 1.10 §5.1), and what we make of it. */
export interface ReaderDescription {
  readonly manufacturer: string | undefined;
  readonly product: string | undefined;
  /** USB identifiers, 4 hex digits each. */
  readonly vendorId: string;
  readonly productId: string;
  readonly interfaceClass: 'smartCard' | 'vendor' | 'other';
  readonly exchangeLevel: 'character' | 'tpdu' | 'shortApdu' | 'extendedApdu';
  readonly protocols: readonly ('T0' | 'T1')[];
  readonly voltages: readonly (5 | 3 | 1.8)[];
  readonly slots: number;
  readonly pinPad: boolean;
  /** dwMaxCCIDMessageLength, bytes. */
  readonly maxMessage: number;
  readonly contactless: boolean | undefined;
}
