import type { AccessMode, DossierAction } from './action.ts';
import type {
  AccessQuestion,
  AccessReader,
  AccessVerdict,
  AllowedBecause,
  RefusedBecause,
} from './question.ts';

/** A question whose reader is known to be a professional. */
export type ProfessionalQuestion = AccessQuestion & {
  reader: Extract<AccessReader, { kind: 'professional' }>;
};

/**
 * One row of the tables that decide: for these actions in these modes, where the condition holds, this verdict. The first
 * row that fits wins. `rule` of the verdict is the reference of the text applied.
 */
export type RuleRow<Question extends AccessQuestion = AccessQuestion> = {
  readonly actions: readonly DossierAction[];
  readonly modes: readonly AccessMode[];
  readonly when: (question: Question) => boolean;
  readonly verdict: AccessVerdict;
};

/** Reads as a sentence: these actions, in these modes, where that holds, this verdict. */
export const row = <Question extends AccessQuestion>(
  actions: RuleRow['actions'],
  modes: RuleRow['modes'],
  when: (question: Question) => boolean,
  verdict: AccessVerdict,
): RuleRow<Question> => ({ actions, modes, when, verdict });

export const allow = (because: AllowedBecause, rule: string): AccessVerdict =>
  Object.freeze({ allowed: true, because, rule });
export const refuse = (because: RefusedBecause, rule: string): AccessVerdict =>
  Object.freeze({ allowed: false, because, rule });

/** Rows by mode and action, so that a question walks only those that may concern it. */
export type RuleIndex<Question extends AccessQuestion> = Readonly<
  Record<AccessMode, Readonly<Partial<Record<DossierAction, readonly RuleRow<Question>[]>>>>
>;

export function indexRules<Question extends AccessQuestion>(
  rows: readonly RuleRow<Question>[],
): RuleIndex<Question> {
  const index: Record<AccessMode, Partial<Record<DossierAction, RuleRow<Question>[]>>> = {
    normal: {},
    bris_de_glace: {},
    centre_15: {},
  };
  for (const each of rows)
    for (const mode of each.modes) for (const action of each.actions) (index[mode][action] ??= []).push(each);
  return index;
}

/** The verdict of the first row that fits; undefined where none does. */
export function firstVerdict<Question extends AccessQuestion>(
  index: RuleIndex<Question>,
  question: Question,
): AccessVerdict | undefined {
  for (const { when, verdict } of index[question.mode][question.action] ?? [])
    if (when(question)) return verdict;
  return undefined;
}
