import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { follow } from '#lib/live/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { startDemo, type Demo } from '../support/server.ts';

/** The client as others get it: a file with its types, and nothing of ours around it. */

let demo: Demo;
let folder: string;
let source: string;

beforeAll(async () => {
	demo = await startDemo();
	folder = join(temporaryFolder(), 'outside');
	mkdirSync(folder);
	source = await textOf('/live.js');
	writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
	writeFileSync(join(folder, 'live.js'), source);
	writeFileSync(join(folder, 'live.d.ts'), await textOf('/live.d.ts'));
});
afterAll(() => demo.stop());

const textOf = async (path: string) => (await fetch(demo.origin + path)).text();

test('it weighs at most 4 kB, needs nothing else, and is asked for again only when it changed', async () => {
	expect(gzipSync(source).length).toBeLessThanOrEqual(4096);
	expect(source).not.toMatch(/\bimport\b/);
	const first = await fetch(`${demo.origin}/live.js`);
	expect(first.headers.get('content-type')).toContain('javascript');
	expect(first.headers.get('cache-control') ?? '').not.toContain('immutable');
	const types = await fetch(`${demo.origin}/live.d.ts`);
	expect(types.headers.get('content-type')).toBe('text/plain; charset=utf-8');
	const again = await fetch(`${demo.origin}/live.js`, {
		headers: { 'if-none-match': first.headers.get('etag')! }
	});
	expect(again.status).toBe(304);
});

test('a program in Node follows the front page with it', async () => {
	const file = pathToFileURL(join(folder, 'live.js')).href;
	const client = (await import(file)) as { follow: typeof follow };
	const seen: string[] = [];
	const states: string[] = [];
	const { stop } = client.follow({
		origin: demo.origin,
		topics: { home: undefined },
		apply: (events) => seen.push(...events.map(({ type }) => type)),
		reload: () => Promise.reject(new Error('There is nothing to read.')),
		state: (state) => states.push(state)
	});
	await vi.waitFor(() => expect(states.at(-1)).toBe('live'), 5000);
	await demo.app.contributions.write(await demo.actorOf('resident.zhydachiv'), {
		number: 'UA-ZHD-2026-001',
		kind: 'opinion',
		text: 'Думка, про яку дізнається чужа програма.',
		display: 'name'
	});
	await vi.waitFor(() => expect(seen).toEqual(['contribution.published']), 5000);
	stop();
});

test('its types know what comes, and refuse what does not make sense', () => {
	const program = join(folder, 'program.ts');
	writeFileSync(
		program,
		`import { follow, type LiveEvent, type State } from './live.js';
declare global {
	interface AbortSignal {}
}
export const told: string[] = [];
export const last: { state?: State } = {};
const show = ({ type, ref: [kind, id, version], data }: LiveEvent) => {
	if (type === 'contribution.supported' && data && 'support' in data)
		told.push(kind + id + version.toFixed() + data.support.toFixed());
};
const following = follow({
	origin: 'https://viche.example',
	topics: { home: undefined, 'c:UA-ZHD-2026-001': { e: 'epoch', o: 1 } },
	apply: (events, topic) => events.forEach(show) ?? topic,
	reload: async () => ({ e: 'epoch', o: 2 }),
	state: (state) => (last.state = state)
});
told.push(following.now().toFixed());
following.stop();
// @ts-expect-error An offset is a number.
follow({ origin: '', topics: { home: { e: '', o: '1' } }, apply() {}, reload: () => never });
// @ts-expect-error Nothing of that name happens.
export const wrong = (event: LiveEvent) => event.type === 'contribution.liked';
declare const never: Promise<never>;
`
	);
	const compiled = ts.createProgram([program], {
		target: ts.ScriptTarget.ES2022,
		module: ts.ModuleKind.NodeNext,
		strict: true,
		noEmit: true,
		types: [],
		// Of browsers it needs one name only, and their library takes long to read.
		lib: ['lib.es2022.d.ts'],
		skipLibCheck: true
	});
	const faults = ts.getPreEmitDiagnostics(compiled).map(({ messageText, file, start }) => {
		const text = ts.flattenDiagnosticMessageText(messageText, '\n');
		return `${file?.text.slice(start, start! + 40)}: ${text}`;
	});
	expect(faults).toEqual([]);
});
