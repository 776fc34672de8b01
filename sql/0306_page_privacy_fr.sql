INSERT INTO page_revision (id, page_id, lang, source_id, title, body) VALUES (5, 2, 'fr', 4, 'Vie privée et vos données',
'Ceci est la version 1 de la notice sur la vie privée. Lorsque vous adhérez, nous gardons la version que vous avez acceptée et la date. Si la notice change d’une manière qui vous concerne, nous vous demandons de nouveau votre accord avant de continuer.

## En bref

Vous pouvez tout lire et tout télécharger sans nous dire qui vous êtes. Il n’y a ni publicité ni service de mesure d’audience, et rien n’est chargé depuis les serveurs d’autres entreprises. Des cookies ne sont déposés que là où un formulaire ou la connexion à votre compte en a besoin.

## Si vous ne faites que visiter

- **Les téléchargements** sont comptés par publication, langue, mois et pays. Pour écarter les doubles clics, nous gardons pendant un jour une valeur brouillée, tirée de votre adresse réseau et de votre navigateur, dont on ne peut retrouver ni l’une ni l’autre.
- **Le journal technique** contient une ligne par requête avec l’heure, l’adresse demandée, la réponse et votre adresse réseau. Il sert à trouver les pannes et les attaques et il est effacé après 30 jours.
- **Les limites contre les abus** comptent les essais par adresse réseau, pendant un jour au plus.

## Si vous adhérez

- **Votre compte** : nom, adresse électronique, pays, organisation et langue. L’adresse nous permet de vous joindre, la langue de vous écrire dans celle-ci. Le pays et l’organisation disent à qui le réseau sert, et vous pouvez laisser l’organisation vide. Gardé aussi longtemps que vous avez le compte.
- **Votre mot de passe** n’est gardé que sous une forme dont on ne peut pas le déduire (Argon2id). Personne ici ne peut le lire.
- **Où vous êtes connecté** : date, navigateur et adresse réseau de chaque session. Vous voyez la liste sur votre page et pouvez mettre fin à chacune. Gardé jusqu’à la fin de la session.
- **Ce que vous faites et qui concerne d’autres personnes** : proposer, modifier ou publier quelque chose, ou changer des rôles, laisse une ligne dans un journal qu’on ne peut plus modifier ensuite. Il montre qui a fait quoi et il est gardé aussi longtemps que le réseau existe.
- **Les courriels que nous vous avons envoyés**, avec la date et leur arrivée chez votre fournisseur, afin de pouvoir vous aider s’il en manque un.

La base juridique est votre accord au moment de l’adhésion ; pour le journal technique, les limites et la trace durable, c’est l’intérêt légitime à un service sûr et dont on peut rendre compte.

## Qui les voit

Votre nom et ce que vous proposez sont vus par les éditeurs et modérateurs de la bibliothèque. Votre adresse électronique n’est vue que par les administrateurs et n’est jamais montrée aux autres membres ni au public. Nous ne transmettons rien à des annonceurs ni à des courtiers en données, et aux autorités seulement lorsque la loi nous y oblige.

## Vos droits

Vous pouvez voir et corriger vos données sur [votre page](/fr/me). Vous pouvez en obtenir une copie, faire supprimer le compte, vous opposer ou retirer votre accord à tout moment : écrivez au secrétariat à l’adresse indiquée au bas de chaque page, depuis l’adresse de votre compte. Vous recevez une réponse dans un délai d’un mois. Vous pouvez aussi saisir l’autorité de protection des données de votre pays.

## Comment elles sont protégées

Toutes les connexions sont chiffrées. L’accès aux données exige un rôle donné par un administrateur, chaque usage d’un tel rôle est enregistré, et les sauvegardes suivent les mêmes règles.')
