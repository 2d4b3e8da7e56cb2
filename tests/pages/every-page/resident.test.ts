import { testEveryPage } from '../../support/every-page.ts';
import { residentPages } from '../../support/pages/resident.ts';

testEveryPage(residentPages);
