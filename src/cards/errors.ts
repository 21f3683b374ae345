/** Everything that can go wrong between us and a card. Codes only: no data of the card stands in them. */
export type CardError =
  | { type: 'NoReader' }
  | { type: 'NoCard' }
  /** The card does not answer to power (reader's ICC_MUTE), or its answer to reset is unreadable. */
  | { type: 'CardMute' }
  /** Pulled out during the dialogue. */
  | { type: 'CardRemoved' }
  /** The reader itself was unplugged. */
  | { type: 'ReaderGone' }
  /** The reader answers against its protocol, or reports a fault of its own. */
  | { type: 'ReaderFault'; what: string }
  /** The reader cannot be driven, by its own description; `because` names the reason. */
  | {
      type: 'ReaderUnsupported';
      because: 'characterLevel' | 'noClassDescriptor' | 'noEndpoints' | 'protocol';
    }
  /** The browser keeps the smart-card class (0x0B) to itself: the reader works through the bridge. */
  | { type: 'ReaderProtected' }
  /** Another program or tab holds the card. */
  | { type: 'Busy' }
  | { type: 'UnknownCard'; atr: string }
  /** A card of another kind than the one asked for. */
  | { type: 'WrongCard'; found: 'vitale' | 'cps' }
  /** First generation of the carte Vitale: its file system was never published. */
  | { type: 'Vitale1' }
  /** A CPS without contact cannot authenticate with a PIN. */
  | { type: 'ContactlessCps' }
  | { type: 'WrongPin'; triesLeft: number }
  | { type: 'PinBlocked' }
  /** Not what the card accepts (length or characters): refused before anything was sent. */
  | { type: 'PinFormat' }
  /** The card did not say how its PIN is to be presented; nothing was sent, no try was spent. */
  | { type: 'PinReferenceUnknown' }
  /** Cancelled on the reader's keys; no try was spent. */
  | { type: 'PinPadCancelled' }
  /** Nobody typed on the reader's keys; no try was spent. */
  | { type: 'PinPadTimeout' }
  /** A code was to be typed on the reader, and it has no keys. */
  | { type: 'NoPinPad' }
  | { type: 'CertificateMissing' }
  /** What the card signed does not belong to the certificate that it shows. */
  | { type: 'CertificateMismatch' }
  | { type: 'UnexpectedStatus'; sw: number; step: string }
  /** An answer that does not follow its standard. */
  | { type: 'Malformed'; what: string }
  /** The card keeps sending beyond any file it could hold. */
  | { type: 'TooMuchData' };
