import { Type } from 'typebox';

/** Nothing that is not named may come along. */
export const strict = { additionalProperties: false } as const;

export const Id = Type.String({ minLength: 1, maxLength: 64 });
export const ConsultationNumber = Type.String({ minLength: 5, maxLength: 40 });
export const Words = (maxLength: number) => Type.String({ maxLength });

/** One key for every retry of a write. */
export const KeyHeader = Type.Object({
	'idempotency-key': Type.String({ format: 'uuid' })
});
export const OptionalKeyHeader = Type.Partial(KeyHeader);

export const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100 }));
export const Cursor = Type.Optional(Type.String({ maxLength: 80 }));
