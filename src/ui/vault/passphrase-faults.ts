/** As vault/passphrase.ts asks; the vault has the last word (PassphraseTooShort). */
export const MIN_PASSPHRASE_LENGTH = 12;

/** What keeps a new passphrase from being taken; length counted in characters as a person counts them. */
export const passphraseFaults = (
  passphrase: string,
  repeated: string,
  minimum: number,
): { tooShort: boolean; different: boolean } => ({
  tooShort: Array.from(passphrase.normalize('NFKC')).length < minimum,
  different: passphrase !== repeated,
});
