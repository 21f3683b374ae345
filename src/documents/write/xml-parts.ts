import type { CdaId, Coded } from '../cda/document.ts';
import { escapeXml } from './escape-xml.ts';

export const idXml = (name: string, { root, extension }: CdaId): string =>
  empty(name, { root, ...(extension ? { extension } : {}) });

export const codeXml = (name: string, { code, system, displayName }: Coded): string =>
  empty(name, { code, ...(displayName ? { displayName } : {}), ...(system ? { codeSystem: system } : {}) });

export const element = (name: string, text: string, named: Readonly<Record<string, string>> = {}): string =>
  `<${name}${attributes(named)}>${escapeXml(text)}</${name}>`;

export const empty = (name: string, named: Readonly<Record<string, string>>): string =>
  `<${name}${attributes(named)}/>`;

export const attributes = (named: Readonly<Record<string, string>>): string =>
  Object.entries(named)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');

/** TS of HL7 v3 in UTC: 20261123011004+0000. */
export const hl7Time = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 19).replace(/[-:T]/g, '')}+0000`;
