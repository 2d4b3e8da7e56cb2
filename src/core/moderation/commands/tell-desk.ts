import { eq, sql } from 'drizzle-orm';
import { query, type Writer } from '#storage/storage.ts';
import { topicOfDesk } from '../../kernel/events.ts';

/** Says to whoever has the desk of a centre open that its queue or its appeals are different by now. */
export async function tellDesk(writer: Writer, centreId: string): Promise<void> {
	const [centre] = await writer.run(slugOfCentre, { id: centreId });
	if (!centre) return;
	const topic = topicOfDesk(centre.slug);
	writer.emit({ type: 'queue.changed', topic, kind: 'queue', id: centreId, version: 1 });
}

const slugOfCentre = query<{ id: string }>()('slug_of_centre', (db, t) =>
	db
		.select({ slug: t.centres.slug })
		.from(t.centres)
		.where(eq(t.centres.id, sql.placeholder('id')))
);
