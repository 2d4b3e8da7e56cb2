import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal, isUnstorable, refusals, type RefusalCode } from '#core/kernel/errors.ts';
import { turnedAwayPage } from './load/turned-away.ts';

/** Codes of what is refused before the application is asked; like those of refusals they never change. */
const edgeCodes = {
	malformed: 400,
	foreign_origin: 403,
	not_found: 404,
	request_timeout: 408,
	length_required: 411,
	too_large: 413,
	unsupported_media_type: 415,
	unknown_host: 421,
	upgrade_required: 426,
	too_many_requests: 429,
	too_many_connections: 429,
	headers_too_large: 431,
	internal: 500,
	busy: 503
} as const;

type ProblemCode = RefusalCode | keyof typeof edgeCodes;

export interface Problem {
	code: ProblemCode;
	errors?: readonly { path: string; code: string }[];
	/** The version that is there now, beside `version_conflict`. */
	version?: number;
	/** Seconds. */
	retryAfter?: number;
}

const frameworkCodes: Record<string, ProblemCode> = {
	FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
	FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
	FST_ERR_NOT_FOUND: 'not_found',
	// No name of ours is as long.
	FST_ERR_MAX_PARAM_LENGTH: 'not_found',
	FST_ERR_HANDLER_TIMEOUT: 'busy'
};

/** What is told about an error: of those nobody foresaw, nothing. */
export function problemOf(error: unknown): Problem {
	if (isRefusal(error)) return { code: error.code, ...error.details };
	if (isUnstorable(error)) return { code: 'malformed' };
	const { code = '', statusCode = 500, validation } = error as Fault;
	if (validation) return { code: 'malformed', errors: validation.map(fieldError) };
	const known = frameworkCodes[code];
	if (known) return { code: known };
	if (statusCode === 503) return { code: 'busy' };
	return { code: statusCode < 500 ? 'malformed' : 'internal' };
}

const statusOf = (code: ProblemCode): number => ({ ...edgeCodes, ...refusals })[code];

/** Answers with problem details (RFC 9457) under `/api`, with a sentence where a page was asked for. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem) {
	const { code, retryAfter, errors, version } = problem;
	const status = statusOf(code);
	reply
		.code(status)
		.header('cache-control', 'no-store')
		.header('x-content-type-options', 'nosniff');
	if (status === 429 || status === 503) reply.header('retry-after', retryAfter ?? 5);
	if (!isForPrograms(request.url))
		return status === 413 || status === 429 || status === 503
			? sendPage(request, reply, status)
			: reply.type('text/plain; charset=utf-8').send(`${status} ${STATUS_CODES[status]}\n`);
	return reply.type('application/problem+json; charset=utf-8').send(
		body(code, request.id, {
			...(errors && { errors: errors.map(({ path, code }) => ({ path, code })) }),
			...(version !== undefined && { version })
		})
	);
}

/** Whoever is turned away did nothing wrong, and is told what to do. */
function sendPage({ url }: FastifyRequest, reply: FastifyReply, status: 413 | 429 | 503) {
	reply
		.type('text/html; charset=utf-8')
		.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
	turnedAwayPage(url, status).then(
		(page) => reply.send(page),
		() => reply.type('text/plain; charset=utf-8').send(`${status} ${STATUS_CODES[status]}\n`)
	);
	return reply;
}

/** Answers what the HTTP parser could not read: there is no request, only a connection. */
export function refuseConnection(error: { code?: string }, socket: Socket): void {
	if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
	// As Node itself does it: bytes amid an answer, or after it, would be taken for another one.
	const { _httpMessage: answer } = socket as Socket & { _httpMessage?: { headersSent: boolean } };
	if (answer?.headersSent) return socket.destroySoon();
	const code =
		error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
			? 'request_timeout'
			: error.code === 'HPE_HEADER_OVERFLOW'
				? 'headers_too_large'
				: 'malformed';
	const status = edgeCodes[code];
	const text = body(code, randomUUID());
	socket.end(
		[
			`HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
			'content-type: application/problem+json; charset=utf-8',
			`content-length: ${Buffer.byteLength(text)}`,
			'x-content-type-options: nosniff',
			'connection: close',
			'',
			text
		].join('\r\n')
	);
}

/** Whether the path belongs to the API, the live endpoint or the health checks; everything else is pages. */
export function isForPrograms(url: string): boolean {
	return /^\/(?:api|live|healthz|readyz)(?:[/?]|$)/.test(url);
}

interface Fault {
	code?: string;
	statusCode?: number;
	validation?: { instancePath: string; keyword: string; params: Record<string, unknown> }[];
}

function body(code: ProblemCode, requestId: string, extra: object = {}): string {
	const status = statusOf(code);
	const title = STATUS_CODES[status];
	return JSON.stringify({ type: 'about:blank', title, status, code, ...extra, requestId });
}

function fieldError({ instancePath, keyword, params }: NonNullable<Fault['validation']>[number]) {
	const { requiredProperties, additionalProperties } = params as Record<
		string,
		string[] | undefined
	>;
	const inner = requiredProperties?.[0] ?? additionalProperties?.[0];
	const path = [...instancePath.split('/').slice(1), ...(inner === undefined ? [] : [inner])];
	// Keywords of JSON Schema are in camel case, our codes are not.
	const code = keyword.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
	return { path: path.join('.'), code };
}
