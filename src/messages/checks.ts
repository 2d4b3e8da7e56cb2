import {
	groupOf,
	languages,
	partsOf,
	placeholdersOf,
	textsOf,
	type Language,
	type Message,
	type Messages
} from './catalogues.ts';

export interface Source {
	path: string;
	text: string;
}

/** What makes the languages differ from the first one: keys, plural forms, placeholders. */
export function compareLanguages(read: Record<Language, Messages>): string[] {
	const [base, ...others] = languages;
	const errors = languages.flatMap((language) =>
		[...read[language]].flatMap(([path, message]) =>
			problemsOf(message, language).map((problem) => `${language}: ${path} ${problem}`)
		)
	);
	const paths = new Set(languages.flatMap((language) => [...read[language].keys()]));
	for (const path of paths) {
		if (paths.has(groupOf(path) ?? '')) errors.push(`${path}: both a group and a message`);
		const original = read[base].get(path);
		if (original === undefined) errors.push(`${base}: ${path} is missing`);
		for (const language of others) {
			const message = read[language].get(path);
			if (message === undefined) errors.push(`${language}: ${path} is missing`);
			else if (original !== undefined)
				errors.push(
					...differences(original, message).map((problem) => `${language}: ${path} ${problem}`)
				);
		}
	}
	return errors;
}

function problemsOf(message: Message, language: Language): string[] {
	const problems = textsOf(message)
		.filter((text) => text.trim() === '' || partsOf(text).some((part) => /[{}]/.test(part)))
		.map((text) => (text.trim() === '' ? 'is empty' : `has a broken placeholder in "${text}"`));
	if (typeof message === 'string') return problems;
	const forms: string[] = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
	return [
		...problems,
		...forms.filter((form) => !(form in message)).map((form) => `lacks the plural form _${form}`),
		...Object.keys(message)
			.filter((form) => !forms.includes(form))
			.map((form) => `has a plural form _${form} that the language does not know`)
	];
}

function differences(original: Message, message: Message): string[] {
	if (typeof original !== typeof message) return ['is a plural in one language and not in another'];
	const wanted = placeholdersOf(original);
	const named = placeholdersOf(message);
	return [
		...named.filter((name) => !wanted.includes(name)).map((name) => `does not know {{${name}}}`),
		...wanted.filter((name) => !named.includes(name)).map((name) => `leaves out {{${name}}}`)
	];
}

const use = /(?:\bm|\bwords\([^()]*\))\??\s*\.\s*(\w+)(?:\s*\??\.\s*(\w+))?/g;

export interface Usage {
	/** Messages that no source names as `m.key`, nor their group as `m.group[…]` or `m.group`. */
	unused: string[];
	/** Groups of which a key is chosen at run time. */
	dynamic: Set<string>;
}

/** Which of the messages the sources use, and how. */
export function usageOf(paths: readonly string[], sources: readonly Source[]): Usage {
	const known = new Set(paths);
	const groups = new Set(paths.map(groupOf));
	const used = new Set<string>();
	const dynamic = new Set<string>();
	for (const { text } of sources)
		for (const [, name, member] of text.matchAll(use)) {
			if (known.has(`${name}.${member}`)) used.add(`${name}.${member}`);
			else if (groups.has(name!)) dynamic.add(name!);
			else used.add(name!);
		}
	const unused = paths.filter((path) => !used.has(path) && !dynamic.has(groupOf(path) ?? ''));
	return { unused, dynamic };
}
