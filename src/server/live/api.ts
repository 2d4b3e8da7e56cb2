import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import { Refusal } from '#core/kernel/errors.ts';
import { strict } from '#core/kernel/schemas.ts';
import { TopicName } from '#core/live/schemas.ts';
import { refusalOf } from '#core/permissions/policy.ts';
import { textIn } from '../language.ts';
import { sendProblem } from '../problems.ts';
import { isReadByOurPages, type Site } from '../site.ts';
import type { Live } from './live.ts';
import { serverMessages } from './messages.ts';
import { followByPoll } from './poll.ts';
import { followByStream } from './stream.ts';

const Query = Type.Object(
	{
		topic: TopicName,
		e: Type.Optional(Type.String({ maxLength: 64, description: 'Epoch of the cursor.' })),
		o: Type.Optional(Type.Integer({ minimum: 0, description: 'Offset of the cursor.' }))
	},
	strict
);
const LastEventId = Type.Object({
	'last-event-id': Type.Optional(
		Type.String({
			maxLength: 128,
			description: '`<epoch>.<offset>`: the cursor with which a reader comes back; it wins.'
		})
	)
});
const Messages = Type.Object({ messages: Type.Array(Type.Union(Object.values(serverMessages))) });

/** The live messages where WebSockets do not get through: as server-sent events, and by long polls (RELIABILITY D2). */
export const eventRoutes = (live: Live, site: Site) => async (api: FastifyInstance) => {
	api.addHook('onRequest', (request, reply, done) => {
		if (isReadByOurPages(request, site)) return done();
		sendProblem(request, reply, { code: 'foreign_origin' });
	});
	// Messages are text already, the same for all who get them.
	api.setSerializerCompiler(() => JSON.stringify);

	api.get<{ Querystring: Static<typeof Query>; Headers: Static<typeof LastEventId> }>(
		'/events',
		{
			config: { action: 'live.read' },
			schema: {
				summary: 'What happens in a topic, as it happens, as server-sent events.',
				querystring: Query,
				headers: LastEventId,
				response: {
					200: {
						description:
							'Each message is one `data:` line; what moves the cursor has it as its id.',
						content: { 'text/event-stream': { schema: Type.String() } }
					}
				}
			}
		},
		async (request, reply) => {
			const { topic } = request.query;
			const since = lastSeen(request.headers['last-event-id']) ?? cursorIn(request.query);
			if (request.method === 'HEAD') return head(request, reply, topic, 'text/event-stream');
			const outcome = await followByStream(live, {
				request,
				reply,
				topic,
				since,
				textOf: (frame) => textIn(request.wanted, frame.text)
			});
			if (outcome === 'full') return tooMany(request, reply);
			if (outcome === 'forbidden') throw refusal(request, topic);
			return reply;
		}
	);

	api.get<{ Querystring: Static<typeof Query> }>(
		'/events/poll',
		{
			config: { action: 'live.read' },
			// Longer than the poll itself may take.
			handlerTimeout: live.limits.pollMs + 3000,
			schema: {
				summary: 'What happened in a topic after a cursor, or what happens within 25 seconds.',
				querystring: Query,
				response: { 200: Messages }
			}
		},
		async (request, reply) => {
			const { topic } = request.query;
			const since = cursorIn(request.query);
			if (request.method === 'HEAD') return head(request, reply, topic, 'application/json');
			const said = await followByPoll(live, { request, reply, topic, since });
			if (!said) return tooMany(request, reply);
			if (said[0]?.message.t === 'err') throw refusal(request, topic);
			return reply
				.type('application/json; charset=utf-8')
				.send(`{"messages":[${said.map(({ text }) => text).join()}]}`);
		}
	);

	/** Nothing is followed; only what would be answered first. */
	async function head(request: FastifyRequest, reply: FastifyReply, topic: string, type: string) {
		if (!(await live.app.live.mayFollow(request.actor, { topic }))) throw refusal(request, topic);
		return reply.type(type).send('');
	}
};

const tooMany = (request: FastifyRequest, reply: FastifyReply) =>
	sendProblem(request, reply, { code: 'too_many_connections' });

/** What is not there for everybody, and what is not for whoever asks. */
function refusal({ actor }: FastifyRequest, topic: string): Refusal {
	if (topic === 'a:me') return refusalOf('account.readOwn', actor);
	return topic.startsWith('m:') ? refusalOf('queue.read', actor) : new Refusal('not_found');
}

/** Both halves of a cursor, or none. */
function cursorIn({ e, o }: Static<typeof Query>): { e: string; o: number } | undefined {
	if (e === undefined && o === undefined) return undefined;
	if (e !== undefined && o !== undefined) return { e, o };
	throw Object.assign(new Error('half a cursor'), { statusCode: 400 });
}

function lastSeen(id: string | undefined): { e: string; o: number } | undefined {
	const [, e, o] = /^([\w-]{1,64})\.(\d{1,15})$/.exec(id ?? '') ?? [];
	return e !== undefined && o !== undefined ? { e, o: Number(o) } : undefined;
}
