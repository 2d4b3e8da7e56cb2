import { csvRows } from '#lib/feeds/csv.ts';

interface Page<Entry> {
	items: Entry[];
	next: string | null;
}

interface Table<Entry> {
	name: string;
	header: readonly string[];
	cells(entry: Entry): (string | number)[];
	/** A page of the log, from a cursor on. */
	read(cursor: string | undefined): Promise<Page<Entry>>;
}

/** A log as a table, page by page: it is never held whole. What is refused is refused before anything is sent. */
export async function tableOf<Entry>({
	name,
	header,
	cells,
	read
}: Table<Entry>): Promise<Response> {
	let page: Page<Entry> | undefined = await read(undefined);
	let rows: readonly (readonly (string | number)[])[] = [header];
	const encoder = new TextEncoder();
	const body = new ReadableStream<Uint8Array>({
		start: (controller) => controller.enqueue(encoder.encode('\ufeff')),
		async pull(controller) {
			if (!page) return controller.close();
			rows = [...rows, ...page.items.map(cells)];
			controller.enqueue(encoder.encode(csvRows(rows)));
			rows = [];
			page = page.next === null ? undefined : await read(page.next);
		}
	});
	return new Response(body, {
		headers: {
			'content-type': 'text/csv; charset=utf-8; header=present',
			'content-disposition': `attachment; filename="${name}"`
		}
	});
}
