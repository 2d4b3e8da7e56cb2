/** Draws cards as PNG on a thread of its own: letters and the engine are loaded here, and go with the thread. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { drawCard, type Card } from './card.ts';
import { readFont } from './font.ts';

const { favicon } = workerData as { favicon: string };
const { resolve } = createRequire(import.meta.url);
const read = (file: string) => readFileSync(resolve(file));

const bold = read('@expo-google-fonts/lora/700Bold/Lora_700Bold.ttf');
const regular = read('@expo-google-fonts/lora/400Regular/Lora_400Regular.ttf');
await initWasm(read('@resvg/resvg-wasm/index_bg.wasm'));

const fonts = { title: readFont(bold), text: readFont(regular) };
const mark = /<g[^>]*>(.*)<\/g>/s.exec(readFileSync(favicon, 'utf8'))?.[1] ?? '';

parentPort!.on('message', (card: Card) => {
	const drawing = new Resvg(drawCard(card, { ...fonts, mark }), {
		font: { fontBuffers: [bold, regular], defaultFontFamily: 'Lora' }
	});
	const image = drawing.render();
	parentPort!.postMessage(image.asPng());
	image.free();
	drawing.free();
});
