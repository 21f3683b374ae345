import type { EventLog } from './event-log.ts';

export const FINDINGS = ['lost', 'duplicated', 'leakedAfterWithdrawal', 'divergent'] as const;
export type Finding = (typeof FINDINGS)[number];

/** What went wrong, each thing counted once however often it is seen. */
export class Findings {
  readonly #seen = new Map<Finding, Set<string>>(FINDINGS.map((kind) => [kind, new Set()]));
  readonly #log: EventLog;

  constructor(log: EventLog) {
    this.#log = log;
  }

  report(kind: Finding, what: string): void {
    const seen = this.#seen.get(kind);
    if (!seen || seen.has(what)) return;
    seen.add(what);
    this.#log.say('!!!', `${kind}: ${what}`);
  }

  count(kind: Finding): number {
    return this.#seen.get(kind)?.size ?? 0;
  }

  all(): string[] {
    return [...this.#seen].flatMap(([kind, seen]) => Array.from(seen, (what) => `${kind}: ${what}`));
  }
}
