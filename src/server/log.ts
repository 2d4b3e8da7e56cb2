import type { FastifyInstance } from 'fastify';
import type { Settings } from '../settings.ts';

/**
 * What a request asked for is not logged, only which route it took: addresses, cookies, queries and bodies
 * would tell who wrote or voted what, and when.
 */
export function loggerOptions(level: Settings['logLevel']) {
	return {
		level,
		redact: ['*.cookie', '*.authorization', '*.password', '*.totp', '*.code', '*.body'],
		serializers: { err: describeError }
	};
}

/** One line for each answer, at a level that says whether somebody should look. */
export function logAnswers(server: FastifyInstance): void {
	const onlyFailures = !['debug', 'trace'].includes(server.log.level);
	server.addHook('onResponse', (request, reply, done) => {
		const { statusCode } = reply.raw;
		if (statusCode < 500 && onlyFailures) return done();
		request.log[statusCode >= 500 ? 'error' : 'debug'](
			{
				method: request.method,
				route: request.routeOptions.url,
				status: statusCode,
				ms: Math.round(reply.elapsedTime)
			},
			'answered'
		);
		done();
	});
}

type Described = {
	type: string;
	message: string;
	stack: string;
	code?: string;
	cause?: Described;
};

/** Errors of queries carry the values of the query in their message: then the message stays out. */
function describeError(error: Error): Described {
	const { name, message, stack = '', cause } = error;
	const { code } = error as { code?: unknown };
	const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
	return {
		type: name,
		message: error.constructor.name === 'DrizzleQueryError' ? 'A query failed.' : message,
		stack: frames.join('\n'),
		...(typeof code === 'string' && { code }),
		...(cause instanceof Error && { cause: describeError(cause) })
	};
}
