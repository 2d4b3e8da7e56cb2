import {
	groupOf,
	languages,
	partsOf,
	placeholdersOf,
	type Language,
	type Message,
	type Messages
} from './catalogues.ts';

/**
 * Numbers and days (`2026-12-16`) are put in words as each language writes them; a year is passed as a
 * string, or it would read "2 026".
 */
const locales: Record<Language, string> = { uk: 'uk-UA', pl: 'pl-PL', en: 'en-GB' };

const notice = '// Written by compile.ts from the catalogues beside this folder.\n';

/** The module: one table per language, so that no page or mail can mix two of them. */
export function printModule(read: Record<Language, Messages>): string {
	const tables = languages.map(
		(language) =>
			`const ${language} = table('${locales[language]}', (f, s) => (${printTable(read[language])}));`
	);
	return `${notice}
const isDay = /^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$/;

function table(locale, write) {
	const numbers = new Intl.NumberFormat(locale);
	const plurals = new Intl.PluralRules(locale);
	const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
	const format = (value) => {
		if (typeof value === 'number') return numbers.format(value);
		return isDay.test(value) ? days.format(Date.parse(value)) : (value ?? '');
	};
	const select = (count, forms) => forms[plurals.select(count)] ?? forms.other;
	return write(format, select);
}

${tables.join('\n\n')}

const tables = { ${languages.join(', ')} };

export const languages = ${JSON.stringify(languages)};

export const words = (language) => tables[language];
`;
}

function printTable(messages: Messages): string {
	const lines = byGroup(messages.keys()).map(({ group, paths }) => {
		const members = paths.map((path) => `${keyOf(path)}: ${printFunction(messages.get(path)!)}`);
		return group === null
			? members.join(',\n\t')
			: `${group}: {\n\t\t${members.join(',\n\t\t')}\n\t}`;
	});
	return `{\n\t${lines.join(',\n\t')}\n}`;
}

function printFunction(message: Message): string {
	const parameter = placeholdersOf(message).length > 0 ? '(v = {})' : '()';
	if (typeof message === 'string') return `${parameter} => ${printText(message)}`;
	const forms = Object.entries(message).map(([form, text]) => `${form}: () => ${printText(text)}`);
	return `${parameter} => s(v.count, { ${forms.join(', ')} })()`;
}

function printText(text: string): string {
	return partsOf(text)
		.map((part, place) => (place % 2 === 0 ? JSON.stringify(part) : `f(v.${part})`))
		.filter((part, place) => part !== '""' || place === 0)
		.join(' + ');
}

/**
 * The types: what each message wants to be told. A message of a dynamic group may be called by a key known only
 * at run time, so it takes whatever any of its group may want.
 */
export function printTypes(messages: Messages, dynamic: ReadonlySet<string>): string {
	const lines = byGroup(messages.keys()).map(({ group, paths }) => {
		const wanted = paths.map((path) => placeholdersOf(messages.get(path)!));
		if (group !== null && dynamic.has(group) && new Set(wanted.map(String)).size > 1) {
			const keys = paths.map((path) => `'${keyOf(path)}'`).join(' | ');
			return `\t${group}: Record<${keys}, (values?: ${valuesType(wanted.flat(), '?')}) => string>;`;
		}
		const indent = group === null ? '\t' : '\t\t';
		const members = paths
			.map((path) => `${indent}${keyOf(path)}${signature(messages.get(path)!)};`)
			.join('\n');
		return group === null ? members : `\t${group}: {\n${members}\n\t};`;
	});
	return `${notice}
export declare const languages: readonly [${languages.map((language) => `'${language}'`).join(', ')}];

/** The words of one language. */
export interface Words {
${lines.join('\n')}
}

export declare function words(language: (typeof languages)[number]): Words;
`;
}

function signature(message: Message): string {
	const names = placeholdersOf(message);
	return names.length > 0 ? `(values: ${valuesType(names, '')}): string` : '(): string';
}

function valuesType(names: string[], mark: '' | '?'): string {
	const members = [...new Set(names)].map(
		(name) => `${name}${mark}: ${name === 'count' && mark === '' ? 'number' : 'string | number'}`
	);
	return `{ ${members.join('; ')} }`;
}

const keyOf = (path: string) => path.slice(path.indexOf('.') + 1);

/** Messages without a group, each alone, and groups with theirs. */
function byGroup(paths: Iterable<string>): { group: string | null; paths: string[] }[] {
	const sorted = [...paths].sort();
	return [...Map.groupBy(sorted, (path) => groupOf(path) ?? `${path}()`)].map(([, members]) => ({
		group: groupOf(members[0]!),
		paths: members
	}));
}
