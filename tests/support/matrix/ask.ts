import { randomUUID } from 'node:crypto';
import type { Demo } from '../server.ts';
import type { Player } from './cast.ts';
import type { Expected } from './expected.ts';
import type { Ask, Performer } from './performers.ts';

export interface Observed {
	status: number;
	/** Of a problem of the API. */
	code: string;
	text: string;
	/** Where a page leads instead. */
	location: string;
}

/** One request as a browser or a program sends it, by hand: redirects are answers. */
export async function put(
	{ origin }: Demo,
	{ cookie }: Player,
	way: Performer['way'],
	{ method, path, body }: Ask
): Promise<Observed> {
	const isApi = way === 'api';
	const headers: Record<string, string> = { origin, ...(cookie && { cookie }) };
	if (!isApi) headers['accept'] = 'text/html';
	if (isApi && method !== 'GET') headers['idempotency-key'] = randomUUID();
	if (isApi && body !== undefined) headers['content-type'] = 'application/json';
	const response = await fetch(`${origin}${isApi ? '/api/v1' : ''}${path}`, {
		method,
		headers,
		redirect: 'manual',
		...(body !== undefined && {
			body: isApi
				? JSON.stringify(body)
				: new URLSearchParams({ key: randomUUID(), ...(body as Record<string, string>) })
		})
	});
	const text = await response.text();
	const isProblem = response.headers.get('content-type')?.startsWith('application/problem');
	return {
		status: response.status,
		code: isProblem ? (JSON.parse(text) as { code: string }).code : '',
		text,
		location: response.headers.get('location') ?? ''
	};
}

/** What holds of the consultation and not of the person. */
const untimely = new Set([
	'not_now',
	'consultation_not_open',
	'poll_closed',
	'report_published',
	'no_report',
	'already_announced',
	'already_decided',
	'late_intake_open',
	'received_too_late'
]);

/** What was answered, in the words of the expectation; undefined for what fits none. */
export function outcomeOf(
	{ status, code, location }: Observed,
	{ way, looks }: Performer,
	player: Player,
	method: string
): Expected | undefined {
	if (status >= 200 && status < 300) return method === 'GET' || looks ? 'yes' : undefined;
	if (way === 'api') {
		if (code === 'busy') return 'yes';
		if (code === 'not_signed_in') return 'sign_in';
		if (code === 'second_factor_needed') return 'second_factor';
		if (untimely.has(code)) return 'not_now';
		return ['not_allowed', 'not_found', 'not_eligible'].includes(code) ? 'no' : undefined;
	}
	if (status === 503) return 'yes';
	if (status === 401) return player.id === null ? 'sign_in' : 'second_factor';
	if (/\/sign-in\?/.test(location)) return 'sign_in';
	if (/\/account\/second-factor\?/.test(location)) return 'second_factor';
	if (status === 403 || status === 404) return 'no';
	// Pages tell in words; whether it is the person or the time, the API has said.
	return status === 422 || status === 409 ? 'not_now' : undefined;
}
