import { eq } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import type { EvidenceKind } from '../../accounts/model.ts';
import { isResidence, type AreaKind } from '../../areas/model.ts';
import { profiles } from '../../consultations/queries/profiles.ts';
import type { Country } from '../../kernel/calendar.ts';
import type { Fields } from '../../kernel/fields.ts';
import { langs, nameLimits, type Lang } from '../../kernel/text.ts';
import { dayOf, isDay } from '../../kernel/time.ts';
import { comparedName, isRnokpp, type PersonalData } from '../fingerprint.ts';
import { asksAdult, evidenceIn, witnesses } from '../model.ts';

/** What a consultant ticks and types; '' where nothing was. */
export interface VerificationInput {
	/** Of the account; '' for somebody who has none yet. */
	login: string;
	/** Of an account to be made: as whom it is shown, and in which language. */
	name: string;
	language: string;
	areaId: string;
	evidence: string;
	/** Who else knows the person, for personal knowledge. */
	witnesses: readonly string[];
	/** `yes` or `no`, where it is asked. */
	adult: string;
	surname: string;
	firstName: string;
	patronymic: string;
	birthDate: string;
	rnokpp: string;
	rnokppConsent: boolean;
	/** The consent on paper. */
	signed: boolean;
}

export interface CheckedInput {
	name: string;
	language: Lang;
	area: { id: string; path: string[] };
	evidence: EvidenceKind;
	adult: boolean | null;
	data: PersonalData;
}

export const countryOf = (kind: AreaKind): Country => (kind === 'gmina' ? 'PL' : 'UA');

/** Where the person lives, as it is counted: a village could have a single one. */
const hromadaOf = (path: readonly string[]) => path.at(-3) ?? path[0]!;

/** Everything that is wrong with what was typed, noted at once. */
export async function checkInput(
	reader: Reader,
	fields: Fields,
	input: VerificationInput
): Promise<CheckedInput> {
	const { db, t } = reader;
	const isNew = input.login === '';
	const name = isNew ? fields.name('name', input.name) : '';
	const language = isNew ? fields.oneOf('language', input.language, langs) : 'uk';
	const [area] = await db.select().from(t.areas).where(eq(t.areas.id, input.areaId));
	if (!area || !isResidence(area.kind)) {
		fields.wrong('areaId', input.areaId === '' ? 'required' : 'unknown_place');
		fields.refuseIfWrong();
	}
	const { id, path, kind } = area!;
	const country = countryOf(kind);
	const evidence = fields.oneOf<EvidenceKind>('evidence', input.evidence, evidenceIn[country]);
	if (evidence === 'personal_knowledge' && !witnesses.every((one) => input.witnesses.includes(one)))
		fields.wrong('witnesses', 'not_confirmed');
	const adult = (await isAdultAsked(reader, country))
		? fields.oneOf('adult', input.adult, ['yes', 'no']) === 'yes'
		: null;
	const data = { ...checkData(reader, fields, input, country), hromadaId: hromadaOf(path) };
	if (!input.signed) fields.wrong('signed', 'not_confirmed');
	fields.refuseIfWrong();
	return { name, language, area: { id, path }, evidence, adult, data };
}

export async function isAdultAsked(reader: Reader, country: Country): Promise<boolean> {
	const today = dayOf(reader.now(), country === 'PL' ? 'Europe/Warsaw' : 'Europe/Kyiv');
	// Of each set of rules the newest version.
	const newest = new Map((await profiles(reader)).map((profile) => [profile.id, profile]));
	return asksAdult([...newest.values()], { country, today });
}

function checkData(
	reader: Reader,
	fields: Fields,
	input: VerificationInput,
	country: Country
): Omit<PersonalData, 'hromadaId'> {
	const nameOf = (path: 'surname' | 'firstName' | 'patronymic', optional = false) => {
		const text = fields.text(path, input[path], { max: nameLimits.max, optional });
		if (text !== '' && comparedName(text) === '') fields.wrong(path, 'bad_characters');
		return text;
	};
	const names = {
		surname: nameOf('surname'),
		firstName: nameOf('firstName'),
		patronymic: nameOf('patronymic', true)
	};
	const birthDate = input.birthDate.trim();
	const today = dayOf(reader.now(), 'Europe/Kyiv');
	if (birthDate === '') fields.wrong('birthDate', 'required');
	else if (!isDay(birthDate) || birthDate < '1900-01-01') fields.wrong('birthDate', 'not_a_date');
	else if (birthDate > today) fields.wrong('birthDate', 'in_future');
	// In Poland there is no such field, and PESEL is asked for nowhere.
	const rnokpp = country === 'UA' ? input.rnokpp.replace(/\s/g, '') : '';
	if (rnokpp !== '') {
		if (!isRnokpp(rnokpp)) fields.wrong('rnokpp', 'bad_tax_number');
		if (!input.rnokppConsent) fields.wrong('rnokppConsent', 'not_confirmed');
	}
	return { ...names, birthDate, rnokpp };
}
