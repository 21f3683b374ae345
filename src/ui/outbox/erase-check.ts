/** What stands between a press and the end of all data of a professional on this device. */
export type EraseFacts = {
  /** Items that wait, and items that were refused. */
  unsent: number;
  refused: number;
  /** The box that names the loss is ticked. */
  acceptsLoss: boolean;
  typed: string;
  /** The word that has to be typed, in the language of the screen. */
  word: string;
};

export const losesWork = ({ unsent, refused }: Pick<EraseFacts, 'unsent' | 'refused'>): boolean =>
  unsent + refused > 0;

export const mayErase = (facts: EraseFacts): boolean =>
  facts.typed.trim().toLocaleUpperCase() === facts.word && (!losesWork(facts) || facts.acceptsLoss);
