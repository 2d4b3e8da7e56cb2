import { Type, type Static } from 'typebox';
import { Id, Instant, iso, orNull, strict, Trilingual, Words } from '../kernel/schemas.ts';
import { pollKinds } from '../polls/model.ts';
import type { Draft } from './content.ts';
import { offlineChannelKinds, phases, topics } from './model.ts';
import type { DraftPage, OfficeItem } from './queries/drafts.ts';

const line = Words(2000);
const long = Words(20_000);
const list = <Schema extends Parameters<typeof Type.Array>[0]>(item: Schema) =>
	Type.Array(item, { maxItems: 100 });
const translated = Type.Object(
	{ uk: Type.Optional(long), pl: Type.Optional(long), en: Type.Optional(long) },
	strict
);

/** What an official writes of a consultation; every field may come later. Ids of options are their places. */
export const DraftFields = Type.Partial(
	Type.Object({
		title: translated,
		summary: translated,
		topic: Type.Enum([...topics, '']),
		canChange: list(line),
		cannotChange: list(Type.Object({ text: line, why: line }, strict)),
		why: long,
		affectedGroups: list(Type.Object({ group: line, effect: line }, strict)),
		options: list(
			Type.Object(
				{
					doNothing: Type.Boolean(),
					title: line,
					pros: list(line),
					cons: list(line),
					cost: line,
					consequences: Type.Optional(list(Type.Object({ group: line, text: line }, strict)))
				},
				strict
			)
		),
		documentTitle: line,
		documentText: Words(200_000),
		polls: list(
			Type.Object({ kind: Type.Enum([...pollKinds]), question: line, options: list(line) }, strict)
		),
		ruleProfileId: Id,
		shortTermReason: long,
		areaIds: list(Id),
		opensOn: Words(10),
		closesOn: Words(10),
		responsible: Type.Object(
			{ name: line, post: line, phone: line, email: line, hours: line },
			strict
		),
		decidingBody: line,
		hostCentreId: Id,
		offlineChannels: list(
			Type.Object({ kind: Type.Enum([...offlineChannelKinds]), text: line }, strict)
		),
		resolution: Type.Object({ number: line, link: line }, strict)
	}),
	strict
);

export function draftOf({ options, ...fields }: Static<typeof DraftFields>): Partial<Draft> {
	return {
		...fields,
		...(options && {
			options: options.map(({ consequences = [], ...option }, place) => ({
				id: `o${place + 1}`,
				...option,
				consequences
			}))
		})
	};
}

export const DraftItemJson = Type.Object({
	id: Id,
	number: orNull(Type.String()),
	title: Type.String(),
	phase: Type.Enum([...phases]),
	authority: Trilingual,
	revisedAt: Instant,
	opensAt: orNull(Instant),
	closesAt: orNull(Instant),
	reportDueAt: orNull(Instant)
});
export const draftItemJson = (item: OfficeItem) => ({
	...item,
	revisedAt: iso(item.revisedAt),
	opensAt: item.opensAt === null ? null : iso(item.opensAt),
	closesAt: item.closesAt === null ? null : iso(item.closesAt),
	reportDueAt: item.reportDueAt === null ? null : iso(item.reportDueAt)
});

export const DraftJson = Type.Object({
	id: Id,
	version: Type.Integer(),
	authority: Type.String({ description: 'Slug of the authority.' }),
	draft: Type.Unsafe<Draft>({ type: 'object', additionalProperties: true }),
	errors: Type.Array(
		Type.Object({
			path: Type.String(),
			code: Type.String({ description: 'What stands between it and its announcement now.' })
		})
	)
});
export const draftJson = ({ id, version, authority, draft, errors }: DraftPage) => ({
	id,
	version,
	authority: authority.slug,
	draft,
	errors: errors.map(({ path, code }) => ({ path, code }))
});
