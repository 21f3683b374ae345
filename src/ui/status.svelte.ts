import { createContext } from 'svelte';

export type StatusMessage = {
  id: number;
  tone: 'info' | 'success' | 'waiting' | 'problem';
  text: string;
  /** Takes back what was done; such a message stays until it is dismissed or another takes its place (WCAG 2.2.1). */
  undo?: (() => void) | undefined;
};

export interface Status {
  readonly messages: readonly StatusMessage[];
  /**
   * Shows a short sentence and has it read out. What went well leaves by itself after a while; the rest stays until
   * dismissed. `undo`: what was said can be taken back, and is offered to be. Answers with the message, to dismiss it by.
   */
  say(text: string, tone?: StatusMessage['tone'], undo?: () => void): number;
  dismiss(id: number): void;
}

const SHOWN_AT_ONCE = 1;

export function createStatus(): Status {
  let messages = $state.raw<readonly StatusMessage[]>([]);
  let last = 0;
  return {
    get messages() {
      return messages;
    },
    say(text, tone = 'success', undo) {
      last += 1;
      messages = [...messages, { id: last, tone, text, undo }].slice(-SHOWN_AT_ONCE);
      return last;
    },
    dismiss(id) {
      messages = messages.filter((message) => message.id !== id);
    },
  };
}

/** Set by the layout: any page may say that something was done. */
export const [getStatus, setStatus] = createContext<Status>();
