import type { ClinicalCode } from '#domain/clinical/code.ts';
import { MAX_FACT_PARTS } from '#domain/clinical/reading.ts';
import { childrenOf, descend, wordsOf, type XmlElement } from '#documents/xml/element.ts';
import { codeOf, codingOf, displayOf, type Coding } from './codes.ts';
import { anyChildren } from './statement.ts';
import { cutLabel, wordsAt, type Texts } from './texts.ts';
import { timeAt } from './times.ts';

/** A medicine or vaccine (IHE PCC 1.3.6.1.4.1.19376.1.5.3.1.4.7.2, with the parts of IHE Pharmacy). */
export type Product = Coding & { readonly lot?: string; readonly substances: readonly string[] };

/** The product of a substanceAdministration: called by its code, else by its name, else in the words of the narrative. */
export function productOf(administration: XmlElement, texts: Texts): Product {
  const product = descend(administration, 'consumable', 'manufacturedProduct');
  const material = descend(product, 'manufacturedMaterial') ?? descend(product, 'manufacturedLabeledDrug');
  const code = descend(material, 'code');
  const coding = codingOf(code, texts);
  const name = wordsOf(descend(material, 'name'));
  const label = displayOf(code) ?? name ?? coding.label ?? wordsAt(descend(administration, 'text'), texts);
  const lot = wordsOf(descend(material, 'lotNumberText'));
  const translations = [...(coding.translations ?? []), ...classesOf(material)].slice(0, MAX_FACT_PARTS);
  return {
    ...(coding.code ? { code: coding.code } : {}),
    ...(translations.length > 0 ? { translations } : {}),
    ...(label ? { label: cutLabel(label) } : {}),
    ...(lot ? { lot: cutLabel(lot) } : {}),
    substances: substancesOf(material, texts),
  };
}

/** ATC class of the equivalent generic. */
const classesOf = (material: XmlElement | undefined): ClinicalCode[] =>
  anyChildren(material, 'asSpecializedKind')
    .flatMap((kind) => anyChildren(kind, 'generalizedMedicineClass'))
    .flatMap((one) => anyChildren(one, 'code').flatMap(codeOf));

/** Substances of the reimbursement history (CNAM, JDV_BDM_CA), which stand among the translations. */
const CNAM_SUBSTANCES = '1.2.250.1.215.200.1.3.1';

function substancesOf(material: XmlElement | undefined, texts: Texts): string[] {
  const named = anyChildren(material, 'ingredient')
    .flatMap((part) => anyChildren(part, 'ingredient'))
    .flatMap(
      (one) =>
        anyChildren(one, 'name').flatMap((name) => wordsOf(name) ?? [])[0] ??
        anyChildren(one, 'code').flatMap((code) => codingOf(code, texts).label ?? [])[0] ??
        [],
    );
  const listed = grouped(descend(material, 'code')).filter(({ system }) => system === CNAM_SUBSTANCES);
  const all = [...named, ...listed.flatMap(({ display }) => display ?? [])];
  return [...new Set(all.map(cutLabel))].slice(0, MAX_FACT_PARTS);
}

const grouped = (code: XmlElement | undefined): ClinicalCode[] =>
  childrenOf(code, 'translation').flatMap((one) => [...codeOf(one), ...grouped(one)]);

/** Where on the body it was given. */
export const siteOf = (administration: XmlElement, texts: Texts): string | undefined =>
  codingOf(descend(administration, 'approachSiteCode'), texts).label;

/** When a product was handed out, in words: the history of reimbursements tells this instead of its use. */
export function dispensedWords(supply: XmlElement | undefined): string | undefined {
  const time = timeAt(descend(supply, 'performer', 'time'));
  return time && `Délivré le ${time.slice(0, 10)}`;
}
