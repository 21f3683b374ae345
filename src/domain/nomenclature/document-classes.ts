/** Codes of TRE_A03-ClasseDocument (OID 1.2.250.1.213.1.1.4.1), version of 2020-12-17; 99 from ASS_X04 (2024). */
export const DOCUMENT_CLASSES_OID = '1.2.250.1.213.1.1.4.1';

export type DocumentClassCode =
  '10' | '11' | '31' | '42' | '43' | '44' | '45' | '52' | '60' | '90' | '95' | '99';

export type DocumentClass = {
  readonly code: DocumentClassCode;
  readonly label: string;
  readonly english: string;
};

/** All classes, in the order of the nomenclature. The English labels are ours: the nomenclature has none. */
export const DOCUMENT_CLASSES: readonly DocumentClass[] = [
  { code: '10', label: 'Compte rendu', english: 'Report' },
  { code: '11', label: 'Synthèse', english: 'Summary' },
  { code: '31', label: 'Imagerie médicale', english: 'Medical imaging' },
  { code: '42', label: 'Prescription', english: 'Prescription' },
  { code: '43', label: 'Dispensation', english: 'Dispensing' },
  { code: '44', label: 'Plan de soins, protocole de soins', english: 'Care plan, care protocol' },
  { code: '45', label: 'Traitement administré', english: 'Administered treatment' },
  { code: '52', label: 'Certificat, déclaration', english: 'Certificate, declaration' },
  { code: '60', label: 'Données de remboursement', english: 'Reimbursement data' },
  {
    code: '90',
    label: 'Autres documents déposés par le patient',
    english: 'Other documents from the holder',
  },
  { code: '95', label: 'Document de gestion', english: 'Administrative document' },
  { code: '99', label: 'Document technique', english: 'Technical document' },
];

const byCode: ReadonlyMap<string, DocumentClass> = new Map(DOCUMENT_CLASSES.map((row) => [row.code, row]));

export const documentClassOf = (code: string): DocumentClass | undefined => byCode.get(code);

/** «Autres documents déposés par le patient»: must look different in a list (EX_3.1-1040). */
export const HOLDER_CLASS: DocumentClassCode = '90';
