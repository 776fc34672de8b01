INSERT INTO page_revision (page_id, lang, source_id, title, body, note) SELECT p.id, 'fr', (SELECT MAX(r.id) FROM page_revision r WHERE r.page_id = p.id AND r.lang = 'en'), 'Vie privée et vos données',
'Ceci est la version 2 de la notice sur la vie privée. Lorsque vous adhérez, nous gardons la version que vous avez acceptée et la date. Si la notice change d’une manière qui vous concerne, nous vous demandons de nouveau votre accord avant de continuer. Nouveau dans cette version : les profils et l’annuaire, les organisations, les messages, la connexion avec un code, la copie de vos données et la question annuelle.

## En bref

Vous pouvez tout lire et tout télécharger sans nous dire qui vous êtes. Comme membre, vous décidez, pour chaque chose que vous dites de vous, qui la voit. Votre adresse électronique n’est jamais montrée aux autres membres. Vous pouvez prendre une copie de vos données et supprimer votre compte sur [votre page](/fr/me/data). Il n’y a ni publicité ni service de mesure d’audience, et rien n’est chargé depuis les serveurs d’autres entreprises. Des cookies ne sont déposés que là où un formulaire ou la connexion à votre compte en a besoin.

## Si vous ne faites que visiter

- **Les téléchargements** sont comptés par publication, langue, mois et pays. Pour écarter les doubles clics, nous gardons pendant un jour une valeur brouillée, tirée de votre adresse réseau et de votre navigateur, dont on ne peut retrouver ni l’une ni l’autre.
- **Le journal technique** contient une ligne par requête avec l’heure, l’adresse de la page, la réponse et votre adresse réseau. Il sert à trouver les pannes et les attaques. Les pages de personnes y figurent par numéro, et ce qui a été cherché parmi les personnes n’y est pas.
- **Les limites contre les abus** comptent les essais par adresse réseau.

## Si vous adhérez

- **Votre compte** : nom, adresses électroniques, pays, organisation, langue et fuseau horaire. Une adresse nous permet de vous joindre, la langue de vous écrire dans celle-ci, le fuseau horaire de vous donner l’heure de là où vous vivez. Le pays et l’organisation disent à qui sert le réseau ; vous pouvez laisser l’organisation vide.
- **Votre mot de passe** n’est gardé que sous une forme dont on ne peut pas le retrouver (Argon2id). Personne ici ne peut le lire.
- **Votre second facteur**, si vous en utilisez un : le secret partagé avec votre application est sous clé, et de vos codes de secours nous ne gardons que de quoi les comparer.
- **Où vous êtes connecté** : heure, navigateur et adresse réseau de chaque session. Vous voyez la liste sur votre page et pouvez mettre fin à chacune. Chaque navigateur reçoit aussi une marque, pour que nous puissions vous signaler par courriel une connexion avec un nouveau.
- **Ce que vous avez accepté** : chaque version de cette notice, avec la date.
- **Les courriels que nous vous avons envoyés**, avec l’heure et s’ils sont arrivés chez votre fournisseur. Vous pouvez les relire sur votre page.
- **Ce que vous faites qui concerne d’autres** : proposer, modifier ou publier quelque chose, ou changer des rôles, laisse une ligne dans un journal qui ne peut pas être modifié après coup. Elle porte le numéro de votre compte, et aucun nom.

## Profil et annuaire

Ce que vous dites dans votre profil est votre choix : photo, fonction, lieu, langues, thèmes, un texte court. Pour chacun, vous choisissez qui le voit : tout le monde, les membres, ou vous seul. Vous choisissez aussi qui peut savoir que vous êtes là. Au départ, ce sont les membres. L’annuaire, les recherches, les comptes et la carte ne contiennent pour chaque public que ce qu’il peut voir. Les groupes de très peu de personnes ne sont pas comptés à part. Votre photo est refaite quand vous l’envoyez : rien de ce que l’appareil a noté, comme le lieu, n’y reste.

## Organisations

