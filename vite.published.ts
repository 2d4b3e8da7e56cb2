import { readFileSync, writeFileSync } from 'node:fs';
import { build, type Plugin } from 'vite';
import { LiveEventJson } from './src/core/live/schemas.ts';

const source = `${import.meta.dirname}/src/web/lib/live`;

/** The client of the live events for others, as a module without dependencies: `/live.js`, and its types. */
export function published(): Plugin {
	return {
		name: 'published',
		// After the pages, and before they are put beside the server: no page loads it, so no build of theirs would.
		async buildApp() {
			const client = `${import.meta.dirname}/.svelte-kit/output/client`;
			writeFileSync(`${client}/live.js`, await bundle());
			writeFileSync(`${client}/live.d.ts`, declarations());
		},
		configureServer({ middlewares }) {
			middlewares.use('/live.js', (_request, response) => {
				response.setHeader('content-type', 'text/javascript');
				response.end("export * from '/lib/live/index.ts';");
			});
		}
	};
}

async function bundle(): Promise<string> {
	const made = await build({
		configFile: false,
		logLevel: 'warn',
		publicDir: false,
		build: {
			write: false,
			target: 'es2022',
			modulePreload: false,
			rolldownOptions: { input: `${source}/index.ts`, preserveEntrySignatures: 'strict' }
		}
	});
	if (!('output' in made)) throw new Error('The client of the live events was not built.');
	const [only, ...rest] = made.output;
	if (rest.length > 0) throw new Error('The client of the live events is more than one file.');
	return only.code;
}

/** Its types as they are written, with those of the events from what the API itself is described by. */
function declarations(): string {
	const types = readFileSync(`${source}/types.ts`, 'utf8').replace(/^import .*\n/gm, '');
	const events = `export type LiveEvent = ${typeOf(LiveEventJson)};`;
	return `${types}\n/** An event as it is sent. */\n${events}\n\nexport declare const follow: Follow;\n`;
}

/** As much of JSON Schema as our messages use. */
interface Schema {
	const?: unknown;
	enum?: readonly unknown[];
	anyOf?: readonly Schema[];
	type?: string;
	items?: Schema | readonly Schema[];
	properties?: Readonly<Record<string, Schema>>;
	required?: readonly string[];
	description?: string;
}

function typeOf(schema: Schema): string {
	if (schema.const !== undefined) return JSON.stringify(schema.const);
	if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
	if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ');
	switch (schema.type) {
		case 'array':
			if (Array.isArray(schema.items))
				return `[${(schema.items as readonly Schema[]).map(typeOf).join(', ')}]`;
			return `(${typeOf(schema.items as Schema)})[]`;
		case 'object':
			return `{ ${fieldsOf(schema).join(' ')} }`;
		case 'integer':
			return 'number';
		case 'string':
		case 'number':
		case 'boolean':
		case 'null':
			return schema.type;
		default:
			throw new Error(`No type is written for ${JSON.stringify(schema)}.`);
	}
}

const fieldsOf = ({ properties = {}, required = [] }: Schema) =>
	Object.entries(properties).map(([name, schema]) => {
		const comment = schema.description ? `/** ${schema.description} */ ` : '';
		return `${comment}${name}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`;
	});
