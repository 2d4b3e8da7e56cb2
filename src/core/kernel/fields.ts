import { Refusal, type FieldError, type FieldErrorCode } from './errors.ts';
import { cleanName, cleanText, type Lang, type Trilingual } from './text.ts';

type Limits = Parameters<typeof cleanText>[1];

/** Nothing in it may end a header of a letter or begin another one. */
const emailPattern =
	/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** Checks the fields of one command and tells of all that is wrong at once. */
export function createFields() {
	const errors: FieldError[] = [];

	function wrong(path: string, code: FieldErrorCode, values?: FieldError['values']): void {
		errors.push(values ? { path, code, values } : { path, code });
	}
	return {
		errors,
		wrong,
		/** The text made clean; '' when it is missing or wrong, which is noted. */
		text(path: string, value: string, limits: Limits & { optional?: boolean }): string {
			const outcome = cleanText(value, limits);
			if ('problem' in outcome) {
				wrong(path, outcome.problem, outcome.values);
				return '';
			}
			if (outcome.text === '' && !limits.optional) wrong(path, 'required');
			return outcome.text;
		},
		name(path: string, value: string): string {
			const outcome = cleanName(value);
			if ('problem' in outcome) {
				wrong(path, outcome.problem, outcome.values);
				return '';
			}
			if (outcome.text === '') wrong(path, 'required');
			return outcome.text;
		},
		/** What something is called in each language. */
		names(path: string, typed: Trilingual): Trilingual {
			const one = (lang: Lang) => this.text(`${path}.${lang}`, typed[lang], { min: 1, max: 160 });
			return { uk: one('uk'), pl: one('pl'), en: one('en') };
		},
		/** An address of the web; '' only where it is optional. */
		address(path: string, value: string, { optional = false } = {}): string {
			const text = value.trim();
			if (text === '' ? !optional : !/^https?:\/\/[^\s<>"]{3,500}$/.test(text))
				wrong(path, text === '' ? 'required' : 'not_an_address');
			return text;
		},
		/** An e-mail address in small letters; '' only where it is optional. Whether letters arrive, only a letter tells. */
		email(path: string, value: string, { optional = false } = {}): string {
			const email = value.trim().toLowerCase();
			if (email === '') {
				if (!optional) wrong(path, 'required');
			} else if (email.length > 254 || !emailPattern.test(email)) wrong(path, 'not_an_email');
			return email;
		},
		oneOf<const T extends string>(path: string, value: string, choices: readonly T[]): T {
			const found = choices.find((choice) => choice === value);
			if (found === undefined) wrong(path, value === '' ? 'required' : 'not_a_choice');
			return found ?? choices[0]!;
		},
		/** Throws `invalid_input` with every error noted so far. */
		refuseIfWrong(): void {
			if (errors.length > 0) throw new Refusal('invalid_input', { errors });
		}
	};
}
export type Fields = ReturnType<typeof createFields>;
