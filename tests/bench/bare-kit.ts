import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { createBuilder } from 'vite';
import config from '../../svelte.config.js';
import { projectRoot } from '../../src/settings.ts';

/** What the pages' own load functions would give. */
export interface ReadyData {
	layout: unknown;
	page: unknown;
}

const route = 'routes/[[lang=lang]]/(public)/consultations/[number]';

/**
 * Builds a SvelteKit site of one page, drawn by our own components from data that lies ready: no storage, no
 * session, no hooks. Answers the path of its handler.
 */
export async function buildBareKit({ layout, page }: ReadyData): Promise<string> {
	// Inside the project, or its packages and `#lib` would not be found.
	const root = join(projectRoot, '.svelte-kit/bench');
	const web = join(projectRoot, 'src/web');
	rmSync(root, { recursive: true, force: true });
	for (const path of [
		'app.html',
		'params.ts',
		'routes/+layout.svelte',
		'routes/+layout.ts',
		'routes/+error.svelte',
		route
	])
		cpSync(join(web, path), join(root, path), { recursive: true });
	const write = (path: string, data: unknown) =>
		writeFileSync(
			join(root, path),
			`const data = ${JSON.stringify(data)};\nexport const load = () => data;\n`
		);
	write('routes/+layout.server.ts', layout);
	write(`${route}/+page.server.ts`, page);
	// Without a client of its own there must be some file to serve.
	mkdirSync(join(root, 'static'));
	writeFileSync(join(root, 'static/robots.txt'), '');
	const builder = await createBuilder({
		root,
		logLevel: 'silent',
		plugins: [
			sveltekit({
				...config,
				adapter: adapter({ out: join(root, 'dist') }),
				outDir: '.svelte-kit',
				files: { src: '.' }
			})
		]
	});
	await builder.buildApp();
	return join(root, 'dist/handler.js');
}
