import { desc, eq } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { confirmedBy } from '../../accounts/commands/confirm.ts';
import { areasByIds, type Area } from '../../areas/queries.ts';
import { phaseOf } from '../../consultations/model.ts';
import type { Display } from '../../contributions/model.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Lang, Trilingual } from '../../kernel/text.ts';
import { freeConsents, keepsWords, type ConsentKind } from '../model.ts';

export interface OwnConsent {
	kind: ConsentKind;
	wording: string;
	/** Where it was signed on paper. */
	centre: Trilingual | null;
	givenAt: number;
	withdrawnAt: number | null;
}

/** What an owner may change, and what they have agreed to. */
export interface OwnSettings {
	name: string;
	login: string;
	email: string | null;
	display: Display;
	language: Lang;
	residence: Area;
	/** Of what its owner changes. */
	version: number;
	/** Then the place of residence changes at a centre only. */
	verified: boolean;
	/** Latest first. */
	consents: OwnConsent[];
	/** What could be agreed to and is not. */
	open: ConsentKind[];
}

/** Refuses `not_signed_in`. */
export function ownSettings(store: Store, actor: Actor): Promise<OwnSettings> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t } = reader;
		const [own] = await db
			.select({ one: t.accounts, email: t.contacts.email })
			.from(t.accounts)
			.leftJoin(t.contacts, eq(t.contacts.accountId, t.accounts.id))
			.where(eq(t.accounts.id, account.id));
		const { name, login, display, language, areaId, personId, version } = own!.one;
		const [residence] = await areasByIds(reader, [areaId]);
		const consents = await consentsOf(reader, account.id);
		const given = consents.filter(({ withdrawnAt }) => withdrawnAt === null);
		return {
			name,
			login,
			email: own!.email,
			display,
			language,
			residence: residence!,
			version,
			verified: personId !== null,
			consents,
			open: freeConsents.filter((kind) => given.every((one) => one.kind !== kind))
		};
	});
}

export function consentsOf({ db, t }: Reader, accountId: string): Promise<OwnConsent[]> {
	const { kind, wording, givenAt, withdrawnAt } = t.consents;
	return db
		.select({ kind, wording, centre: t.centres.name, givenAt, withdrawnAt })
		.from(t.consents)
		.leftJoin(t.centres, eq(t.centres.id, t.consents.centreId))
		.where(eq(t.consents.accountId, accountId))
		.orderBy(desc(t.consents.givenAt));
}

/** What an erasure would do, and how it is confirmed. */
export interface ErasurePreview {
	/** Offices that have to be given back first. */
	offices: number;
	/** Texts that go and texts that stay without a name. */
	goes: number;
	stays: number;
	/** Whether a password confirms it; otherwise the login. */
	password: boolean;
	secondFactor: boolean;
	verified: boolean;
	organisations: number;
}

/** Refuses `not_signed_in`. */
export function erasurePreview(store: Store, actor: Actor): Promise<ErasurePreview> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t, now } = reader;
		const written = await db
			.select({ one: t.contributions, consultation: t.consultations })
			.from(t.contributions)
			.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
			.where(eq(t.contributions.accountId, account.id));
		const stays = written.filter(
			({ one, consultation }) =>
				one.visibility !== 'withdrawn' &&
				(one.organisationId !== null || keepsWords(phaseOf(consultation, now())))
		).length;
		return {
			offices: account.roles.length,
			goes: written.length - stays,
			stays,
			...(await confirmedBy(reader, account.id)),
			verified: account.personId !== null,
			organisations: account.organisationIds.length
		};
	});
}

/** Whether an account was there, and is erased. */
export async function isErased(store: Store, _: Actor, { id }: { id: string }): Promise<boolean> {
	const [account] = await store.db
		.select({ erasedAt: store.t.accounts.erasedAt })
		.from(store.t.accounts)
		.where(eq(store.t.accounts.id, id));
	return account !== undefined && account.erasedAt !== null;
}
