import { Agent, request } from 'node:http';
import { randomUUID } from 'node:crypto';

export interface Answer {
	status: number;
	text: string;
	/** By the clock of this machine, just before it was sent and just after its answer. */
	sent: number;
	answered: number;
}

/** Many requests at once over so many connections: as many voters as there are, not as many as there are files. */
export function createBurst(origin: string, connections = 100) {
	const agent = new Agent({ keepAlive: true, maxSockets: connections });
	return {
		ballot: (
			pollId: string,
			{ cookie, option, key = randomUUID() }: { cookie: string; option: string; key?: string },
			clock: () => number = Date.now
		): Promise<Answer> =>
			new Promise((resolve, reject) => {
				const body = JSON.stringify({ choice: { option } });
				const sent = clock();
				const headers = {
					origin,
					cookie,
					'content-type': 'application/json',
					'content-length': Buffer.byteLength(body),
					'idempotency-key': key
				};
				const path = `${origin}/api/v1/polls/${pollId}/ballot`;
				request(path, { method: 'PUT', agent, headers }, (response) => {
					let text = '';
					response.setEncoding('utf8');
					response.on('data', (part: string) => (text += part));
					response.on('error', reject);
					response.on('end', () =>
						resolve({ status: response.statusCode!, text, sent, answered: clock() })
					);
				})
					.on('error', reject)
					.end(body);
			}),
		close: () => agent.destroy()
	};
}
