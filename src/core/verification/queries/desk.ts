import { and, asc, desc, eq, inArray, lt, or } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { EvidenceKind } from '../../accounts/model.ts';
import { areasByIds, type Area } from '../../areas/queries.ts';
import type { Country } from '../../kernel/calendar.ts';
import { scopesOf, type Actor, type Role } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { countryOf, isAdultAsked } from '../commands/input.ts';
import { dayOfConsultant } from '../commands/limits.ts';
import { dailyLimit, evidenceIn, isInForce } from '../model.ts';

export interface DeskCentre {
	id: string;
	name: Trilingual;
	phone: string;
	address: string;
}

/** The centres for which the actor works, with what is left of the day at each. */
export function verificationDesk(
	store: Store,
	actor: Actor
): Promise<{ centres: (DeskCentre & { done: number; limit: number })[] }> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t } = reader;
		const rows = await db
			.select({
				id: t.centres.id,
				name: t.centres.name,
				phone: t.centres.phone,
				address: t.centres.address
			})
			.from(t.centres)
			.where(inArray(t.centres.id, scopesOf(account, 'consultant', 'coordinator')))
			.orderBy(asc(t.centres.rank));
		const centres = await Promise.all(
			rows.map(async (centre) => ({
				...centre,
				...(await dayOfConsultant(reader, { consultantId: account.id, centreId: centre.id }))
			}))
		);
		return { centres };
	});
}

export interface VerificationForm {
	place: Area;
	country: Country;
	evidence: readonly EvidenceKind[];
	/** Only where the rules in force there ask for it. */
	adultAsked: boolean;
}

/** What the form asks for somebody who lives there. Refuses `not_found`. */
export function verificationForm(
	store: Store,
	_: Actor,
	{ areaId }: { areaId: string }
): Promise<VerificationForm> {
	return store.read(async (reader) => {
		const [place] = await areasByIds(reader, [areaId]);
		if (!place) throw new Refusal('not_found');
		const country = countryOf(place.kind);
		const adultAsked = await isAdultAsked(reader, country);
		return { place, country, evidence: evidenceIn[country], adultAsked };
	});
}

export interface VerificationItem {
	personId: string;
	login: string;
	name: string;
	centre: Trilingual;
	evidence: EvidenceKind;
	verifiedAt: number;
	expiresAt: number;
	state: 'in_force' | 'expired' | 'revoked';
	/** Whether the actor may take it back. */
	revocable: boolean;
}

interface WantedVerifications {
	limit?: number;
	cursor?: string | undefined;
	/** Only this one. */
	personId?: string;
	login?: string;
}

/**
 * Of a coordinator those of the centre, of a consultant the own ones, latest first; of the people no more than what
 * their account shows.
 */
export function verificationList(
	store: Store,
	actor: Actor,
	{ limit = 30, cursor, personId, login = '' }: WantedVerifications
): Promise<{ items: VerificationItem[]; next: string | null }> {
	const account = signedIn(actor);
	return store.read(async ({ db, t, now }) => {
		const coordinated = scopesOf(account, 'coordinator');
		const rows = await db
			.select({
				person: t.persons,
				accountId: t.accounts.id,
				login: t.accounts.login,
				name: t.accounts.name,
				centre: t.centres.name
			})
			.from(t.persons)
			.innerJoin(t.accounts, eq(t.accounts.personId, t.persons.id))
			.innerJoin(t.centres, eq(t.centres.id, t.persons.centreId))
			.where(
				and(
					inArray(t.persons.centreId, scopesOf(account, 'consultant', 'coordinator')),
					or(inArray(t.persons.centreId, coordinated), eq(t.persons.verifiedBy, account.id)),
					personId === undefined ? undefined : eq(t.persons.id, personId),
					login === '' ? undefined : eq(t.accounts.login, login.trim().toLowerCase()),
					after(t.persons, cursor)
				)
			)
			.orderBy(desc(t.persons.verifiedAt), desc(t.persons.id))
			.limit(limit + 1);
		const items = rows.slice(0, limit).map(({ person, accountId, ...shown }) => {
			const { id, evidence, verifiedAt, expiresAt, revokedAt, centreId } = person;
			const holds = isInForce(person, now());
			const ended = revokedAt === null ? ('expired' as const) : ('revoked' as const);
			return {
				...shown,
				personId: id,
				evidence,
				verifiedAt,
				expiresAt,
				state: holds ? ('in_force' as const) : ended,
				revocable: holds && coordinated.includes(centreId) && accountId !== account.id
			};
		});
		const last = items.at(-1);
		const next = rows.length > limit && last ? `${last.verifiedAt}.${last.personId}` : null;
		return { items, next };
	});
}

/** Those that follow the one at which a page ended. */
function after(persons: Store['t']['persons'], cursor: string | undefined) {
	const [, at, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(cursor ?? '') ?? [];
	if (at === undefined || id === undefined) return undefined;
	const verifiedAt = Number(at);
	return or(
		lt(persons.verifiedAt, verifiedAt),
		and(eq(persons.verifiedAt, verifiedAt), lt(persons.id, id))
	);
}

export interface ConsultantsDay {
	centreId: string;
	centre: Trilingual;
	consultantId: string;
	name: string;
	role: Role;
	done: number;
	limit: number;
	/** Nobody lets themselves do more. */
	self: boolean;
}

/** What everybody at the actor's centres has verified today, and how much they may. */
export function verificationLimits(
	store: Store,
	actor: Actor
): Promise<{ usual: number; consultants: ConsultantsDay[] }> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t } = reader;
		const centreIds = scopesOf(account, 'coordinator');
		const staff = await db
			.select({
				centreId: t.centres.id,
				centre: t.centres.name,
				consultantId: t.accounts.id,
				name: t.accounts.name,
				role: t.roles.role
			})
			.from(t.roles)
			.innerJoin(t.accounts, eq(t.accounts.id, t.roles.accountId))
			.innerJoin(t.centres, eq(t.centres.id, t.roles.scopeId))
			.where(inArray(t.roles.scopeId, centreIds))
			.orderBy(asc(t.centres.rank), asc(t.accounts.name));
		const consultants: ConsultantsDay[] = [];
		for (const one of staff) {
			const day = await dayOfConsultant(reader, one);
			consultants.push({ ...one, ...day, self: one.consultantId === account.id });
		}
		return { usual: dailyLimit, consultants };
	});
}
