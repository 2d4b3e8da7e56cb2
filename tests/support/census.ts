import { globSync, readFileSync } from 'node:fs';

/** The part of a JSON Schema that our documents use. */
export interface Schema {
	type?: string;
	format?: string;
	enum?: unknown[];
	const?: unknown;
	anyOf?: Schema[];
	required?: string[];
	properties?: Record<string, Schema>;
	items?: Schema;
	minLength?: number;
	maxLength?: number;
	minimum?: number;
	additionalProperties?: boolean;
}

interface Parameter {
	in: 'path' | 'query' | 'header';
	name: string;
	required?: boolean;
	schema: Schema;
}

export interface Operation {
	method: string;
	/** With parameters in braces. */
	path: string;
	parameters: Parameter[];
	body: Schema | undefined;
	responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
	summary?: string;
}

interface OpenApi {
	paths: Record<
		string,
		Record<
			string,
			Omit<Operation, 'method' | 'path' | 'body' | 'parameters'> & {
				parameters?: Parameter[];
				requestBody?: { content: Record<string, { schema: Schema }> };
			}
		>
	>;
}

/** What the document of the API describes, operation by operation. */
export function operationsIn(document: unknown): Operation[] {
	return Object.entries((document as OpenApi).paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, { requestBody, parameters = [], ...rest }]) => ({
			...rest,
			method: method.toUpperCase(),
			path,
			parameters,
			body: requestBody?.content['application/json']?.schema
		}))
	);
}

/** An address of the operation; nothing has that name. */
export const addressOf = ({ path }: Pick<Operation, 'path'>) =>
	path.replace('{seq}', '1').replace(/\{\w+\}/g, 'nothing');

/** Every address that takes a form, from the files of the pages themselves. */
export function formAddresses(): string[] {
	const files = globSync('src/web/routes/**/+page.server.ts');
	const taking = files.filter((file) => /^export const actions/m.test(readFileSync(file, 'utf8')));
	return taking.map((file) =>
		file
			.replace(/^src\/web\/routes\/\[\[lang=lang\]\]/, '')
			.replace(/\/\+page\.server\.ts$/, '')
			.replace(/\/\([^)]+\)/g, '')
			.replace('[number]', 'UA-ZHD-2026-001')
			.replace('[step]', 'subject')
			.replace('[seq]', '1')
			.replace(/\[\w+\]/g, 'nothing')
	);
}
