import type { RuleProfile } from '../../consultations/model.ts';
import type { Fields } from '../../kernel/fields.ts';
import { profileNumberNames, profileNumbers, type ProfileNumbers } from '../model.ts';

/** Notes what is wrong with the numbers of a profile, each under its own name. */
export function checkNumbers(
	fields: Fields,
	profile: RuleProfile,
	typed: Record<string, string>
): { numbers: ProfileNumbers; before: ProfileNumbers } {
	const before = numbersOf(profile);
	const numbers = { ...before };
	for (const name of profileNumberNames) numbers[name] = numberOf(fields, name, typed[name] ?? '');
	const { minOpenDays, hardMinOpenDays, maxOpenDays, recommendedOpenDays } = numbers;
	const least = hardMinOpenDays ?? minOpenDays ?? 0;
	if (maxOpenDays !== null && maxOpenDays < least)
		fields.wrong('maxOpenDays', 'number_too_small', { min: least });
	if (recommendedOpenDays !== null && recommendedOpenDays < least)
		fields.wrong('recommendedOpenDays', 'number_too_small', { min: least });
	if (hardMinOpenDays !== null && minOpenDays !== null && hardMinOpenDays > minOpenDays)
		fields.wrong('hardMinOpenDays', 'number_too_large', { max: minOpenDays });
	if (profileNumberNames.every((name) => numbers[name] === before[name]))
		fields.wrong(profileNumberNames[0]!, 'nothing_changed');
	return { numbers, before };
}

const numbersOf = (profile: RuleProfile): ProfileNumbers =>
	Object.fromEntries(profileNumberNames.map((name) => [name, profile[name]])) as ProfileNumbers;

function numberOf(fields: Fields, name: keyof ProfileNumbers, typed: string): number | null {
	const { min, max, optional } = profileNumbers[name];
	const text = typed.trim();
	if (text === '') {
		if (!optional) fields.wrong(name, 'required');
		return null;
	}
	if (!/^\d{1,4}$/.test(text)) {
		fields.wrong(name, 'not_a_number');
		return null;
	}
	const number = Number(text);
	if (number < min) fields.wrong(name, 'number_too_small', { min });
	if (number > max) fields.wrong(name, 'number_too_large', { max });
	return number;
}
