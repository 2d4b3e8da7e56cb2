import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import ts from 'typescript';

const folder = 'src/web/routes/[[lang=lang]]';

interface Routes {
	/** The names of each page's form actions, by the page's folder. */
	pages: Map<string, string[]>;
	/** The methods of each file beside the pages. */
	endpoints: Map<string, string[]>;
	/** Files of pages where no page of ours may stand. */
	elsewhere: string[];
}

/** What the files of the pages themselves say that there is. */
export function routesInFiles(): Routes {
	const files = globSync('src/web/routes/**/+{page,server}*.{ts,svelte}').sort();
	const pages = new Map<string, string[]>();
	const endpoints = new Map<string, string[]>();
	const elsewhere = files.filter((file) => !file.startsWith(`${folder}/`));
	for (const file of files) {
		const route = dirname(file).slice(folder.length);
		const exported = file.endsWith('.ts') ? exportsOf(file) : new Map<string, ts.Expression>();
		if (basename(file).startsWith('+server'))
			endpoints.set(
				route,
				[...exported.keys()].filter((name) => /^[A-Z]+$|^fallback$/.test(name))
			);
		else {
			const actions = exported.get('actions');
			pages.set(route, [...(pages.get(route) ?? []), ...(actions ? namesIn(actions, file) : [])]);
		}
	}
	return { pages, endpoints, elsewhere };
}

/** What a module exports by `export const` or `export function`; our routes export in no other way. */
function exportsOf(file: string): Map<string, ts.Expression | undefined> {
	const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
	const found = new Map<string, ts.Expression | undefined>();
	for (const statement of source.statements) {
		if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement))
			throw new Error(`${file} exports by a list: the census would miss it.`);
		if (!ts.canHaveModifiers(statement)) continue;
		if (!ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
			continue;
		if (ts.isFunctionDeclaration(statement)) found.set(statement.name!.text, undefined);
		if (ts.isVariableStatement(statement))
			for (const { name, initializer } of statement.declarationList.declarations)
				if (ts.isIdentifier(name)) found.set(name.text, initializer);
	}
	return found;
}

function namesIn(actions: ts.Expression, file: string): string[] {
	const literal = ts.isSatisfiesExpression(actions) ? actions.expression : actions;
	if (!ts.isObjectLiteralExpression(literal))
		throw new Error(`${file}: form actions are written out, one by one.`);
	return literal.properties.map(({ name }) => {
		if (name && (ts.isIdentifier(name) || ts.isStringLiteral(name))) return name.text;
		throw new Error(`${file}: the name of a form action stands there in full.`);
	});
}
