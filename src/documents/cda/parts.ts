import { attribute, childrenOf, wordsOf, type XmlElement } from '../xml/element.ts';
import type { Coded } from './document.ts';
import { stated } from './stated.ts';

export const templateIdsOf = (element: XmlElement): string[] =>
  childrenOf(element, 'templateId').flatMap((one) => attribute(one, 'root') || []);

export function codedOf(element: XmlElement | undefined): Coded | undefined {
  const code = attribute(element, 'code');
  if (!code) return undefined;
  return {
    code,
    ...stated({ system: attribute(element, 'codeSystem'), displayName: attribute(element, 'displayName') }),
  };
}

/** «Given FAMILY»; undefined where a name has neither parts nor words. */
export function personName(name: XmlElement | undefined): string | undefined {
  const parts = [...childrenOf(name, 'given'), ...childrenOf(name, 'family')].flatMap(
    (part) => wordsOf(part) ?? [],
  );
  return parts.join(' ') || wordsOf(name);
}
