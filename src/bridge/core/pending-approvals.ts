import type { Approvals, ApprovalQuestion } from './ports.ts';

/** Logins of new apps that wait for whoever sits at the bridge; answered at its screen, or by its command. */
export interface PendingApprovals extends Approvals {
  waiting(): readonly ApprovalQuestion[];
  /** False where nothing with these digits waits, or where two things do. */
  answer(digits: string, outcome: 'accepted' | 'declined'): boolean;
  onChange(listener: () => void): () => void;
}

export function createPendingApprovals(): PendingApprovals {
  const questions = new Map<ApprovalQuestion, (outcome: 'accepted' | 'declined') => void>();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  return {
    ask(question, signal) {
      return new Promise((resolve) => {
        const settle = (outcome: 'accepted' | 'declined'): void => {
          signal.removeEventListener('abort', end);
          questions.delete(question);
          resolve(outcome);
          changed();
        };
        const end = (): void => settle('declined');
        if (signal.aborted) return resolve('declined');
        signal.addEventListener('abort', end, { once: true });
        questions.set(question, settle);
        changed();
      });
    },
    waiting: () => [...questions.keys()],
    answer(digits, outcome) {
      const [settle, ...others] = [...questions].filter(([{ digits: shown }]) => shown === digits);
      if (!settle || others.length > 0) return false;
      settle[1](outcome);
      return true;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
