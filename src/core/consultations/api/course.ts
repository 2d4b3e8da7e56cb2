import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import {
	ConsultationNumber,
	Instant,
	iso,
	OptionalKeyHeader,
	strict,
	Words
} from '../../kernel/schemas.ts';

const params = Type.Object({ number: ConsultationNumber }, strict);
const headers = OptionalKeyHeader;
const reason = Words(20_000);
const body = Type.Object({ reason }, strict);
const response = { 200: Type.Object({ closesAt: Instant }) };
const answer = ({ closesAt }: { closesAt: number }) => ({ closesAt: iso(closesAt) });

/** What may happen to the dates of an announced consultation, each with its reason (T9 to T12). */
export const courseRoutes =
	({ consultations }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.post(
			'/consultations/:number/extend',
			{
				config: { action: 'consultation.extend' },
				schema: {
					summary: 'A later last day; the earlier one stays readable, and none comes sooner.',
					params,
					headers,
					body: Type.Object({ closesOn: Words(10), reason }, strict),
					response
				}
			},
			async ({ actor, params, body, headers }) =>
				answer(
					await consultations.extend(actor, { ...params, ...body, key: headers['idempotency-key'] })
				)
		);
		server.post(
			'/consultations/:number/suspend',
			{
				config: { action: 'consultation.suspend' },
				schema: { summary: 'Stops the clock; the page stays.', params, headers, body, response }
			},
			async ({ actor, params, body, headers }) =>
				answer(
					await consultations.suspend(actor, {
						...params,
						...body,
						key: headers['idempotency-key']
					})
				)
		);
		server.post(
			'/consultations/:number/resume',
			{
				config: { action: 'consultation.resume' },
				schema: {
					summary: 'Gives back the days that were left, at least five.',
					params,
					headers,
					body,
					response
				}
			},
			async ({ actor, params, body, headers }) =>
				answer(
					await consultations.resume(actor, { ...params, ...body, key: headers['idempotency-key'] })
				)
		);
		server.post(
			'/consultations/:number/cancel',
			{
				config: { action: 'consultation.cancel' },
				schema: {
					summary: 'Stops for good, never after the report; all that was written stays.',
					params,
					headers,
					body: Type.Object({ reason, document: Words(2000) }, strict),
					response
				}
			},
			async ({ actor, params, body, headers }) =>
				answer(
					await consultations.cancel(actor, { ...params, ...body, key: headers['idempotency-key'] })
				)
		);
		server.post(
			'/consultations/:number/delay',
			{
				config: { action: 'consultation.explainDelay' },
				schema: {
					summary: 'Says in public why the report is late.',
					params,
					headers,
					body,
					response
				}
			},
			async ({ actor, params, body, headers }) =>
				answer(
					await consultations.explainDelay(actor, {
						...params,
						...body,
						key: headers['idempotency-key']
					})
				)
		);
	};
