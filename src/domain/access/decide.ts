import { EXPORT_RULES } from './export-rules.ts';
import { PROFESSIONAL_RULES } from './professional-rules.ts';
import type { AccessQuestion, AccessVerdict } from './question.ts';
import { firstVerdict, indexRules, refuse, type ProfessionalQuestion } from './rule-row.ts';

const professional = indexRules(PROFESSIONAL_RULES);
const forExport = indexRules(EXPORT_RULES);
/** What no row speaks of is refused. */
const NO_RULE = refuse('notInMode', 'L1111-17 I');

/**
 * The one decision: who may do what to a dossier, and by which rule. Pure; the server is its authority and asks it inside
 * the transaction that acts; the app asks it to grey out a button. The rules are rows of tables
 * (professional-rules.ts, export-rules.ts): the first that fits gives the verdict.
 */
export function decideAccess(question: AccessQuestion): AccessVerdict {
  const verdict = isOfProfessional(question)
    ? firstVerdict(professional, question)
    : firstVerdict(forExport, question);
  return verdict ?? NO_RULE;
}

const isOfProfessional = (question: AccessQuestion): question is ProfessionalQuestion =>
  question.reader.kind === 'professional';
