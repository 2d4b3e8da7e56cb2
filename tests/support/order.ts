import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Vitest would end with these: their names come late, or their files are short. */
const projects = ['server', 'storage', 'databases', 'core'];
const long = [
	'pages/office',
	'server/matrix',
	'server/process',
	'pages/every-page',
	'server/page-actions',
	'server/postgres',
	'storage/kill',
	'pages/'
];

/** Begins with what takes long, so that in the end no worker is left alone with it. */
export default class LongFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const sorted = await super.sort(files);
		return sorted.sort((a, b) => rank(a) - rank(b));
	}
}

function rank({ project, moduleId }: TestSpecification): number {
	const place = long.findIndex((part) => moduleId.includes(`/tests/${part}`));
	return projects.indexOf(project.name) * 100 + (place < 0 ? long.length : place);
}
