import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages, readCatalogues, type Catalogue } from './catalogues.ts';
import { compareLanguages, usageOf, type Source } from './checks.ts';
import { printModule, printTypes } from './print.ts';

export interface Compiled {
	/** Each of them fails the build. */
	errors: string[];
	/** Null while anything but an unused key is wrong. */
	output: { js: string; types: string } | null;
	count: number;
}

/** Makes typed functions of the catalogues, and says what is missing, broken or unused in them. */
export function compile(catalogues: readonly Catalogue[], sources: readonly Source[]): Compiled {
	const errors: string[] = [];
	const read = readCatalogues(catalogues, errors);
	errors.push(...compareLanguages(read));
	const base = read[languages[0]];
	const { unused, dynamic } = usageOf([...base.keys()], sources);
	const output =
		errors.length === 0 ? { js: printModule(read), types: printTypes(base, dynamic) } : null;
	return {
		errors: [...errors, ...unused.map((path) => `${path} is not used`)],
		output,
		count: base.size
	};
}

function main(): void {
	const here = import.meta.dirname;
	const catalogues = readdirSync(here)
		.filter((name) => name.endsWith('.json'))
		.map((name) => ({ name, text: readFileSync(join(here, name), 'utf8') }));
	const { errors, output, count } = compile(catalogues, sourcesIn(join(here, '..')));

	const folder = join(here, 'generated');
	mkdirSync(folder, { recursive: true });
	if (output) {
		writeIfChanged(join(folder, 'messages.js'), output.js);
		writeIfChanged(join(folder, 'messages.d.ts'), output.types);
	}
	for (const error of errors) console.error(error);
	if (errors.length > 0) process.exitCode = 1;
	else console.log(`${count} messages in ${languages.length} languages`);
}

/** Everything that may use a message: TypeScript and Svelte, without what is generated. */
function sourcesIn(root: string): Source[] {
	return readdirSync(root, { recursive: true, encoding: 'utf8' })
		.filter((path) => /\.(ts|svelte)$/.test(path) && !/node_modules|generated/.test(path))
		.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Spares the development server a reload of every page. */
function writeIfChanged(path: string, text: string): void {
	if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

if (import.meta.main) main();
