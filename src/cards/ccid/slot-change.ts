/** bMessageType of RDR_to_PC_NotifySlotChange (CCID 1.10 §6.3.1). */
const NOTIFY_SLOT_CHANGE = 0x50;

/** What a message of the interrupt pipe says of one slot. */
export interface SlotChange {
  readonly slot: number;
  readonly present: boolean;
}

/**
 * Reads bmSlotICCState: two bits a slot, the lower tells whether a card is there. The upper (changed since the last
 * message) is not needed: we keep the state ourselves, and a swapped card has lost its power, which the next command
 * tells. Empty for RDR_to_PC_HardwareError, since the command that it concerns fails by itself, and for anything else.
 */
export function parseSlotChange(message: Uint8Array, slots: number): readonly SlotChange[] {
  if (message[0] !== NOTIFY_SLOT_CHANGE) return [];
  return Array.from({ length: slots }, (_, slot) => slot).flatMap((slot) => {
    const byte = message[1 + (slot >> 2)];
    if (byte === undefined) return [];
    return [{ slot, present: ((byte >> ((slot & 3) * 2)) & 1) === 1 }];
  });
}
