import type { Visitor } from './flood.ts';

interface Reader {
	/** Opens the session here, as at home; without it `cookie` has been opened before. */
	signIn?: { login: string; password: string };
	cookie?: string;
}

interface Vote {
	origin: string;
	number: string;
	pollId: string;
	option: string;
}

/**
 * From the page of a consultation to the vote, all over pages and without JavaScript; answers the status of each step.
 */
export async function readAndVote(visitor: Visitor, reader: Reader, vote: Vote): Promise<number[]> {
	const { origin, number, pollId, option } = vote;
	const statuses: number[] = [];
	let cookie = reader.cookie ?? '';
	const get = async (path: string) => {
		const asked = await visitor.ask(path, { headers: { cookie, accept: 'text/html' } });
		statuses.push(asked.status);
		return asked;
	};
	const post = async (path: string, fields: Record<string, string>) => {
		const type = 'application/x-www-form-urlencoded';
		const headers = { cookie, origin, accept: 'text/html', 'content-type': type };
		const body = new URLSearchParams(fields).toString();
		const asked = await visitor.ask(path, { method: 'POST', headers, body });
		statuses.push(asked.status);
		return asked;
	};
	if (reader.signIn) {
		await get('/sign-in');
		const { headers } = await post('/sign-in', reader.signIn);
		cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
	}
	await get(`/consultations/${number}`);
	const path = `/consultations/${number}/polls/${pollId}`;
	const { text } = await get(path);
	const hidden = (name: string) =>
		new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
	await post(path, { version: hidden('version'), key: hidden('key'), option });
	return statuses;
}
