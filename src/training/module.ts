import type { Check } from './act.ts';
import type { PersonId } from './people.ts';
import type { DocumentKey } from './scene-documents.ts';

export const MODULE_IDS = [
  'what-the-dmp-is',
  'create',
  'consult-and-feed',
  'rights-and-masking',
  'break-glass',
  'minors',
  'lost-tablet',
  'no-network',
] as const;
export type ModuleId = (typeof MODULE_IDS)[number];

/**
 * A training module as data: what there is to read, to do and to answer. Its words stand apart, one file a language
 * (`ModuleTexts`), under the same ids. docs/training.md tells how to write one.
 */
export type TrainingModule = {
  id: ModuleId;
  /** About how long it takes, all in all. */
  minutes: number;
  /** Ids of the pages to read, in their order. */
  pages: readonly string[];
  /** Absent where there is nothing to practise. */
  exercise?: Exercise;
  quiz: readonly Question[];
};

export type Exercise = {
  scene: Scene;
  /** To be done in the fictional world; an act done before its turn counts too. */
  steps: readonly Step[];
};

export type Step = {
  id: string;
  /** Where in the app it is done, as a path; `:rose` stands for the id of that person's dossier. */
  at: string;
  check: Check;
};

/** The world in which an exercise begins. The professional is always signed in, with the vault open. */
export type Scene = {
  /** Cartes Vitale at hand; the professional's own card is always there. */
  cards: readonly PersonId[];
  /** Dossiers that exist already. */
  dossiers: readonly SceneDossier[];
  /** The guide has a switch for the network. */
  networkSwitch?: true;
};

export type SceneDossier = {
  person: PersonId;
  /** The professional of the exercise may consult it, and it is on the device. */
  open: boolean;
  documents: readonly DocumentKey[];
  /** Has a legal representative. */
  represented?: true;
  /** The holder refuses break-glass. */
  refusesBreakGlass?: true;
};

export type Question = {
  id: string;
  /** Ids of the answers, in their order. */
  answers: readonly string[];
  /** The one that is right. */
  right: string;
};

/** A paragraph, a list, or the text of law that the page goes by. */
export type Block = string | { list: readonly string[] } | { source: string };

export type ModuleTexts = {
  title: string;
  /** One sentence: what somebody can do afterwards. */
  summary: string;
  pages: Readonly<Record<string, { title: string; blocks: readonly Block[] }>>;
  /** What the exercise is about; empty where there is none. */
  exercise: string;
  steps: Readonly<Record<string, { title: string; hint: string }>>;
  questions: Readonly<
    Record<string, { question: string; answers: Readonly<Record<string, string>>; explanation: string }>
  >;
};
