/** A place of practice (CPS_ACTIVITY_nn_PS: EE { 84 name, 85 identifier, 86 sector }). */
export interface PracticeSituation {
  /** Raison sociale. */
  readonly name: string;
  /** Struct_IdNat: type digit and FINESS, SIRET or other. Absent where the card gives none. */
  readonly structureId?: string;
  /** Secteur d'activité (TRE_R02), for example SA07. */
  readonly sector?: string;
}

/** A CPS has room for so many. */
export const MAX_SITUATIONS = 16;
/** Characters of each of its texts; the card's own objects are far shorter. */
export const MAX_SITUATION_TEXT = 256;
