/** Everything that can go wrong with a vault. No passphrase, key or plaintext stands in one. */
export type VaultError =
  | { type: 'WrongPassphrase' }
  | { type: 'PassphraseTooShort'; minimum: number }
  /** Keys were dropped, or never loaded. */
  | { type: 'VaultLocked' }
  /** A sealed row does not open: altered, moved, cut, or sealed under another key. */
  | { type: 'VaultDamaged' };
