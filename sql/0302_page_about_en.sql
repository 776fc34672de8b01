INSERT INTO page_revision (id, page_id, lang, source_id, title, body) VALUES (1, 1, 'en', NULL, 'About the network',
'Migration joins places. A town that people leave and a town where they arrive often hold two halves of one answer: how to plan for people who come and go, how families save and invest, how someone who returns starts again. M4D Net brings the two ends together: town halls and regions, migrant and diaspora associations, other civil society bodies, universities, United Nations agencies and their partners.

## What you find here

- **A library** of guides, training modules, case studies and declarations. Reading and downloading are free and need no account. Each entry shows its languages and file sizes before you download, and the search also looks inside the files and leads you to the page.
- **Membership**, free of charge, for anyone who works or does research in the field. Members propose publications for the library; an editor reads each proposal and gives reasons for the decision.

## Where it comes from

In 2008 the European Commission and the United Nations began the Joint Migration and Development Initiative (JMDI). Its first phase carried out 51 projects in 16 countries, each run by partners at both ends of a migration route. The network grew up around them, so that what worked in one place would reach the next.

The second phase ran from 2013 to 2017 with money from the European Union and the Swiss Agency for Development and Cooperation. UNDP led it together with IOM, the ILO and its training centre, UNHCR, UNFPA, UNITAR and UN Women. It worked with local authorities in eight countries: Costa Rica, Ecuador, El Salvador, Morocco, Nepal, the Philippines, Senegal and Tunisia. The training modules, guidelines and case studies of those years are the core of the library.

In the same years mayors met each year at the Mayoral Forum on Human Mobility, Migration and Development: in Barcelona in 2014, then in Quito, Quezon City and Berlin, and in Marrakech in 2018. Their declarations are in the library too.

## How we work

- **Three languages.** The site speaks English, French and Spanish. Where a text exists in one language only, we say so instead of hiding it.
- **Slow lines and old devices.** Pages stay small and work without scripts, so that an office at the far end of a mobile network is served as well as one in a capital.
- **Sources.** Each entry of the library names where its facts come from, and keeps its address for good, so you can cite it.

## Take part

[Join the network](/en/join), [search the library](/en/resources), or write to the secretariat at the address at the foot of every page.')
