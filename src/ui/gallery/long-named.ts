/** A fictional holder whose name is the hardest to set: forty letters of both directions, and an emoji. */
export const LONG_NAMED = {
  familyName: 'ABDELMOUTTALIB-D’AUBIGNÉ-الشريف-KHALDOUNE',
  firstName: 'INÈS-ÉLÉONORE 🌻',
};
