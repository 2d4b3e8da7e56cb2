import { and, eq, ne } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import { centresServing } from '../centres/queries.ts';
import type { Fields } from '../kernel/fields.ts';
import type { Trilingual } from '../kernel/text.ts';
import { authorityAreaKinds, authorityKinds, type LocalRule } from './model.ts';

/** An authority as it comes from a form. */
export interface TypedAuthority {
	kind: string;
	areaId: string;
	name: Trilingual;
	code: string;
	hostCentreId: string;
	profileId: string;
	address: string;
	email: string;
	phone: string;
	site: string;
	decidingBody: string;
	localRule: { title: string; number: string; link: string; minOpenDays: string };
}

/** Notes what is wrong, each under the name of its field; answers the columns. */
export async function checkAuthority(
	reader: Reader,
	fields: Fields,
	typed: TypedAuthority,
	id: string | null
) {
	const kind = fields.oneOf('kind', typed.kind, authorityKinds);
	const area = await checkArea(reader, fields, typed.areaId);
	const country = area?.country ?? 'UA';
	return {
		kind,
		areaId: typed.areaId,
		country,
		timeZone: country === 'PL' ? ('Europe/Warsaw' as const) : ('Europe/Kyiv' as const),
		language: country === 'PL' ? ('pl' as const) : ('uk' as const),
		name: fields.names('name', typed.name),
		code: await checkCode(reader, fields, typed.code, id),
		hostCentreId: await checkHost(reader, fields, typed.hostCentreId, area?.within ?? []),
		defaultProfileId: await checkProfile(reader, fields, typed.profileId, country),
		address: fields.text('address', typed.address, { min: 1, max: 200 }),
		email: fields.email('email', typed.email),
		phone: fields.text('phone', typed.phone, { min: 1, max: 60 }),
		site: fields.address('site', typed.site, { optional: true }),
		decidingBody: fields.text('decidingBody', typed.decidingBody, { min: 1, max: 120 }),
		localRule: checkLocalRule(fields, typed.localRule, country)
	};
}

async function checkArea({ db, t }: Reader, fields: Fields, areaId: string) {
	if (areaId === '') {
		fields.wrong('areaId', 'required');
		return undefined;
	}
	const [area] = await db.select().from(t.areas).where(eq(t.areas.id, areaId));
	if (!area || !authorityAreaKinds.some((kind) => kind === area.kind)) {
		fields.wrong('areaId', 'unknown_place');
		return undefined;
	}
	const inside = await db
		.select({ id: t.areas.id })
		.from(t.areas)
		.where(eq(t.areas.parentId, areaId));
	// The codes of Ukraine begin with its letters, those of Poland are numbers.
	const country =
		areaId.startsWith('UA') || !/^\d/.test(areaId) ? ('UA' as const) : ('PL' as const);
	return { country, within: [areaId, ...inside.map(({ id }) => id)] };
}

async function checkCode(
	{ db, t }: Reader,
	fields: Fields,
	typed: string,
	id: string | null
): Promise<string> {
	const code = typed.trim().toUpperCase();
	if (code === '') fields.wrong('code', 'required');
	else if (!/^[A-Z]{3}$/.test(code)) fields.wrong('code', 'not_a_code');
	else {
		const others = and(
			eq(t.authorities.code, code),
			id === null ? undefined : ne(t.authorities.id, id)
		);
		if ((await db.$count(t.authorities, others)) > 0) fields.wrong('code', 'taken');
	}
	return code;
}

async function checkHost(
	reader: Reader,
	fields: Fields,
	centreId: string,
	areaIds: readonly string[]
): Promise<string> {
	// Poland has no centres of its own yet: one across the border hosts.
	const serving = await centresServing(reader, areaIds);
	const { db, t } = reader;
	const known = await db.$count(t.centres, eq(t.centres.id, centreId));
	if (centreId === '') fields.wrong('hostCentreId', 'required');
	else if (serving.length > 0 ? !serving.some(({ id }) => id === centreId) : known === 0)
		fields.wrong('hostCentreId', 'not_a_choice');
	return centreId;
}

async function checkProfile(
	{ db, t }: Reader,
	fields: Fields,
	id: string,
	country: 'UA' | 'PL'
): Promise<string> {
	const rows = await db.select().from(t.ruleProfiles).where(eq(t.ruleProfiles.id, id));
	const { profile } = rows.at(-1) ?? {};
	if (id === '') fields.wrong('profileId', 'required');
	else if (profile?.usableFor !== 'consultation' || !['*', country].includes(profile.country))
		fields.wrong('profileId', 'not_a_choice');
	return id;
}

/** The authority's own regulation: in Poland there is no consultation without a resolution. */
function checkLocalRule(
	fields: Fields,
	typed: TypedAuthority['localRule'],
	country: 'UA' | 'PL'
): LocalRule | null {
	const none = Object.values(typed).every((text) => text.trim() === '');
	if (none && country === 'UA') return null;
	const title = fields.text('localRule.title', typed.title, { min: 1, max: 300 });
	const number = fields.text('localRule.number', typed.number, { min: 1, max: 60 });
	const link = fields.address('localRule.link', typed.link, { optional: country === 'UA' });
	const days = typed.minOpenDays.trim();
	if (days !== '' && !/^\d{1,3}$/.test(days)) fields.wrong('localRule.minOpenDays', 'not_a_number');
	else if (days !== '' && Number(days) < 1)
		fields.wrong('localRule.minOpenDays', 'number_too_small', { min: 1 });
	return {
		title,
		number,
		...(link && { link }),
		minOpenDays: days === '' ? null : Number(days)
	};
}
