INSERT INTO page_revision (id, page_id, lang, source_id, title, body) VALUES (8, 3, 'fr', 7, 'Accessibilité',
'Toute personne qui travaille sur la migration et le développement doit pouvoir utiliser ce site : avec un lecteur d’écran, au clavier seul, sur un téléphone petit ou ancien, avec de grands caractères, sur une ligne qui se coupe.

## Notre objectif

Le site est conçu pour respecter les Règles pour l’accessibilité des contenus Web (WCAG) 2.2, niveau AA. Des contrôles automatiques parcourent ses pages à chaque modification, en présentation claire et sombre et à la largeur d’un petit téléphone. Les parcours sont aussi essayés au clavier seul et sans scripts.

## Ce sur quoi vous pouvez compter

- Chaque fonction est accessible au clavier, et vous voyez toujours où vous êtes.
- Rien n’exige de script, de souris ou de navigateur particulier.
- Le texte peut être agrandi quatre fois sans défilement horizontal.
- La présentation suit le réglage de votre appareil, claire ou sombre, et limite les mouvements si vous le demandez.
- Les formulaires gardent ce que vous avez saisi, disent ce qu’il faut corriger et vous mènent au champ.
- Un état n’est jamais indiqué par la couleur seule.
- Chaque page déclare sa langue et signale un texte qui est dans une autre.

## Ce qui manque encore

- **Les fichiers de la bibliothèque** ont été produits par de nombreux éditeurs pendant de nombreuses années. Certains sont des images numérisées sans texte, ou n’ont ni titres ni description des images. Lorsque nous connaissons un tel défaut, nous cherchons un meilleur exemplaire. Chaque publication a un résumé en texte sur sa page.
- **Les publications qui n’existent que dans une langue** ne sont pas traduites par nous. Leur langue est indiquée dans toutes les listes.

## Signalez-nous un problème

Si quelque chose vous empêche d’utiliser le site, écrivez au secrétariat à l’adresse indiquée au bas de chaque page. Dites de quelle page il s’agit et ce que vous utilisez. Si un fichier n’est pas lisible avec vos outils, demandez-nous son texte. Nous répondons dans les dix jours ouvrables.

Cette déclaration a été revue pour la dernière fois en novembre 2026.')
