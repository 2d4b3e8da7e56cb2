import { Column, is, sql, type SQL } from 'drizzle-orm';
import { PgColumn } from 'drizzle-orm/pg-core';

/**
 * Whether a column is one of many values, which come as one array under a name: the same prepared query takes any
 * number of them.
 */
export function among(column: Column, name: string): SQL {
	const list = sql.param(sql.placeholder(name), { mapToDriverValue: JSON.stringify });
	return is(column, PgColumn)
		? sql`${column} in (select json_array_elements_text(${list}::json))`
		: sql`${column} in (select value from json_each(${list}))`;
}
