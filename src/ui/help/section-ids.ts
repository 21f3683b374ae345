/** Sections of the help; each stands at /aide/<id>. */
export const SECTION_IDS = [
  'accueil',
  'connexion',
  'coffre',
  'lecteur',
  'vitale',
  'creation',
  'recherche',
  'dossier',
  'documents',
  'lire-un-document',
  'resultats',
  'ajouter',
  'visibilite',
  'droits',
  'traces',
  'urgence',
  'tournee',
  'hors-ligne',
  'envois',
  'avis',
  'appareils',
  'cles',
  'patient',
  'formation',
] as const;
export type SectionId = (typeof SECTION_IDS)[number];

export const isSectionId = (text: string): text is SectionId => SECTION_IDS.some((id) => id === text);

/** First match wins. Keys are ids of routes, as SvelteKit names them. */
const BY_ROUTE: readonly (readonly [route: RegExp, section: SectionId])[] = [
  [/^\/dossier\/[^/]+\/ajouter/, 'ajouter'],
  [/^\/dossier\/[^/]+\/droits/, 'droits'],
  [/^\/dossier\/[^/]+\/traces/, 'traces'],
  [/\/resultats$/, 'resultats'],
  [/\/(document|versions)\/[^/]+$/, 'lire-un-document'],
  [/\/documents$/, 'documents'],
  [/^\/dossier/, 'dossier'],
  [/^\/connexion/, 'connexion'],
  [/^\/coffre/, 'coffre'],
  [/^\/(lecteur|pair)/, 'lecteur'],
  [/^\/vitale/, 'vitale'],
  [/^\/creation/, 'creation'],
  [/^\/recherche/, 'recherche'],
  [/^\/urgence/, 'urgence'],
  [/^\/tournee/, 'tournee'],
  [/^\/recevoir/, 'ajouter'],
  [/^\/envois/, 'envois'],
  [/^\/(avis|lettres)/, 'avis'],
  [/^\/appareils/, 'appareils'],
  [/^\/cles/, 'cles'],
  [/^\/(brochure|droits-du-titulaire)/, 'patient'],
  [/^\/formation/, 'formation'],
];

/** The section that fits the page one stands on. */
export const sectionOf = (route: string | null): SectionId =>
  BY_ROUTE.find(([pattern]) => pattern.test(route ?? ''))?.[1] ?? 'accueil';
