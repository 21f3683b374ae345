import { CODE_SYSTEMS, type ClinicalCode } from './code.ts';
import type { Observation } from './fact.ts';
import { folded } from '#base/folded.ts';
import { sameTest } from './units-molar.ts';

type Coded = Pick<Observation, 'code' | 'translations' | 'label' | 'category' | 'group' | 'site'>;

/** The LOINC code of a test, whichever place it was written in. */
export const loincOf = ({ code, translations = [] }: Coded): string | undefined =>
  [...(code ? [code] : []), ...translations].find(isLoinc)?.code;

/**
 * What is measured, as one text: equal texts are the same test. Without a code it is the label, with its panel in the
 * laboratory: the pH of blood is not that of urine. Of two eyes or two wounds each is its own; where a vital sign was
 * taken only says how, and blood pressure is one whichever arm it was.
 */
export function analyteOf(fact: Coded): string {
  const site = fact.category === 'vitalSign' ? '' : folded(fact.site ?? '');
  return site === '' ? testOf(fact) : `${testOf(fact)} @ ${site}`;
}

function testOf(fact: Coded): string {
  const loinc = loincOf(fact);
  if (loinc !== undefined) return `loinc ${sameTest(loinc)}`;
  const { code } = fact;
  if (code && code.code !== '') return `${code.system} ${code.code}`;
  const panel = fact.category === 'laboratory' ? ` ${folded(fact.group ?? '')}` : '';
  return `${fact.category}${panel} ${folded(fact.label)}`;
}

const isLoinc = ({ system, code }: ClinicalCode): boolean => system === CODE_SYSTEMS.loinc && code !== '';
