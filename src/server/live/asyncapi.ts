import type { TSchema } from 'typebox';
import type { Site } from '../site.ts';
import { clientMessages, closeCodes, serverMessages } from './messages.ts';

const about = [
	'What happens in a topic, as it happens: each event once and in order, or the client is told to read anew.',
	'An event names its object and says what everybody may see of it now. Its offset `o` has no gaps within a topic',
	'and an epoch `e`: drop what is not newer than the last one, and subscribe again from that one when one is missing.',
	'The same messages come over a WebSocket, as server-sent events and by long polls (see `/api/openapi.json`).'
].join(' ');

const codes = Object.entries(closeCodes)
	.map(([name, code]) => `${code} ${name}`)
	.join(', ');

/** All that crosses the wire, as an AsyncAPI document made from the definitions that the server itself uses. */
export function asyncApi({ origin }: Site) {
	const messages = { ...named('server', serverMessages), ...named('client', clientMessages) };
	const names = (side: string) => Object.keys(messages).filter((name) => name.startsWith(side));
	return {
		asyncapi: '3.0.0',
		info: { title: 'Viche live', version: '1', description: about },
		defaultContentType: 'application/json',
		servers: {
			viche: { host: origin.host, protocol: origin.protocol === 'https:' ? 'wss' : 'ws' }
		},
		channels: {
			live: {
				address: '/live',
				description: `Any number of topics, up to 32. Close codes: ${codes}.`,
				messages: Object.fromEntries(
					Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }])
				)
			}
		},
		operations: {
			tell: { action: 'send', ...operation(names('server')) },
			ask: { action: 'receive', ...operation(names('client')) }
		},
		components: { messages }
	};
}

/** `sub` is said by both sides: messages are named with their side. */
const named = (side: string, schemas: Record<string, TSchema>) =>
	Object.fromEntries(
		Object.entries(schemas).map(([name, schema]) => [
			`${side}.${name}`,
			{ name, summary: (schema as { description?: string }).description, payload: schema }
		])
	);

const operation = (names: readonly string[]) => ({
	channel: { $ref: '#/channels/live' },
	messages: names.map((name) => ({ $ref: `#/channels/live/messages/${name}` }))
});
