/** What an account may follow: one consultation, or all of an authority, or all that concerns a place. */
export const followKinds = ['consultation', 'authority', 'area'] as const;
export type FollowKind = (typeof followKinds)[number];

/** Something to follow, as addresses name it: a number, or the short name of an authority or a place. */
export interface Followed {
	kind: FollowKind;
	of: string;
}

/** Days before closing on which followers are told that it comes. */
export const tellBeforeClosing = 3;
