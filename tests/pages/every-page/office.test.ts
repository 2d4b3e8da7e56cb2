import { testEveryPage } from '../../support/every-page.ts';
import { officePages } from '../../support/pages/office.ts';

testEveryPage(officePages);
