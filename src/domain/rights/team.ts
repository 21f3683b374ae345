/** Members of one care team at the most: a group that a holder can be told by name. */
export const MAX_TEAM_MEMBERS = 30;
