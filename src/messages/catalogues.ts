export const languages = ['uk', 'pl', 'en'] as const;
export type Language = (typeof languages)[number];

/** One file of words, named `<area>.<language>.json`. */
export interface Catalogue {
	name: string;
	text: string;
}

/** A text, or one text per plural form. */
export type Message = string | Record<string, string>;

/** Messages of one language by path: `sign_in`, or `phase.open` within a group. */
export type Messages = Map<string, Message>;

/** How i18next writes a plural: `days_left_few`. */
const pluralKey = /^(.+)_(one|few|many|other)$/;
const keyPattern = /^[a-zA-Z][a-zA-Z0-9_]*$/;

/** Merges the areas of each language, and notes what is written wrongly or twice. */
export function readCatalogues(catalogues: readonly Catalogue[], errors: string[]) {
	const read = Object.fromEntries(
		languages.map((language) => [language, new Map() as Messages])
	) as Record<Language, Messages>;
	for (const { name, text } of catalogues) {
		const language = languages.find((one) => name.endsWith(`.${one}.json`));
		if (!language) {
			errors.push(`${name}: not named <area>.<${languages.join('|')}>.json`);
			continue;
		}
		for (const key of repeatedKeys(text)) errors.push(`${name}: ${key} stands there twice`);
		const entries = entriesOf(name, text, errors);
		for (const [path, message] of byPlural(entries, language)) {
			const messages = read[language];
			if (messages.has(path)) errors.push(`${name}: ${path} is defined in another area already`);
			messages.set(path, message);
		}
	}
	return read;
}

/** Leaves of one file as [path, text]. */
function entriesOf(name: string, text: string, errors: string[]): [string, string][] {
	let tree: unknown;
	try {
		tree = JSON.parse(text);
	} catch (error) {
		errors.push(`${name}: ${(error as Error).message}`);
		return [];
	}
	return leaves(tree, '', 0, (problem) => errors.push(`${name}: ${problem}`));
}

function leaves(
	tree: unknown,
	prefix: string,
	depth: number,
	wrong: (problem: string) => void
): [string, string][] {
	if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) {
		wrong(`${prefix || 'the file'} is not a group`);
		return [];
	}
	return Object.entries(tree).flatMap(([key, value]: [string, unknown]): [string, string][] => {
		const path = prefix + key;
		if (!keyPattern.test(key)) wrong(`${path} is not a name`);
		else if (typeof value === 'string') return [[path, value]];
		else if (depth > 0) wrong(`${path} is nested too deeply`);
		else return leaves(value, `${path}.`, 1, wrong);
		return [];
	});
}

/** Puts `days_one`, `days_few`… together; a key that only ends like a plural, with no `_other` beside it, stays. */
function byPlural(entries: [string, string][], language: Language): [string, Message][] {
	const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories as string[];
	const found = new Map<string, Message>();
	const names = new Set(entries.map(([path]) => path));
	for (const [path, text] of entries) {
		const [, stem, form] = pluralKey.exec(path) ?? [];
		const isPlural =
			stem !== undefined && forms.filter((one) => names.has(`${stem}_${one}`)).length > 1;
		if (!isPlural) found.set(path, text);
		else found.set(stem, { ...(found.get(stem) as object | undefined), [form!]: text });
	}
	return [...found];
}

/** Keys that one object of the JSON text names twice; `JSON.parse` would silently keep the last. */
function repeatedKeys(text: string): string[] {
	const repeated: string[] = [];
	const open: Set<string>[] = [];
	for (const [token, isKey] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g)) {
		if (token === '{') open.push(new Set());
		else if (token === '}') open.pop();
		else if (isKey) {
			const key = token.slice(1, token.lastIndexOf('"'));
			if (open.at(-1)?.has(key)) repeated.push(key);
			open.at(-1)?.add(key);
		}
	}
	return repeated;
}

const placeholder = /\{\{(\w+)\}\}/g;

export const textsOf = (message: Message) =>
	typeof message === 'string' ? [message] : Object.values(message);

/** What a message wants to be told; a plural always wants `count`. */
export function placeholdersOf(message: Message): string[] {
	const named = textsOf(message).flatMap((text) =>
		[...text.matchAll(placeholder)].map(([, name]) => name!)
	);
	return [...new Set(typeof message === 'string' ? named : [...named, 'count'])].sort();
}

/** The text cut at its placeholders: words and names by turns, words first. */
export const partsOf = (text: string) => text.split(placeholder);

export const groupOf = (path: string) => (path.includes('.') ? path.split('.')[0]! : null);
