import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { isResidence } from '../../areas/model.ts';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import { fold, langs, type Lang, type Trilingual } from '../../kernel/text.ts';
import { consentWordings } from '../../privacy/model.ts';
import { once } from '../../register/commands.ts';
import {
	nameLimits,
	postLimits,
	readRegisterNumber,
	registerCountries,
	slugOf,
	sortKeyOf
} from '../model.ts';
import { endRepresentation, representativesOf } from './representatives.ts';

export interface OrganisationRegistration {
	/** The one in `language` is required; where another is missing, that one stands for it. */
	name: Trilingual;
	language: Lang;
	country: string;
	registerNumber: string;
	/** A settlement, or a gmina in Poland. */
	areaId: string;
	/** Of whoever registers it. */
	post: string;
	/** Where the letter will be shown. */
	centreId: string;
	/** That the name and post of its representatives are public. */
	consent: boolean;
	/** Numbers that cannot be real are taken. */
	demo: boolean;
	key?: string | undefined;
}

/**
 * Registers an organisation; until a coordinator has seen its letter it cannot speak (requirements §5.1, tier 4).
 * Whoever registers it is its first representative. One that was refused or has ended may be registered again:
 * it is the same body, and keeps the name under which it spoke. Refuses `invalid_input`, `already_registered`.
 */
export async function registerOrganisation(
	store: Store,
	actor: Actor,
	{ key, ...input }: OrganisationRegistration
): Promise<{ id: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'organisation.register', body: input }, async () => {
			const { post, ...checked } = await check(writer, input);
			const id = await addPending(writer, account, checked);
			const { db, t, now, emit } = writer;
			await db
				.insert(t.representatives)
				.values({ organisationId: id, accountId: account.id, post, since: now() });
			await db.insert(t.consents).values({
				id: newId(now()),
				accountId: account.id,
				kind: 'organisation',
				wording: consentWordings.organisation,
				givenAt: now()
			});
			emit({
				type: 'organisation.registered',
				topic: null,
				kind: 'organisation',
				id,
				version: 1
			});
			return { id };
		})
	);
}

async function check({ db, t }: Writer, input: Omit<OrganisationRegistration, 'key'>) {
	const fields = createFields();
	const { language } = input;
	const limits = (lang: Lang) => ({ ...nameLimits, optional: lang !== language });
	const [uk, pl, en] = langs.map((lang) =>
		fields.text(`name.${lang}`, input.name[lang], limits(lang))
	) as [string, string, string];
	const typed = { uk, pl, en };
	const own = typed[language];
	const country = fields.oneOf('country', input.country, registerCountries);
	const registerNumber = readRegisterNumber(country, input.registerNumber, input);
	if (input.registerNumber.trim() === '') fields.wrong('registerNumber', 'required');
	else if (registerNumber === null) fields.wrong('registerNumber', 'bad_register_number');
	const [area] = await db.select().from(t.areas).where(eq(t.areas.id, input.areaId));
	if (input.areaId === '') fields.wrong('areaId', 'required');
	else if (!area || !isResidence(area.kind)) fields.wrong('areaId', 'unknown_place');
	const post = fields.text('post', input.post, postLimits);
	const [centre] = await db.select().from(t.centres).where(eq(t.centres.id, input.centreId));
	if (!centre) fields.wrong('centreId', input.centreId === '' ? 'required' : 'not_a_choice');
	if (!input.consent) fields.wrong('consent', 'not_confirmed');
	fields.refuseIfWrong();
	return {
		name: { uk: uk || own, pl: pl || own, en: en || own },
		country,
		registerNumber: registerNumber!,
		areaId: input.areaId,
		centreId: input.centreId,
		post
	};
}

type Checked = Omit<Awaited<ReturnType<typeof check>>, 'post'>;

async function addPending(
	writer: Writer,
	account: AccountActor,
	{ name, ...input }: Checked
): Promise<string> {
	const { db, t, now } = writer;
	const { country, registerNumber } = input;
	const [there] = await db
		.select()
		.from(t.organisations)
		.where(eq(t.organisations.registerNumber, registerNumber));
	if (there?.status === 'pending' || there?.status === 'verified')
		throw new Refusal('already_registered');
	const waiting = {
		...input,
		status: 'pending' as const,
		registeredBy: account.id,
		registeredAt: now()
	};
	if (!there) {
		const id = newId(now());
		const slug = slugOf(country, registerNumber);
		await db.insert(t.organisations).values({
			id,
			slug,
			...waiting,
			name,
			...foundBy(name, registerNumber)
		});
		return id;
	}
	for (const accountId of await representativesOf(writer, there.id))
		await endRepresentation(writer, {
			organisationId: there.id,
			accountId,
			endedBy: account.id,
			reason: ''
		});
	// Nobody renames what has spoken by registering it again.
	const renamed = there.evidence === null ? { name, ...foundBy(name, registerNumber) } : {};
	await db
		.update(t.organisations)
		.set({ ...waiting, ...renamed, refusal: null, endedAt: null })
		.where(eq(t.organisations.id, there.id));
	return there.id;
}

/** What search and order go by. */
export function foundBy(name: Trilingual, registerNumber: string) {
	const names = [...new Set([name.uk, name.pl, name.en])];
	return { folded: fold([...names, registerNumber].join(' ')), sortKey: sortKeyOf(fold(name.uk)) };
}
