import { testEveryPage } from '../../support/every-page.ts';
import { administrationPages } from '../../support/pages/administration.ts';

testEveryPage(administrationPages);
