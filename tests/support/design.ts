import { openBrowser } from './browser.ts';
import { startDemo } from './server.ts';

/** The demo with every component of it at `/_design`, and a browser to look at it with. */
export const openDesign = () =>
	Promise.all([startDemo(Date.now, { settings: { VICHE_DESIGN: '1' } }), openBrowser()]);
