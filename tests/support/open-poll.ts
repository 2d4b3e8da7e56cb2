import { addResidents, openPoll } from './residents.ts';
import { startDemo } from './server.ts';

type Options = NonNullable<Parameters<typeof startDemo>[1]>;

/** The demo, its poll that is open, and residents who may vote in it. */
export async function startWithPoll(residents: number, limits: Options['limits'] = {}) {
	const demo = await startDemo(Date.now, { limits });
	const open = await openPoll(demo.app);
	return { demo, open, people: await addResidents(demo.app, open.poll.id, residents) };
}
