import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import {
	ConsultationNumber,
	Id,
	OptionalKeyHeader,
	PageOf,
	Position,
	strict,
	Words
} from '../../kernel/schemas.ts';
import { proseFields, type ProseField } from '../model.ts';
import {
	ExportedJson,
	exportedJson,
	ReportDraftJson,
	reportDraftJson,
	ReportJson,
	reportJson
} from '../schemas.ts';

const params = Type.Object({ number: ConsultationNumber }, strict);
const headers = OptionalKeyHeader;
const long = Words(20_000);
const line = Words(2000);
const version = Type.Object({ version: Type.Integer() });
const seenVersion = Type.Optional(
	Type.Integer({ minimum: 1, description: 'The version looked at; another one there: 409.' })
);
const prose = Type.Partial(
	Type.Object(
		Object.fromEntries(proseFields.map((name) => [name, long])) as Record<ProseField, typeof long>
	),
	strict
);
const written = { prose, signedBy: line };

const decision = Type.Object(
	{
		body: line,
		decisionNumber: Type.String({ maxLength: 400, description: 'As the body gives it.' }),
		decidedOn: Words(10),
		title: line,
		document: line,
		changes: Type.Array(
			Type.Object(
				{
					paragraphId: Id,
					before: long,
					after: long,
					because: Type.Array(Position(1), { maxItems: 1000 })
				},
				strict
			),
			{ maxItems: 200 }
		),
		followUp: Type.Optional(long)
	},
	strict
);

export const reportRoutes =
	({ reports }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/consultations/:number/report',
			{
				config: { action: 'report.read' },
				schema: {
					summary: 'The published report: figures, answers with reasons, the decision.',
					params,
					response: { 200: ReportJson }
				}
			},
			async ({ actor, params }) => reportJson(await reports.page(actor, params))
		);
		server.get(
			'/consultations/:number/report/contributions',
			{
				config: { action: 'report.read' },
				schema: {
					summary: 'All contributions as open data: whoever counts them gets the figures.',
					params,
					response: { 200: PageOf(ExportedJson) }
				}
			},
			async ({ actor, params }) => ({
				items: (await reports.export(actor, params)).map(exportedJson),
				next: null
			})
		);
		server.get(
			'/office/consultations/:number/report',
			{
				config: { action: 'report.write' },
				schema: {
					summary: 'A report while it is written, with the figures as they are now.',
					params,
					response: { 200: ReportDraftJson }
				}
			},
			async ({ actor, params }) => reportDraftJson(await reports.draft(actor, params))
		);
		server.patch(
			'/office/consultations/:number/report',
			{
				config: { action: 'report.write' },
				schema: {
					summary: 'Keeps what is written of a report so far, complete or not.',
					params,
					headers,
					body: Type.Object({ ...written, version: Position(0) }, strict),
					response: { 200: version }
				}
			},
			async ({ actor, params, body, headers }) =>
				reports.revise(actor, { ...params, ...body, key: headers['idempotency-key'] })
		);
		server.post(
			'/consultations/:number/report',
			{
				config: { action: 'report.publish' },
				schema: {
					summary: 'Publishes the report; refused while a proposal waits for an answer.',
					params,
					headers,
					body: Type.Object(written, strict),
					response: { 201: version }
				}
			},
			async ({ actor, params, body, headers }, reply) =>
				reply
					.code(201)
					.send(
						await reports.publish(actor, { ...params, ...body, key: headers['idempotency-key'] })
					)
		);
		server.post(
			'/consultations/:number/report/corrections',
			{
				config: { action: 'report.correct' },
				schema: {
					summary: 'Other prose, with a reason; figures and earlier versions stay.',
					params,
					headers,
					body: Type.Object({ ...written, reason: long, version: seenVersion }, strict),
					response: { 201: version }
				}
			},
			async ({ actor, params, body, headers }, reply) =>
				reply
					.code(201)
					.send(
						await reports.correct(actor, { ...params, ...body, key: headers['idempotency-key'] })
					)
		);
		server.post(
			'/consultations/:number/decision',
			{
				config: { action: 'decision.record' },
				schema: {
					summary: 'Records the decision, and what changed because of the consultation.',
					params,
					headers,
					body: decision,
					response: { 201: Type.Object({ number: Type.String() }) }
				}
			},
			async ({ actor, params, body, headers }, reply) =>
				reply
					.code(201)
					.send(
						await reports.decide(actor, { ...params, ...body, key: headers['idempotency-key'] })
					)
		);
	};
