import autocannon from 'autocannon';
import type { Target } from './targets.ts';

export interface Load {
	connections: number;
	seconds?: number;
	path: string;
	method?: 'GET' | 'PUT' | 'POST';
	/** Only the first digit of what is expected. */
	status?: 2 | 3;
	/** For each request anew; `connection` counts from 0. */
	request?: (connection: number) => { headers?: Record<string, string>; body?: string };
}

export interface Figures {
	perSecond: number;
	/** Microseconds of the server's processor for one request. */
	cpu: number;
	/** Milliseconds. */
	p50: number;
	p99: number;
}

/** Asks one server as fast as it answers; any other status than is expected ends the benchmark. */
export async function load(target: Target, what: Load): Promise<Figures> {
	const { connections, seconds = 3, path, method = 'GET', status = 2, request } = what;
	// The load generator leaves out the port.
	const { host } = new URL(target.origin);
	const before = await target.usage();
	let next = 0;
	const result = await autocannon({
		url: target.origin,
		connections,
		duration: seconds,
		setupClient(client) {
			const connection = next++;
			if (request) client.setRequests([{ setupRequest: () => made(connection) }]);
		},
		requests: [{ method, path, headers: { host } }]
	});
	const after = await target.usage();
	const { errors, requests, latency } = result;
	const good = result[`${status}xx`];
	const bad = result['1xx'] + result['2xx'] + result['3xx'] + result['4xx'] + result['5xx'] - good;
	if (bad + errors > 0) throw new Error(`${bad} refusals and ${errors} errors at ${path}`);
	return {
		perSecond: requests.average,
		cpu: (after.cpu - before.cpu) / good,
		p50: latency.p50,
		p99: latency.p99
	};

	function made(connection: number) {
		const { headers, body } = request!(connection);
		return { method, path, headers: { host, ...headers }, body };
	}
}

export const median = (values: readonly number[]) =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Rounds in which the limit and ours take turns, so that a busy machine is busy for both. */
export async function inTurn(
	rounds: number,
	limit: () => Promise<Figures>,
	ours: () => Promise<Figures>
): Promise<{ limit: Figures; ours: Figures }> {
	const found: { limit: Figures[]; ours: Figures[] } = { limit: [], ours: [] };
	// Not counted: code is still cold.
	await limit();
	await ours();
	for (let round = 0; round < rounds; round++) {
		found.limit.push(await limit());
		found.ours.push(await ours());
	}
	return { limit: middle(found.limit), ours: middle(found.ours) };
}

function middle(figures: readonly Figures[]): Figures {
	const of = (name: keyof Figures) => median(figures.map((one) => one[name]));
	return { perSecond: of('perSecond'), cpu: of('cpu'), p50: of('p50'), p99: of('p99') };
}
