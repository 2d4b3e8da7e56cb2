import http from 'node:http';
import net from 'node:net';
import { expect } from 'vitest';

export interface Answer {
	status: number;
	headers: Record<string, string | undefined>;
	text: string;
}

export interface Sent {
	method?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
}

/** Requests with exactly these headers, which `fetch` would not send; none may make the server fail. */
export function createSender(port: number) {
	const agent = new http.Agent({ keepAlive: true });
	async function send(path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
		const answer = await new Promise<Answer>((resolve, reject) => {
			const request = http.request({
				agent,
				host: '127.0.0.1',
				port,
				method,
				path,
				headers: {
					...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
					...headers
				}
			});
			request.on('error', reject).on('response', (response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
				response.on('end', () =>
					resolve({
						status: response.statusCode!,
						headers: response.headers as Answer['headers'],
						text: Buffer.concat(chunks).toString()
					})
				);
			});
			request.end(body);
		});
		if (answer.status >= 500) throw new Error(`${answer.status} for ${method} ${path}`);
		return answer;
	}
	return Object.assign(send, { close: () => agent.destroy() });
}

/**
 * Writes bytes as they are and reads what comes back, until that many answers are whole or the connection
 * ends.
 */
export function writeRaw(port: number, bytes: string, { answers = 1 } = {}) {
	return new Promise<{ answers: Answer[]; closed: boolean }>((resolve, reject) => {
		const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
		let received = '';
		const end = (closed: boolean) => {
			socket.destroy();
			resolve({ answers: answersIn(received), closed });
		};
		socket.setEncoding('latin1').on('data', (text: string) => {
			received += text;
			if (answersIn(received).length >= answers) end(false);
		});
		socket.on('end', () => end(true));
		socket.on('error', (error: NodeJS.ErrnoException) =>
			error.code === 'ECONNRESET' || error.code === 'EPIPE' ? end(true) : reject(error)
		);
	});
}

/** The whole answers at the beginning of what was received; those of 1xx are only on their way. */
function answersIn(received: string): Answer[] {
	const answers: Answer[] = [];
	for (let rest = received; ;) {
		const end = rest.indexOf('\r\n\r\n');
		if (end < 0) return answers;
		const [first = '', ...lines] = rest.slice(0, end).split('\r\n');
		const headers = Object.fromEntries(
			lines.map((line) => [
				line.slice(0, line.indexOf(':')).toLowerCase(),
				line.slice(line.indexOf(':') + 1).trim()
			])
		);
		const status = Number(first.split(' ')[1]);
		const body = rest.slice(end + 4);
		const length = headers['transfer-encoding']
			? body.indexOf('0\r\n\r\n') + 5
			: Number(headers['content-length'] ?? 0);
		if (body.length < length || length === 4) return answers;
		if (status >= 500) throw new Error(`${status} for raw bytes`);
		if (status >= 200) answers.push({ status, headers, text: body.slice(0, length) });
		rest = body.slice(length);
	}
}

/** Problem details as they are promised: these names, this type, and nothing else. */
export function expectProblem(answer: Answer, status: number, code: string, about = ''): void {
	expect(`${answer.status} ${answer.text}`, about).toMatch(
		new RegExp(`^${status} .*"${code}"`, 's')
	);
	expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
	const problem = JSON.parse(answer.text) as Record<string, unknown>;
	const { errors, requestId, version: _version, ...rest } = problem;
	expect(rest).toEqual({
		type: 'about:blank',
		title: http.STATUS_CODES[status],
		status,
		code
	});
	expect(requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
	for (const error of (errors ?? []) as unknown[])
		expect(error).toEqual({
			path: expect.any(String) as string,
			code: expect.stringMatching(/^[a-z_]+$/) as string
		});
}

/** A cookie as it was set: the value with its name, and the attributes but how long it lasts. */
export function partsOf(cookie: string | string[] | undefined) {
	const [value = '', ...attributes] = String(cookie).split(/; */);
	const kept = attributes.filter((one) => !/^(?:Max-Age|Expires)=/.test(one));
	return { value, attributes: kept.sort() };
}
