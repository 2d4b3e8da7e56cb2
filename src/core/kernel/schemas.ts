import { Type, type Static, type TSchema } from 'typebox';
import { greatestInteger } from './ids.ts';
import { langs } from './text.ts';

/** Nothing that is not named may come along. */
export const strict = { additionalProperties: false } as const;

export const Id = Type.String({ minLength: 1, maxLength: 64 });
export const ConsultationNumber = Type.String({ minLength: 5, maxLength: 40 });
export const Words = (maxLength: number) => Type.String({ maxLength });
export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** One key for every retry of a write. */
export const KeyHeader = Type.Object({
	'idempotency-key': Type.String({ format: 'uuid' })
});
export const OptionalKeyHeader = Type.Partial(KeyHeader);

/** A rank, or a number within a consultation. */
export const Position = (minimum: number) => Type.Integer({ minimum, maximum: greatestInteger });

export const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100 }));
export const Cursor = Type.Optional(Type.String({ maxLength: 80 }));

/** An instant as programs get it: ISO 8601, UTC, with milliseconds. */
export const Instant = Type.String({ format: 'date-time' });
export const iso = (instant: number): Static<typeof Instant> => new Date(instant).toISOString();
export const isoOrNull = (instant: number | null) => (instant === null ? null : iso(instant));

/** A calendar day by the clock of the authority: `2026-12-16`. */
export const Day = Type.String({ format: 'date' });
export const Language = Type.Enum([...langs]);

const name = { uk: Type.String(), pl: Type.String(), en: Type.String() };
export const Trilingual = Type.Object(name);
/** What may be missing is not translated yet. */
export const PartlyTrilingual = Type.Partial(Type.Object(name));

/** A page of a list; `next` is the cursor of the page that follows. */
export const PageOf = <Item extends TSchema>(item: Item) =>
	Type.Object({ items: Type.Array(item), next: orNull(Type.String()) });

/** Where a live topic stands: its epoch and the offset of its last event. */
export const LiveCursor = Type.Object({ e: Type.String(), o: Type.Integer() });

/** What every list by rank takes: how many, and the `next` of the page before. */
export const ListQuery = { limit: Limit, cursor: Type.Optional(Position(0)) };

/** A page whose cursor is a number, as programs get it. */
export const pageOf = <Item>({ items, next }: { items: Item[]; next: number | null }) => ({
	items,
	next: next === null ? null : String(next)
});
