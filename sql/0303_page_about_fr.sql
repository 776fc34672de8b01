INSERT INTO page_revision (id, page_id, lang, source_id, title, body) VALUES (2, 1, 'fr', 1, 'À propos du réseau',
'La migration relie des lieux. Une ville que l’on quitte et une ville où l’on arrive détiennent souvent chacune la moitié de la réponse : comment planifier pour des personnes qui vont et viennent, comment les familles épargnent et investissent, comment une personne de retour recommence. M4D Net rapproche les deux bouts : municipalités et régions, associations de migrants et des diasporas, autres organisations de la société civile, universités, agences des Nations Unies et leurs partenaires.

## Ce que vous trouvez ici

- **Une bibliothèque** de guides, de modules de formation, d’études de cas et de déclarations. La lecture et le téléchargement sont gratuits et ne demandent pas de compte. Chaque notice indique les langues et la taille des fichiers avant le téléchargement, et la recherche porte aussi sur le contenu des fichiers et vous mène à la page.
- **L’adhésion**, gratuite, pour toute personne qui travaille ou fait de la recherche dans ce domaine. Les membres proposent des publications ; un éditeur lit chaque proposition et motive sa décision.

## D’où il vient

En 2008, la Commission européenne et les Nations Unies ont lancé l’Initiative conjointe pour la migration et le développement (ICMD). Sa première phase a mené 51 projets dans 16 pays, chacun conduit par des partenaires aux deux bouts d’une route migratoire. Le réseau a grandi autour d’eux, pour que ce qui réussit à un endroit parvienne au suivant.

La deuxième phase a duré de 2013 à 2017, avec un financement de l’Union européenne et de la Direction du développement et de la coopération suisse. Le PNUD l’a dirigée avec l’OIM, l’OIT et son centre de formation, le HCR, l’UNFPA, l’UNITAR et ONU Femmes. Elle a travaillé avec des autorités locales de huit pays : Costa Rica, El Salvador, Équateur, Maroc, Népal, Philippines, Sénégal et Tunisie. Les modules de formation, lignes directrices et études de cas de ces années forment le cœur de la bibliothèque.

Au cours des mêmes années, des maires se sont réunis chaque année au Forum des maires sur la mobilité humaine, la migration et le développement : à Barcelone en 2014, puis à Quito, à Quezon City et à Berlin, et à Marrakech en 2018. Leurs déclarations se trouvent aussi dans la bibliothèque.

## Notre façon de travailler

- **Trois langues.** Le site parle anglais, français et espagnol. Lorsqu’un texte n’existe que dans une langue, nous le disons au lieu de le cacher.
- **Lignes lentes et appareils anciens.** Les pages restent légères et fonctionnent sans script, pour qu’un bureau au bout d’un réseau mobile soit servi aussi bien qu’un autre dans une capitale.
- **Sources.** Chaque notice de la bibliothèque indique d’où viennent ses informations et garde son adresse pour toujours : vous pouvez la citer.

## Participer

[Rejoignez le réseau](/fr/join), [cherchez dans la bibliothèque](/fr/resources), ou écrivez au secrétariat à l’adresse indiquée au bas de chaque page.')
