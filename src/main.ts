// Built-ins only: better-sqlite3 crashes without a word on a Node that is too old for it.
if (Number(process.versions.node.split('.')[0]) < 24) {
	console.error(`Viche needs Node 24, this is ${process.version}. \`npm start\` brings its own.`);
	process.exit(78);
}
const { runProcess } = await import('./start.ts');
await runProcess(process.argv.slice(2), process.env);
export {};
