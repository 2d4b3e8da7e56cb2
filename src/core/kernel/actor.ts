export const roleNames = ['official', 'consultant', 'coordinator', 'admin'] as const;
export type Role = (typeof roleNames)[number];
export const scopes = ['authority', 'centre', 'network'] as const;

/** A role holds within one authority, one centre, or (for `admin`) the whole network, where `scopeId` is ''. */
export interface ScopedRole {
	role: Role;
	scope: (typeof scopes)[number];
	scopeId: string;
}

/** Somebody signed in. `personId` is set once a centre has verified them in person (requirements §5.1, tier 3). */
export interface AccountActor {
	kind: 'account';
	id: string;
	name: string;
	/** Declared place of residence: a settlement, or a gmina in Poland. */
	areaId: string;
	/** That place and all that contain it, smallest first. */
	areaPath: readonly string[];
	language: 'uk' | 'pl' | 'en';
	personId: string | null;
	/** The person that it was until the verification was over: still one voter, in one poll. */
	formerPersonId?: string | null;
	roles: readonly ScopedRole[];
	/** Those in whose name it may speak. */
	organisationIds: readonly string[];
	/** Of the session, as it stands in the database; null for whoever acts without one. */
	sessionId: string | null;
	/** When this session last saw the second factor; roles count only with it. Null: never. */
	secondFactorAt: number | null;
}

/** Who is asking. `voter` stands for a ballot's tag, so that no record joins a ballot to an account (RELIABILITY D4). */
export type Actor =
	| { kind: 'visitor' }
	| AccountActor
	| { kind: 'voter'; tag: string }
	| { kind: 'system'; job: string };

/** How the actor stands in the audit log and in idempotency records. */
export function actorKey(actor: Actor): string {
	switch (actor.kind) {
		case 'visitor':
			return 'visitor';
		case 'account':
			return actor.id;
		case 'voter':
			return actor.tag;
		case 'system':
			return `system:${actor.job}`;
	}
}

export function holds(actor: Actor, role: Role, scopeId: string): boolean {
	return (
		actor.kind === 'account' &&
		actor.roles.some((held) => held.role === role && held.scopeId === scopeId)
	);
}

/** As what the actor works in an authority or a centre; null for everybody else. What is done stands under it in the log. */
export function roleIn(actor: Actor, scopeId: string): ScopedRole | null {
	if (actor.kind !== 'account') return null;
	return actor.roles.find((held) => held.scopeId === scopeId) ?? null;
}

/** Ids of the authorities or centres in which the actor holds one of the roles. */
export function scopesOf(actor: Actor, ...roles: Role[]): string[] {
	if (actor.kind !== 'account') return [];
	return [
		...new Set(actor.roles.filter(({ role }) => roles.includes(role)).map(({ scopeId }) => scopeId))
	];
}
