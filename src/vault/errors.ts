/** Everything that can go wrong with a vault. No passphrase, key or plaintext stands in one. */
export type VaultError =
  | { type: 'WrongPassphrase' }
  | { type: 'PassphraseTooShort'; minimum: number }
  /** The passkey or the card is not the one of this way, or answers otherwise than when it was set up. */
  | { type: 'WrongKey' }
  /** A vault without a way to unlock would be lost: the last one stays. */
  | { type: 'LastWay' }
  /** Keys were dropped, or never loaded. */
  | { type: 'VaultLocked' }
  /** A sealed row does not open: altered, moved, cut, or sealed under another key. */
  | { type: 'VaultDamaged' };
