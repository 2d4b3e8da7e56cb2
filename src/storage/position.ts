import { sql, type SQL } from 'drizzle-orm';

/**
 * A number that comes under a name, for the place in a list after which it goes on: as one value, so that the index is
 * entered there and not walked from its beginning, and told to be a number, or PostgreSQL takes it for text.
 */
export const position = (name: string): SQL =>
	sql`(select cast(${sql.placeholder(name)} as bigint))`;