Si vous faites partie d’une organisation, nous gardons laquelle, depuis quand et à quel titre. Sa page ne vous montre que si vous le choisissez. Qui en est responsable voit qui demande à la rejoindre. Ce qu’une organisation offre et cherche concerne l’organisation et est public.

## Messages

Un message est vu par ceux qui prennent part à la conversation. Aucun des deux côtés n’apprend l’adresse de l’autre. Nous vous signalons les nouveaux messages par courriel aussi souvent que vous le voulez, ou jamais. Si quelqu’un signale un message, les modérateurs voient ce qui a été signalé, et leur lecture est notée. Personne d’autre ne lit vos messages. Quand vous supprimez votre compte, ce que vous avez écrit disparaît de la conversation ; ce que l’autre a écrit lui reste.

## Est-ce toujours vous ?

Si vous ne vous êtes pas connecté depuis un an, nous demandons par courriel si le compte est toujours le vôtre. Après deux courriels sans réponse, à 30 jours d’écart, le compte est mis en repos : il quitte l’annuaire et ne reçoit plus de nouvelles. Se connecter, ou un bouton, le ramène tout de suite. Après deux ans de repos il est supprimé ; nous vous écrivons 30 jours avant.

## Qui le voit

Les éditeurs et modérateurs de la bibliothèque voient votre nom avec ce que vous proposez. Les administrateurs voient les comptes. Nous ne transmettons rien à des annonceurs ni à des marchands de données, et aux autorités seulement là où la loi nous y oblige.

## Combien de temps nous le gardons

- **Compte, profil, messages, alertes** : tant que vous avez le compte.
- **Une inscription jamais confirmée** : 30 jours.
- **Un compte en repos** : deux ans.
- **Une session** : jusqu’à ce que vous vous déconnectiez, 8 heures après votre dernière visite, ou 60 jours si vous avez demandé à rester connecté.
- **Les liens des courriels** : jusqu’à leur expiration, et 30 jours de plus.
- **Les courriels envoyés** : deux ans.
- **Une copie de vos données** : 7 jours.
- **Un fichier envoyé dont aucun formulaire ne s’est servi** : 7 jours.
- **Les compteurs contre les abus** : deux jours.
- **Le journal technique** : 30 jours.
- **Les sauvegardes** : 60 jours.
- **Le journal durable** : tant que le réseau existe, par numéro seulement.

## Quand vous supprimez votre compte

Il est supprimé tout de suite, avec votre profil, vos adresses, les messages que vous avez écrits, vos alertes, vos courriels et vos fichiers. Ce qui reste, et pourquoi :

- **Les publications de la bibliothèque** restent pour leurs lecteurs, sans trace de qui les a proposées.
- **Les pages du site et des organisations** restent, sans votre nom.
- **Les messages que d’autres vous ont écrits** leur restent. Leur page dit que c’était à un ancien membre.
- **Le journal durable** reste, car chaque ligne garantit la précédente. Le numéro qui s’y trouve ne mène alors à personne.
- **Les sauvegardes** vous oublient en 60 jours. S’il en faut une avant, votre compte en est d’abord effacé : pour cela nous gardons une liste des numéros des comptes supprimés.

## Vos droits

Vous pouvez voir et corriger vos données sur [votre page](/fr/me/data), en emporter une copie et supprimer le compte. Vous pouvez aussi vous opposer ou retirer votre accord : écrivez au secrétariat, à l’adresse au pied de chaque page, depuis l’adresse de votre compte. Vous recevez une réponse en un mois au plus. Vous pouvez aussi saisir l’autorité de protection des données de votre pays. Le fondement juridique est votre accord lors de l’adhésion ; pour le journal technique, les limites et le journal durable, c’est l’intérêt légitime d’un service sûr et responsable.

## Comment c’est protégé

Chaque connexion est chiffrée. L’accès aux données exige un rôle donné par un administrateur, chaque usage d’un tel rôle est noté, et l’équipe peut être tenue de se connecter avec un code. Les sauvegardes suivent les mêmes règles.', 'Version 2' FROM page p WHERE p.slug = 'privacy'
