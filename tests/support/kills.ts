import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import { follow } from '#lib/live/index.ts';
import { apiClient, patient } from './client.ts';
import { copyOf } from './folder.ts';
import { type Seeded } from './seeded.ts';
import { startOn, type ServerProcess } from './process.ts';
import { startProxy } from './fault-proxy.ts';
import type { Resident } from './residents.ts';
import { createWatcher } from './watcher.ts';

/** Something that was sent, with the answer if one came. */
export interface Attempt {
	kind: 'ballot' | 'contribution';
	key: string;
	/** The option chosen, or the text written. */
	content: string;
	answer?: string;
}

export interface Writer {
	person: Resident;
	attempts: Attempt[];
}

const between = (least: number, most: number) => least + Math.random() * (most - least);

/**
 * Kills a server again and again while eight people write and three follow live, each time at a random
 * moment, and starts it again on the same folder. Whatever got no answer is sent again with its key.
 */
export async function killLoop(
	{ folder: template, number, topic, poll, people }: Seeded,
	kills: number
) {
	const folder = copyOf(template);
	const proxy = await startProxy();
	const visitor = patient(apiClient(proxy.origin));
	const faults: string[] = [];
	const writers: Writer[] = people.map((person) => ({ person, attempts: [] }));
	let server: ServerProcess;
	let slowestStart = 0;

	async function start(): Promise<void> {
		const began = performance.now();
		server = await startOn(folder, { settings: { VICHE_ORIGIN: proxy.origin } });
		slowestStart = Math.max(slowestStart, performance.now() - began);
		proxy.pointAt(server.port);
	}

	/** The answer, or undefined: the line was cut, and it happened or it did not; or a busy machine turned it away. */
	async function send({ person }: Writer, { kind, key, content }: Attempt) {
		const write = apiClient(proxy.origin, person.cookie);
		const headers = { 'idempotency-key': key };
		const sent =
			kind === 'ballot'
				? write('PUT', `/polls/${poll.id}/ballot`, { choice: { option: content } }, headers)
				: write(
						'POST',
						`/consultations/${number}/contributions`,
						{ kind: 'opinion', text: content, display: 'resident' },
						headers
					);
		const answer = await sent.catch(() => undefined);
		if (answer?.status === 503) return undefined;
		if (answer && answer.status >= 300) faults.push(`${kind}: ${answer.status} ${answer.text}`);
		return answer?.text;
	}

	async function writeUntilCut(writer: Writer): Promise<void> {
		for (;;) {
			const n = writer.attempts.length;
			const attempt: Attempt =
				n % 2 === 0
					? { kind: 'ballot', key: randomUUID(), content: poll.options[(n / 2) % 3]!.id }
					: { kind: 'contribution', key: randomUUID(), content: `Думка ${randomUUID()}` };
			writer.attempts.push(attempt);
			const answer = await send(writer, attempt);
			if (answer === undefined) return;
			attempt.answer = answer;
		}
	}

	/** After a restart: what had no answer gets one, and what had one gets the same and changes nothing. */
	async function goOn(writer: Writer): Promise<void> {
		const last = writer.attempts.at(-1)!;
		while (last.answer === undefined) {
			const answer = await send(writer, last);
			if (answer !== undefined) last.answer = answer;
		}
		const ballots = writer.attempts.filter(({ kind }) => kind === 'ballot');
		const late = writer.attempts[Math.floor(Math.random() * writer.attempts.length)]!;
		let again = await send(writer, late);
		while (again === undefined) again = await send(writer, late);
		if (again !== late.answer) faults.push(`retry: ${again} instead of ${late.answer}`);
		const read = patient(apiClient(proxy.origin, writer.person.cookie));
		const own = await read('GET', `/polls/${poll.id}/ballot`);
		const { choice } = own.body as { choice: { option: string } };
		if (choice.option !== ballots.at(-1)!.content) faults.push(`overwritten by a late retry`);
	}

	await start();
	let began = 0;
	const watchers = await Promise.all(
		[1, 2, 3].map(async () => {
			const watcher = createWatcher(visitor, number);
			const from = await watcher.read();
			began = from.o;
			const { stop } = follow({
				origin: proxy.origin,
				topics: { [topic]: from },
				apply: (events) => events.forEach(watcher.take),
				reload: () => watcher.read(),
				times: { longestPause: 500 }
			});
			return { watcher, stop };
		})
	);
	for (let kill = 0; kill < kills; kill++) {
		const writing = Promise.all(writers.map(writeUntilCut));
		await new Promise((resolve) => setTimeout(resolve, between(100, 300)));
		proxy.pointAt(undefined);
		await server!.kill('SIGKILL');
		await writing;
		await start();
		await Promise.all(writers.map(goOn));
	}

	const page = await visitor('GET', `/consultations/${number}`);
	const head = (page.body as { cursor: { o: number } }).cursor.o;
	await vi.waitUntil(() => watchers.every(({ watcher }) => watcher.cursor.o === head), 15_000);
	for (const { watcher, stop } of watchers) {
		faults.push(...watcher.faults);
		stop();
	}
	const { code } = await server!.kill('SIGTERM');
	if (code !== 0) faults.push(`stopped with ${code}`);
	await proxy.close();
	return {
		folder,
		writers,
		faults,
		slowestStart,
		/** In the topic, while they watched. */
		events: head - began,
		watchers: watchers.map(({ watcher }) => watcher)
	};
}
